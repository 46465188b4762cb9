#pragma once

#include <array>

#include "base/enum_table.h"

namespace jiheng {

/// A monitoring light. People always see the word or the shape beside the colour.
enum class Light { green, yellow, red };

inline constexpr std::array kLightTable{
    EnumRow<Light>{Light::green, "green", "正常"},
    EnumRow<Light>{Light::yellow, "yellow", "关注"},
    EnumRow<Light>{Light::red, "red", "严重"},
};
constexpr const auto& enum_table(Light) { return kLightTable; }

}  // namespace jiheng
