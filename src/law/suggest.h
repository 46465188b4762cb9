#pragma once

#include <span>
#include <string>
#include <string_view>

namespace jiheng::law {

/// "是否想写“since”？" when one of the candidates is near enough to `word`, else empty.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

}  // namespace jiheng::law
