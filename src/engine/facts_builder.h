#pragma once

#include <memory>

#include "engine/facts.h"
#include "engine/vague.h"
#include "engine/vague_index.h"
#include "model/budget_change.h"
#include "model/indicator.h"
#include "model/monitoring.h"
#include "model/release.h"
#include "model/self_evaluation.h"
#include "model/unit.h"
#include "model/unit_change.h"

namespace jiheng::engine {

/// What facts are computed against.
struct FactOptions {
  Date as_of;                      ///< what is due before this day and not there is late
  VagueWords vague_words;          ///< law/parameters/goal/vague-words
  bool keep_project_names = true;  ///< false for nations: lists then look names up in the store
  VaguenessWeights vagueness{};    ///< law/parameters/lint/vagueness; not given: no index is worked out
};

/// Makes the facts of one region from its records, which may come in any order, one at a time.
class FactBuilder {
 public:
  FactBuilder(Region region, const FactOptions& options);
  ~FactBuilder();
  FactBuilder(FactBuilder&&) noexcept;
  FactBuilder& operator=(FactBuilder&&) noexcept;

  void add(const Unit& record);
  /// Of a rename: rows of the years before it bear the old name.
  void add(const UnitChange& record);
  void add(const Project& record);
  void add(const BudgetLine& record);
  void add(const Goal& record);
  void add(const Indicator& record);
  void add(const Monitoring& record);
  void add(const SelfEvaluation& record);
  void add(const Assessment& record);
  void add(const Evaluation& record);
  void add(const ResultUse& record);
  void add(const Rectification& record);
  void add(const BudgetChange& record);
  void add(const Release& record);

  /// The facts; the builder is empty afterwards. An error when a sum or a dictionary is larger than facts can
  /// hold.
  Result<std::shared_ptr<const RegionFacts>> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace jiheng::engine
