#pragma once

#include <array>

#include "base/enum_table.h"

namespace jiheng {

/// Where a row comes from. Demonstration data says that it is demonstration data.
enum class Provenance {
  recorded,      ///< a real record
  allocated,     ///< its existence and the total it belongs to are published; its own amounts and scores are
                 ///< made up
  illustrative,  ///< made up as a whole
};

inline constexpr std::array kProvenanceTable{
    EnumRow<Provenance>{Provenance::recorded, "recorded", "真实记录"},
    EnumRow<Provenance>{Provenance::allocated, "allocated", "总数公开，分项示意"},
    EnumRow<Provenance>{Provenance::illustrative, "illustrative", "演示数据"},
};
constexpr const auto& enum_table(Provenance) { return kProvenanceTable; }

}  // namespace jiheng
