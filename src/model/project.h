#pragma once

#include <array>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/enum_table.h"
#include "base/region.h"
#include "model/ids.h"
#include "model/provenance.h"
#include "schema/record.h"

namespace jiheng {

/// Project category (domain §10); 其他运转类 and 特定目标类 must have goals.
enum class Category { personnel, public_expense, other_operating, earmarked };

inline constexpr std::array kCategoryTable{
    EnumRow<Category>{Category::personnel, "1", "人员类"},
    EnumRow<Category>{Category::public_expense, "21", "公用经费"},
    EnumRow<Category>{Category::other_operating, "22", "其他运转类"},
    EnumRow<Category>{Category::earmarked, "3", "特定目标类"},
};
constexpr const auto& enum_table(Category) { return kCategoryTable; }

/// Whether it is in its first year.
enum class ProjectKind { fresh, continuing };

inline constexpr std::array kProjectKindTable{
    EnumRow<ProjectKind>{ProjectKind::fresh, "new", "新增"},
    EnumRow<ProjectKind>{ProjectKind::continuing, "continuing", "延续"},
};
constexpr const auto& enum_table(ProjectKind) { return kProjectKindTable; }

/// A project of the pool (项目库). What changes from year to year is in budget lines, goals and the rest.
struct Project {
  Region region;
  ProjectId id;
  std::string code;  ///< 21 characters: division 6, year 2, category letter, serial 12
  std::string name;
  UnitId unit_id;  ///< the unit that carries it out
  Category category{};
  ProjectKind kind{};
  std::string sector;
  std::string function_class;  ///< 支出功能分类, at least the three digits of the 类
  FiscalYear first_year;
  std::optional<FiscalYear> last_year;
  std::optional<std::string> policy_basis;  ///< 立项依据
  std::optional<std::string> beneficiaries;
  std::optional<std::string> place;  ///< village, town or street
  std::optional<std::string> note;
  Provenance provenance{};

  friend bool operator==(const Project&, const Project&) = default;
};

template <>
const RecordDesc& record_of<Project>();

}  // namespace jiheng
