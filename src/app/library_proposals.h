#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/access.h"
#include "app/workspace.h"
#include "base/json_writer.h"
#include "base/node.h"
#include "engine/library.h"
#include "model/library_proposal.h"

// The life of the county's own layer of the indicator library: units propose, finance decides, each adopted
// text is a version that stays.
namespace jiheng::app {

/// A proposal with what stands beside it when it is decided.
struct ProposalCard {
  LibraryProposal proposal;
  std::string unit_name;
  std::vector<std::string> near;  ///< codes of entries that say nearly the same, the nearest first
};

struct ProposalQuestion {
  std::string state;  ///< code; empty: every
  std::size_t offset = 0;
  std::size_t limit = 50;
};
struct ProposalList {
  std::int64_t total = 0;
  std::int64_t open = 0;  ///< of all that the viewer may see
  std::vector<ProposalCard> rows;
};

/// The proposals that the viewer may see, those that wait first, then the latest.
Result<ProposalList> list_proposals(Workspace& workspace, const Access& access,
                                    const ProposalQuestion& question);

/// Puts a proposal in. `body`: kind, code (of change and retire), entry {name, level, sector, op, target,
/// unit, explanation, evidence, data_source, core}, reason. Errors: invalid with every fault and its pointer,
/// conflict (an entry of that name and level is there, or the same is proposed already), refused.
Result<ProposalCard> propose_entry(Workspace& workspace, const Access& access, const Node& body);

/// What finance decides. `body`: decision "adopt", "refuse" or "merge", reason, code (of merge: the entry
/// that says it already), entry (of adopt: what is to be taken instead of what was proposed). An adopted text
/// is in force from today: a new version, found by search and suggestions at once. Errors: conflict (it was
/// decided already), invalid, refused.
Result<ProposalCard> decide_proposal(Workspace& workspace, const Access& access, std::int64_t id,
                                     const Node& body);

/// Takes an open proposal back; only who made it may.
Result<void> withdraw_proposal(Workspace& workspace, const Access& access, std::int64_t id);

/// The county's versions of an entry, the first first.
Result<std::vector<LibraryVersion>> entry_versions(store::Store& store, Region place, std::string_view code);

/// The library in force at a place and a day with the county's own layer, as the data folder has it; without
/// a place, the nation's. Kept in memory until a version is added.
Result<std::shared_ptr<const engine::LibraryIndex>> open_library(Workspace& workspace,
                                                                 std::optional<Region> place, Date as_of);

/// {"id","kind","state","code",…,"entry":{…}}.
void write_proposal(JsonWriter& json, const ProposalCard& card, const engine::LibraryIndex& index);
/// {"number","since","by","at","entry":{…}|null,"proposal"}.
void write_version(JsonWriter& json, const LibraryVersion& version);

}  // namespace jiheng::app
