#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/int128.h"
#include "base/money.h"
#include "base/ratio.h"
#include "base/score.h"
#include "law/book.h"
#include "model/grade.h"
#include "model/indicator.h"
#include "model/self_evaluation_form.h"

namespace jiheng::law {

/// What a scheme is for.
enum class SchemeForm { self_evaluation, evaluation, department_overall, social_insurance_fund };

inline constexpr std::array kSchemeFormTable{
    EnumRow<SchemeForm>{SchemeForm::self_evaluation, "self_evaluation", "单位自评"},
    EnumRow<SchemeForm>{SchemeForm::evaluation, "evaluation", "部门评价和财政评价"},
    EnumRow<SchemeForm>{SchemeForm::department_overall, "department_overall", "部门整体支出评价"},
    EnumRow<SchemeForm>{SchemeForm::social_insurance_fund, "social_insurance_fund", "社保基金绩效评价"},
};
constexpr const auto& enum_table(SchemeForm) { return kSchemeFormTable; }

/// How an indicator earns its points (domain §3).
enum class Method {
  ratio,                 ///< reached: all; else weight × actual / target
  reverse_ratio,         ///< reached: all; else weight × target / actual
  interval,              ///< inside [low, high]: all; below: actual / low; above: high / actual
  ratio_with_threshold,  ///< rate under the threshold: 0; else (rate − threshold) / (1 − threshold)
  direct,                ///< yes or no
  grade_bands,           ///< a person names the band (达成预期 …), the points lie inside it
  satisfaction_bands,    ///< the rate itself falls into a band that gives a share of the weight
  person,                ///< nothing a machine could judge
};

inline constexpr std::array kMethodTable{
    EnumRow<Method>{Method::ratio, "ratio", "完成比例"},
    EnumRow<Method>{Method::reverse_ratio, "reverse_ratio", "反向比例"},
    EnumRow<Method>{Method::interval, "interval", "区间"},
    EnumRow<Method>{Method::ratio_with_threshold, "ratio_with_threshold", "完成比率赋分（有起点）"},
    EnumRow<Method>{Method::direct, "direct", "直接赋分（是否达成）"},
    EnumRow<Method>{Method::grade_bands, "grade_bands", "定性分档"},
    EnumRow<Method>{Method::satisfaction_bands, "satisfaction_bands", "满意度分档"},
    EnumRow<Method>{Method::person, "person", "人工判定"},
};
constexpr const auto& enum_table(Method) { return kMethodTable; }

/// What kind of value a target is, read from its text (engine/score_value.h).
enum class TargetKind { number, interval, date, composite, yes_no, text };

inline constexpr std::array kTargetKindTable{
    EnumRow<TargetKind>{TargetKind::number, "number", "数值"},
    EnumRow<TargetKind>{TargetKind::interval, "interval", "区间"},
    EnumRow<TargetKind>{TargetKind::date, "date", "日期或期限"},
    EnumRow<TargetKind>{TargetKind::composite, "composite", "多项合写"},
    EnumRow<TargetKind>{TargetKind::yes_no, "yes_no", "是否"},
    EnumRow<TargetKind>{TargetKind::text, "text", "文字"},
};
constexpr const auto& enum_table(TargetKind) { return kTargetKindTable; }

/// How the execution rate (预算执行率) earns its points.
enum class ExecutionMethod { ratio, bands };

inline constexpr std::array kExecutionMethodTable{
    EnumRow<ExecutionMethod>{ExecutionMethod::ratio, "ratio", "分值×执行率"},
    EnumRow<ExecutionMethod>{ExecutionMethod::bands, "bands", "按区间"},
};
constexpr const auto& enum_table(ExecutionMethod) { return kExecutionMethodTable; }

/// A value in [from, to) earns `share` of the weight; a band without `to` has no upper end.
struct ValueBand {
  Ratio from;
  std::optional<Ratio> to;
  bool to_included = false;
  Ratio share;
  bool completed_only = false;  ///< of execution bands: only for a project that is completed
};

/// A verdict a person gives, and the share of the weight that goes with it: [low, high), and 100% itself.
struct VerdictBand {
  std::string code;
  std::string label;                 ///< 达成预期指标
  std::vector<std::string> aliases;  ///< other ways forms write it
  Ratio low;
  Ratio high;
};

/// One rule "such indicators are scored so"; the first one that fits decides. Empty lists in the condition
/// fit all.
struct MethodRule {
  std::string id;  ///< unique in the scheme
  std::string title;
  std::vector<Operator> ops;
  bool unsaid = false;              ///< only for rows that say neither a 性质 nor a sign in their target
  std::vector<std::string> level1;  ///< names of levels
  std::vector<std::string> level2;
  std::vector<TargetKind> values;  ///< kind of the target
  std::vector<std::string> units;  ///< one of these is part of the unit
  Method method = Method::person;
  std::optional<Ratio> threshold;     ///< of ratio_with_threshold
  std::vector<ValueBand> bands;       ///< of satisfaction_bands
  std::vector<VerdictBand> verdicts;  ///< of grade_bands
  bool unmet_is_zero = true;          ///< of direct: not reached earns 0; otherwise a person decides
  std::vector<Citation> citations;    ///< where it differs from the scheme's
};

/// A node of the tree of levels; self-evaluations have two levels (level1, level2), evaluations three.
struct SchemeLevel {
  std::string name;
  std::vector<std::string> aliases;
  std::optional<Score> weight;  ///< points of the level together; empty: not laid down
  std::string formula;          ///< in words, of leaves
  std::vector<SchemeLevel> children;

  /// Whether a form that writes `text` means this level (its name or an alias; blanks and width do not
  /// matter).
  bool is_called(std::string_view text) const;
  /// The child that a form calls `text`; nullptr when there is none.
  const SchemeLevel* find_child(std::string_view text) const;
};

struct ExecutionRule {
  Score weight;
  ExecutionMethod method = ExecutionMethod::ratio;
  std::vector<ValueBand> bands;
  std::optional<Ratio> reason_below;  ///< a rate below this needs a reason
  std::vector<Citation> citations;
};

/// Together, `levels` must weigh at least / at most this share of the total.
struct WeightRule {
  std::vector<std::string> levels;
  Ratio at_least;
};

/// When the form has no indicator of `level`, its weight goes to `add_to`.
struct AbsentLevel {
  std::string level;
  std::string add_to;
};

struct GradeBand {
  Grade grade = Grade::poor;
  Score from;  ///< [from, the band above)
};

/// Limits beyond which an amount looks as if it was written in the wrong unit.
struct AmountLimits {
  std::optional<Money> yuan_below;   ///< form in 元, total below this
  std::optional<Money> wan_above;    ///< form in 万元, total above this
  std::optional<Ratio> cost_factor;  ///< a cost target that many times the budget, or that small a part of it
};

/// A scoring scheme (评分方案) in force at a place and a day: everything the engine needs, nothing it decides
/// itself.
struct Scheme {
  std::string id;
  std::string title;
  std::string place;
  std::string file;
  Basis basis = Basis::law;
  std::string why;
  std::vector<Citation> citations;        ///< of the layer that decides, then of the layers below
  std::vector<Citation> grade_citations;  ///< of the grade bands
  SchemeForm form = SchemeForm::self_evaluation;
  int priority = 0;  ///< among those whose condition holds, the highest is chosen
  std::vector<std::string>
      needs_level1;             ///< chosen by itself only for forms with an indicator of each of these
  bool chosen_by_hand = false;  ///< never chosen by itself
  Score total = Score::from_points(100);
  int decimals = 2;  ///< of each score, 0 to 2
  Rounding rounding = Rounding::half_up;
  std::optional<ExecutionRule> execution;
  std::vector<SchemeLevel> levels;
  bool levels_bind = false;      ///< other level weights than these are an error, not a remark
  bool leaves_required = false;  ///< every leaf of the tree must be in the form
  std::vector<AbsentLevel> absent;
  std::vector<WeightRule> weight_rules;
  std::vector<MethodRule> methods;
  std::vector<GradeBand> grades;                ///< highest first
  std::optional<Ratio> over_completion;         ///< actual / target above this is pointed out
  std::optional<Ratio> over_completion_reason;  ///< above this it needs a reason
  Ratio rate_tolerance;                         ///< how far a stated rate may lie from the computed one
  AmountLimits amounts;

  const SchemeLevel* find_level1(std::string_view text) const;
  const MethodRule* find_method(std::string_view id) const;
};

/// Reads a document of law/schemes; `grade_bands` is the document its `grades` names, found by the caller.
/// Every fault at once, with file:line:column.
Result<Scheme> read_scheme(const Document& document, const Document* grade_bands);

/// The scheme `id` in force at `place` ("cn", "cn/64", …) on `as_of`, its grade bands from the same place and
/// day.
Result<Scheme> find_scheme(const Book& book, std::string_view id, std::string_view place, Date as_of);

/// Whether a document of law/schemes lays down grade bands rather than a scheme.
bool is_grade_bands(const Document& document);

/// The bands of such a document, highest first.
Result<std::vector<GradeBand>> read_grade_bands(const Document& document);

/// The typed check of law/schemes: what read_scheme says, and references between levels, methods and grade
/// bands.
void check_schemes(const Book& book, const Document& document, Findings& findings);

/// A scheme and, in words, why it was chosen.
struct SchemeChoice {
  const Scheme* scheme = nullptr;
  std::string why;
};

/// The self-evaluation schemes in force at a place on a day, read once and asked for many forms.
class SchemeSet {
 public:
  static Result<SchemeSet> load(const Book& book, std::string_view place, Date as_of);
  static Result<SchemeSet> load(const Book& book, Region place, Date as_of);

  /// A set of one scheme that is already read; for tests and for callers that fix the scheme.
  static SchemeSet of(Scheme scheme, Date as_of);

  /// The scheme for a form: `id` if given; else, of the schemes whose condition the form's first-level
  /// indicators fulfil, the one with the highest priority. An error when there is none.
  Result<SchemeChoice> choose(const SelfEvaluationForm& form, std::string_view id = {}) const;

  const std::vector<Scheme>& schemes() const { return schemes_; }

 private:
  std::vector<Scheme> schemes_;
  std::string place_;
  Date as_of_;
};

}  // namespace jiheng::law
