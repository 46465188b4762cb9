#pragma once

#include <string_view>

#include "base/region.h"
#include "base/result.h"
#include "model/project.h"

namespace jiheng {

/// The parts of a 21-character project code: division 6, year 2, category letter (T 特定目标, R 人员, Y
/// 运转), serial 12.
struct ProjectCode {
  Region region;
  int year = 0;  ///< 2000 + the two digits
  char letter = 'T';
};

/// Reads and checks a project code (预算管理一体化规范, domain §10); the error says which part is wrong.
Result<ProjectCode> parse_project_code(std::string_view text);

/// The letter that codes of a category carry.
char category_letter(Category category);

}  // namespace jiheng
