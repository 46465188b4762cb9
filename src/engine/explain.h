#pragma once

#include <string>
#include <vector>

#include "base/json_writer.h"
#include "engine/score.h"
#include "law/book.h"
#include "law/scheme.h"
#include "model/self_evaluation_form.h"

namespace jiheng::engine {

/// A value that went into a step, and where it came from: "case.json /indicators/3/actual", "自评表!E12", a
/// scheme file.
struct ExplainInput {
  std::string name;
  std::string value;
  std::string origin;
};

/// One step of a computation, in words.
struct Explanation {
  std::string title;                     ///< what was computed: the indicator's name, 预算执行率, 总分
  std::string rule;                      ///< scheme id and rule: "scheme.self-evaluation#ratio"
  std::vector<law::Citation> citations;  ///< the clauses
  std::vector<ExplainInput> inputs;
  std::string formula;          ///< “完成 97.3 / 目标 100 → 分值 4 × 0.973 = 3.892 → 3.89”
  std::string before_rounding;  ///< exact value, "3.892"; with "…" when it does not end; empty: none
  std::string after_rounding;   ///< "3.89"; empty: no score
  std::string note;             ///< rounding, or why there is no score
  std::vector<Explanation> children;
};

/// Words one row of `scored`.
Explanation explain_indicator(const SelfEvaluationForm& form, const law::Scheme& scheme, const Scored& scored,
                              std::size_t row);
Explanation explain_execution(const SelfEvaluationForm& form, const law::Scheme& scheme,
                              const Scored& scored);

/// The whole tree: total and grade → execution and levels → indicators. Built only when asked for, under 1
/// ms.
Explanation explain(const SelfEvaluationForm& form, const law::Scheme& scheme, const Scored& scored);

/// The tree as JSON: {title, rule, citations, inputs, formula, before_rounding, after_rounding, note,
/// children}.
void write_json(JsonWriter& out, const law::Book& book, const Explanation& explanation);

/// The tree as indented lines for a terminal.
std::string to_text(const law::Book& book, const Explanation& explanation, int indent = 0);

}  // namespace jiheng::engine
