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

/// 合并、拆分、更名、划转.
enum class UnitChangeKind { merge, split, rename, move };

inline constexpr std::array kUnitChangeKindTable{
    EnumRow<UnitChangeKind>{UnitChangeKind::merge, "merge", "合并"},
    EnumRow<UnitChangeKind>{UnitChangeKind::split, "split", "拆分"},
    EnumRow<UnitChangeKind>{UnitChangeKind::rename, "rename", "更名"},
    EnumRow<UnitChangeKind>{UnitChangeKind::move, "move", "划转"},
};
constexpr const auto& enum_table(UnitChangeKind) { return kUnitChangeKindTable; }

/// What happened to a unit at the beginning of a budget year: from that year on the second unit goes on with
/// the first one's projects. Of a rename both are the same unit, and `from_name` is its name until then.
struct UnitChange {
  Region region;
  UnitChangeId id;
  FiscalYear year;  ///< first budget year after the change
  UnitChangeKind kind{};
  UnitId from_unit_id;
  UnitId to_unit_id;
  std::optional<std::string> from_name;  ///< of a rename
  std::optional<std::string> basis;      ///< document that says so
  Provenance provenance{};

  friend bool operator==(const UnitChange&, const UnitChange&) = default;
};

template <>
const RecordDesc& record_of<UnitChange>();

}  // namespace jiheng
