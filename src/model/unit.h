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

/// Departments supervise; units spend; sections are the finance bureau's own offices (股室).
enum class UnitKind { department, unit, section };

inline constexpr std::array kUnitKindTable{
    EnumRow<UnitKind>{UnitKind::department, "department", "主管部门"},
    EnumRow<UnitKind>{UnitKind::unit, "unit", "预算单位"},
    EnumRow<UnitKind>{UnitKind::section, "section", "财政局股室"},
};
constexpr const auto& enum_table(UnitKind) { return kUnitKindTable; }

/// A budget unit, a section of the finance bureau, or a supervising department (主管部门); codes are 3 + 3
/// digits, a department has the first three.
struct Unit {
  Region region;
  UnitId id;
  std::string code;  ///< "219" or "219001"
  std::string name;
  std::string department_code;  ///< the supervising department's code; its own for a department
  UnitKind kind{};
  std::string sector;                    ///< 行业, such as 教育
  std::optional<FiscalYear> since_year;  ///< first budget year; empty: always
  std::optional<FiscalYear> until_year;  ///< last budget year; empty: still there
  Provenance provenance{};

  friend bool operator==(const Unit&, const Unit&) = default;
};

template <>
const RecordDesc& record_of<Unit>();

}  // namespace jiheng
