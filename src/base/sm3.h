#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace jiheng {

using Sm3Digest = std::array<std::uint8_t, 32>;

/// SM3 (GB/T 32905) of `bytes`.
Sm3Digest sm3(std::string_view bytes);

/// Lower-case hexadecimal.
std::string to_hex(const Sm3Digest& digest);

}  // namespace jiheng
