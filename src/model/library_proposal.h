#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/enum_table.h"
#include "base/region.h"
#include "model/ids.h"
#include "schema/record.h"

namespace jiheng {

/// What somebody proposes for the county's indicator library.
enum class ProposalKind { add, change, retire };

inline constexpr std::array kProposalKindTable{
    EnumRow<ProposalKind>{ProposalKind::add, "add", "新增"},
    EnumRow<ProposalKind>{ProposalKind::change, "change", "修改"},
    EnumRow<ProposalKind>{ProposalKind::retire, "retire", "停用"},
};
constexpr const auto& enum_table(ProposalKind) { return kProposalKindTable; }

/// What became of it.
enum class ProposalState { open, adopted, refused, merged, withdrawn };

inline constexpr std::array kProposalStateTable{
    EnumRow<ProposalState>{ProposalState::open, "open", "待审定"},
    EnumRow<ProposalState>{ProposalState::adopted, "adopted", "已采纳"},
    EnumRow<ProposalState>{ProposalState::refused, "refused", "不采纳"},
    EnumRow<ProposalState>{ProposalState::merged, "merged", "并入已有指标"},
    EnumRow<ProposalState>{ProposalState::withdrawn, "withdrawn", "已收回"},
};
constexpr const auto& enum_table(ProposalState) { return kProposalStateTable; }

/// A proposal of a unit for the county's indicator library (指标库建议), and the finance bureau's decision.
struct LibraryProposal {
  Region region;
  LibraryProposalId id;
  UnitId unit_id;  ///< who proposes
  ProposalKind kind{};
  ProposalState state{};
  std::optional<std::string> code;  ///< of the entry that is to change or go; of a new one once adopted
  std::string name;                 ///< of the indicator
  std::string sector;
  std::string content;  ///< the entry as JSON, as law/indicators writes it
  std::string reason;
  UserId by_user_id;
  std::string by_name;
  std::int64_t at_ms = 0;
  std::optional<std::string> decided_by;
  std::optional<std::int64_t> decided_ms;
  std::optional<std::string> decision;     ///< why
  std::optional<std::string> merged_into;  ///< code of the entry that says it already

  friend bool operator==(const LibraryProposal&, const LibraryProposal&) = default;
};

template <>
const RecordDesc& record_of<LibraryProposal>();

/// One version of an entry of the county's own layer of the indicator library. Rows are only ever added: the
/// highest number that is in force counts, the others are its history.
struct LibraryVersion {
  Region region;
  LibraryVersionId id;
  std::string code;
  std::int64_t number = 0;  ///< from 1
  Date since;               ///< first day
  std::string sector;
  std::string content;  ///< as above; of a retired entry {"retired":true}
  std::optional<LibraryProposalId> proposal_id;
  std::string by_name;
  std::int64_t at_ms = 0;

  friend bool operator==(const LibraryVersion&, const LibraryVersion&) = default;
};

template <>
const RecordDesc& record_of<LibraryVersion>();

}  // namespace jiheng
