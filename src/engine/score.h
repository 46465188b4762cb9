#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/finding.h"
#include "base/int128.h"
#include "base/ratio.h"
#include "base/score.h"
#include "law/scheme.h"
#include "model/grade.h"
#include "model/self_evaluation_form.h"

namespace jiheng::engine {

/// How a score came about, or why there is none. Only the first two have points.
enum class ScoreState {
  computed,        ///< by the machine, from target and actual value
  judged,          ///< the form names a band; the reviewed or claimed points lie inside it and are taken
  not_filled,      ///< no actual value (or no amounts): not zero, just not there
  no_weight,       ///< no 分值
  needs_person,    ///< words, or values a machine cannot hold against each other
  not_applicable,  ///< the budget is 0: there is no rate
};

/// "computed", "judged", "not_filled", …
std::string_view score_state_code(ScoreState state);

/// An exact share of the weight, 0 ≤ num ≤ den.
struct Share {
  i128 num = 0;
  i128 den = 1;
};

/// What is known about one row. Small and without text, so that a million forms cost little; explain() words
/// it.
struct RowScore {
  ScoreState state = ScoreState::not_filled;
  std::optional<Score> score;          ///< computed or judged
  std::optional<Score> weight;         ///< the weight that was used
  Share share;                         ///< when computed
  std::optional<Ratio> rate;           ///< 完成率 or 执行率, where there is one
  std::optional<std::size_t> rule;     ///< index in scheme.methods
  std::optional<std::size_t> verdict;  ///< index in the rule's verdicts
  bool reached = false;                ///< the target is reached
  std::string reason;                  ///< why a person is needed
};

/// What is left open, and what that means for the total.
struct Incomplete {
  Score scored;               ///< points of the rows that have a score
  Score weight;               ///< weight of these rows
  Score open;                 ///< weight of the rows without a score (rows without a weight excluded)
  bool weights_known = true;  ///< false: some row has no weight, so that `open` is too small
};

/// The three scores side by side are the form's claimed and reviewed ones and the `score`s here.
struct Scored {
  RowScore execution;
  std::vector<RowScore> indicators;  ///< as many as the form has, in its order
  std::optional<Score> total;  ///< only when every row has a score and the weights make up the scheme's total
  std::optional<Grade> grade;  ///< of `total`
  std::optional<Incomplete> incomplete;  ///< set when there is no total
  /// The total when rows that need a person take the reviewed, else the claimed, points; empty when one has
  /// neither. Somebody's word, not a computation: shown as such, never instead of `total`.
  std::optional<Score> accepted_total;
  std::optional<Grade> accepted_grade;
  Findings findings;
};

/// Scores one form under one scheme. Pure: `as_of` is the day the scheme was chosen for, and is only named in
/// findings. Implements 财预〔2020〕10号 (domain §3 计分) and whatever else the scheme lays down.
Scored score(const SelfEvaluationForm& form, const law::Scheme& scheme, Date as_of);

/// The grade of a total: bands are half-open, so 89.99 is 良.
Grade grade_of(Score total, const law::Scheme& scheme);

/// The label "优" … and the bands' text for messages.
std::string grade_bands_text(const law::Scheme& scheme);

}  // namespace jiheng::engine
