#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/goal_file.h"
#include "base/node.h"
#include "model/goal_part.h"

namespace jiheng::app {

/// One place or unit that a goal is decomposed to.
struct DecompositionPart {
  GoalPart stored;
  std::map<std::string, std::string> targets;  ///< by 三级指标; what is not carried is not there
  std::string project_code;                    ///< of the project that receives it; empty: none here
  std::string project_name;
  std::string unit_name;
  std::vector<std::string> missing;  ///< what has to be filled in before it can be sent; empty: complete
};

/// One indicator of the goal over its parts.
struct DecompositionLine {
  GoalRow row;
  bool additive = false;           ///< the parts' targets are held against the whole
  std::optional<std::string> sum;  ///< of the parts, as written; empty: nothing that adds up
  bool fits = true;                ///< additive: ≥ reaches, ≤ keeps, = equals the whole
};

/// A goal with its parts (转移支付区域绩效目标分解).
struct Decomposition {
  GoalFile file;
  std::vector<DecompositionLine> lines;  ///< in the order of the form
  std::vector<DecompositionPart> parts;  ///< by name
  Money whole;                           ///< the goal's money of the year
  Money divided;                         ///< of the parts together
  Findings findings;                     ///< the guards that speak against sending any of it down
  Findings unfilled;                     ///< one for each part that is not complete; the others may be sent
  bool may_write = false;

  /// Changes with whatever somebody may write; without quotes.
  std::string tag() const;
};

/// As the viewer may see it; not_found when he may not read the goal.
Result<Decomposition> load_decomposition(Workspace& workspace, const Access& access, std::int64_t goal_id);

/// Puts the parts of `{"parts":[{"name","project_id"|null,"amount"|null,"targets":{…}}]}` in the place of
/// those there are. `tag`: of what the person saw. Errors: invalid with every fault, refused, conflict
/// (stale).
Result<Decomposition> save_decomposition(Workspace& workspace, const Access& access, std::int64_t goal_id,
                                         std::string_view tag, const Node& body);

/// What became of a part that was sent down.
struct SentPart {
  std::string name;
  bool sent = false;
  std::string why;  ///< when it was not
};

/// Sends down the parts that are named, or all: the targets of each become fixed rows, with fixed targets, of
/// the receiving project's goal of the year, which is begun where there is none; parts that no project here
/// receives are only marked. Each part stands for itself: one that is not complete, or whose goal is under
/// review, is passed over and says why. Errors: conflict with every guard that the whole breaks, invalid
/// for a name that no part has.
Result<std::vector<SentPart>> send_decomposition(Workspace& workspace, const Access& access,
                                                 std::int64_t goal_id,
                                                 const std::vector<std::string>& names = {});

/// What a goal was given of goals that were decomposed: where from, as which part, how much money.
struct ReceivedPart {
  std::string title;      ///< of the goal that was decomposed
  std::string unit_name;  ///< whose goal that is
  std::string name;       ///< of the part
  std::optional<Money> amount;
  std::string sent_by;
  std::int64_t sent_ms = 0;
};

/// The parts that were sent down to this goal's project for its year, the first first. Who may read the goal
/// may read what was sent to it, also of goals that he may not read. Errors: not_found.
Result<std::vector<ReceivedPart>> received_parts(Workspace& workspace, const Access& access,
                                                 std::int64_t goal_id);

}  // namespace jiheng::app
