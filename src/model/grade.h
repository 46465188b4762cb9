#pragma once

#include <array>

#include "base/enum_table.h"

namespace jiheng {

/// The four grades of an evaluation; their bands are law/schemes (财预〔2020〕10号: 90, 80, 60).
enum class Grade { excellent, good, fair, poor };

inline constexpr std::array kGradeTable{
    EnumRow<Grade>{Grade::excellent, "excellent", "优"},
    EnumRow<Grade>{Grade::good, "good", "良"},
    EnumRow<Grade>{Grade::fair, "fair", "中"},
    EnumRow<Grade>{Grade::poor, "poor", "差"},
};
constexpr const auto& enum_table(Grade) { return kGradeTable; }

}  // namespace jiheng
