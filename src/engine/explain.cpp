#include "engine/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "engine/score_budget.h"
#include "engine/score_method.h"
#include "law/law_json.h"

namespace jiheng::engine {
namespace {

using law::Method;

std::string origin_of(const SelfEvaluationForm& form, std::string_view where) {
  return where.empty()       ? form.file
         : form.file.empty() ? std::string(where)
                             : fmt::format("{} {}", form.file, where);
}

/// num/den as a decimal with up to six places; "…" when it goes on.
std::string decimal_text(i128 num, i128 den) {
  constexpr int kPlaces = 6;
  i128 scaled = num;
  for (int i = 0; i < kPlaces; ++i) scaled *= 10;
  const i128 units = scaled / den;
  const std::string text = format_decimal_short(static_cast<std::int64_t>(units), kPlaces);
  return scaled % den == 0 ? text : text + "…";
}

std::string before_text(Score weight, const Share& share) {
  return decimal_text(i128{weight.hundredths()} * share.num, share.den * 100);
}

std::string rounding_text(const law::Scheme& scheme) {
  constexpr std::array<std::string_view, 3> kModes{"四舍五入", "舍去尾数", "四舍六入五成双"};
  return fmt::format("末端取 {} 位小数，{}", scheme.decimals,
                     kModes.at(static_cast<std::size_t>(scheme.rounding)));
}

std::string rule_id(const law::Scheme& scheme, std::string_view rule) {
  return fmt::format("{}#{}", scheme.id, rule);
}

/// The last arrow of a computed row: “→ 分值 4 × 0.973 = 3.892 → 3.89”.
std::string points_formula(const RowScore& row) {
  const std::string exact = before_text(*row.weight, row.share);
  std::string text = fmt::format("分值 {} × {} = {}", row.weight->to_short(),
                                 decimal_text(row.share.num, row.share.den), exact);
  if (row.score && row.score->to_short() != exact) text += fmt::format(" → {}", row.score->to_short());
  return text;
}

std::string compare_text(const FormIndicator& indicator) {
  return fmt::format("完成 {} / 目标 {}", indicator.actual.value_or(""), indicator.target.value_or(""));
}

/// How the share of a computed row came about.
std::string share_formula(const FormIndicator& indicator, const law::MethodRule& rule, const RowScore& row) {
  const std::string pair = compare_text(indicator);
  const bool whole = row.share.num == row.share.den;
  switch (rule.method) {
    case Method::satisfaction_bands:
      return fmt::format("满意度 {}% 所在区间得 {}%", row.rate->to_percent(2),
                         decimal_text(row.share.num * 100, row.share.den));
    case Method::reverse_ratio:
      if (!row.reached && row.rate)
        return fmt::format("目标 {} / 完成 {}", indicator.target.value_or(""), indicator.actual.value_or(""));
      break;
    case Method::ratio_with_threshold:
      if (!row.reached && row.rate && row.share.num > 0) {
        return fmt::format("{}：(完成率 {}% − {}%) ÷ (1 − {}%)", pair, row.rate->to_percent(2),
                           rule.threshold->to_percent(0), rule.threshold->to_percent(0));
      }
      if (!row.reached && row.rate)
        return fmt::format("{}：完成率 {}% 不到 {}%，不得分", pair, row.rate->to_percent(2),
                           rule.threshold->to_percent(0));
      break;
    case Method::interval:
      return fmt::format("完成 {}，目标区间 {}", indicator.actual.value_or(""),
                         indicator.target.value_or(""));
    default: break;
  }
  if (row.reached) return pair + "，达到目标";
  if (!whole && row.share.num == 0) return pair + "，未达到，不得分";
  return pair;
}

std::string row_note(const RowScore& row, const law::Scheme& scheme) {
  switch (row.state) {
    case ScoreState::computed: return rounding_text(scheme);
    case ScoreState::judged:
      return "档次由人判定，档内分值取复核分，没有复核分的取填报分；机器只核对其在档内";
    case ScoreState::not_filled: return "未填，不等于 0：不计分";
    case ScoreState::no_weight: return "没有分值：不计分";
    case ScoreState::needs_person: return "须人工判定：" + row.reason;
    case ScoreState::not_applicable: return "全年预算数为 0：执行率不适用，不作除法";
  }
  return {};
}

void add_points(Explanation& node, const RowScore& row) {
  if (row.state == ScoreState::computed && row.weight)
    node.before_rounding = before_text(*row.weight, row.share);
  if (row.score) node.after_rounding = row.score->to_text();
}

void add_input(Explanation& node, const SelfEvaluationForm& form, std::string_view name, std::string value,
               std::string_view where) {
  if (!value.empty()) node.inputs.push_back({std::string(name), std::move(value), origin_of(form, where)});
}

/// The same with the place of the value itself, or else of its row.
void add_input(Explanation& node, const SelfEvaluationForm& form, std::string_view name, std::string value,
               const std::string& place, const std::string& row) {
  add_input(node, form, name, std::move(value), place.empty() ? row : place);
}

/// The places of the rows that were summed up.
std::string places_of_parts(const SelfEvaluationForm& form, std::string AmountPlaces::* place) {
  std::string places;
  for (const auto& part : form.parts) {
    const auto& own = part.places.*place;
    places += fmt::format("{}{}", places.empty() ? "" : "＋", own.empty() ? part.where : own);
  }
  return places;
}

std::string points_or_nothing(std::optional<Score> score) {
  return score ? score->to_short() : std::string();
}

std::string money_or_nothing(const std::optional<Money>& amount, const SelfEvaluationForm& form) {
  if (!amount) return {};
  return form.money_unit == MoneyUnit::yuan ? amount->to_yuan(true) + " 元" : amount->to_wan() + " 万元";
}

Explanation explain_grade(const SelfEvaluationForm& form, const law::Scheme& scheme, const Scored& scored) {
  Explanation node;
  node.title = "等级";
  node.rule = rule_id(scheme, "grades");
  node.citations = scheme.grade_citations;
  node.inputs.push_back({"总分", scored.total->to_text(), "计算"});
  node.formula = fmt::format("{} 在 {} 之中 → {}", scored.total->to_short(), grade_bands_text(scheme),
                             enum_label(*scored.grade));
  node.after_rounding = enum_label(*scored.grade);
  add_input(node, form, "填报等级",
            form.claimed_grade ? std::string(enum_label(*form.claimed_grade)) : std::string(),
            form.places.claimed_grade, form.where);
  return node;
}

/// The rows of one first level, under a node of their own.
Explanation explain_level(const SelfEvaluationForm& form, const law::Scheme& scheme, const Scored& scored,
                          std::string_view name, const std::vector<std::size_t>& rows) {
  Explanation node;
  node.title = name.empty() ? "（未写一级指标）" : std::string(name);
  node.rule = rule_id(scheme, "levels");
  std::int64_t sum = 0;
  std::size_t open = 0;
  for (const std::size_t i : rows) {
    node.children.push_back(explain_indicator(form, scheme, scored, i));
    const auto& score = scored.indicators[i].score;
    sum += score ? score->hundredths() : 0;
    open += score ? 0 : 1;
    if (score) node.formula += (node.formula.empty() ? "" : " + ") + score->to_short();
  }
  const std::string total = format_decimal_short(sum, 2);
  node.formula = node.formula.empty() ? "各项都没有得分" : fmt::format("{} = {}", node.formula, total);
  if (open == 0) node.after_rounding = format_decimal(sum, 2);
  if (open > 0) node.note = fmt::format("另有 {} 项没有得分", open);
  return node;
}

/// First-level names in the order of the form, each with its rows.
std::vector<std::pair<std::string_view, std::vector<std::size_t>>> rows_by_level(
    const SelfEvaluationForm& form) {
  std::vector<std::pair<std::string_view, std::vector<std::size_t>>> groups;
  for (std::size_t i = 0; i < form.indicators.size(); ++i) {
    const std::string_view name = form.indicators[i].level1;
    auto group = std::ranges::find(groups, name, [](const auto& g) { return g.first; });
    if (group == groups.end()) group = groups.insert(groups.end(), {name, {}});
    group->second.push_back(i);
  }
  return groups;
}

}  // namespace

Explanation explain_indicator(const SelfEvaluationForm& form, const law::Scheme& scheme, const Scored& scored,
                              std::size_t index) {
  const FormIndicator& indicator = form.indicators[index];
  const RowScore& row = scored.indicators[index];
  const law::MethodRule* rule = row.rule ? &scheme.methods[*row.rule] : nullptr;
  Explanation node;
  node.title = indicator.name;
  node.rule = rule_id(scheme, rule == nullptr ? "methods" : rule->id);
  node.citations = rule != nullptr && !rule->citations.empty() ? rule->citations : scheme.citations;
  const std::string unit = indicator.unit ? " " + *indicator.unit : std::string();
  add_input(node, form, "性质", indicator.op ? std::string(enum_label(*indicator.op)) : std::string(),
            indicator.places.op, indicator.where);
  add_input(node, form, "年度指标值", indicator.target ? *indicator.target + unit : std::string(),
            indicator.places.target, indicator.where);
  add_input(node, form, "实际完成值", indicator.actual ? *indicator.actual + unit : std::string(),
            indicator.places.actual, indicator.where);
  add_input(node, form, "分值", points_or_nothing(indicator.weight), indicator.places.weight,
            indicator.where);
  add_input(node, form, "填报得分", points_or_nothing(indicator.claimed), indicator.places.claimed,
            indicator.where);
  add_input(node, form, "复核得分", points_or_nothing(indicator.reviewed), indicator.places.reviewed,
            indicator.where);
  if (row.state == ScoreState::computed && rule != nullptr) {
    node.formula = fmt::format("{} → {}", share_formula(indicator, *rule, row), points_formula(row));
  } else if (row.state == ScoreState::judged) {
    const auto& band = rule->verdicts[*row.verdict];
    node.formula = fmt::format("“{}”一档（分值的 {}%–{}%） → {}", band.label, band.low.to_percent(0),
                               band.high.to_percent(0), row.score->to_short());
  }
  node.note = row_note(row, scheme);
  if (rule != nullptr) node.note = fmt::format("{}；{}", rule->title, node.note);
  add_points(node, row);
  return node;
}

Explanation explain_execution(const SelfEvaluationForm& form, const law::Scheme& scheme,
                              const Scored& scored) {
  const RowScore& row = scored.execution;
  Explanation node;
  node.title = "预算执行率";
  node.rule = rule_id(scheme, "execution");
  if (!scheme.execution) return node;
  node.citations = scheme.execution->citations.empty() ? scheme.citations : scheme.execution->citations;
  const auto amounts = execution_amounts(form);
  const std::string_view suffix = amounts.from_parts ? "（各行合计）" : "";
  const auto& row_places = form.total.places;
  add_input(node, form, fmt::format("全年预算数{}", suffix), money_or_nothing(amounts.adjusted, form),
            amounts.from_parts ? places_of_parts(form, &AmountPlaces::adjusted) : row_places.adjusted,
            form.total.where);
  add_input(node, form, fmt::format("全年执行数{}", suffix), money_or_nothing(amounts.executed, form),
            amounts.from_parts ? places_of_parts(form, &AmountPlaces::executed) : row_places.executed,
            form.total.where);
  if (form.execution_weight) {
    add_input(node, form, "分值", form.execution_weight->to_short(), form.places.execution_weight,
              form.total.where);
  } else {
    node.inputs.push_back({"分值", scheme.execution->weight.to_short(), scheme.file});
  }
  add_input(node, form, "填报得分", points_or_nothing(form.execution_claimed), form.places.execution_claimed,
            form.total.where);
  if (row.state == ScoreState::computed) {
    node.formula = fmt::format("执行 {} / 预算 {} = {}%{} → {}", money_or_nothing(amounts.executed, form),
                               money_or_nothing(amounts.adjusted, form), row.rate->to_percent(2),
                               scheme.execution->method == law::ExecutionMethod::bands ? "，按区间" : "",
                               points_formula(row));
  }
  node.note = row_note(row, scheme);
  add_points(node, row);
  return node;
}

Explanation explain(const SelfEvaluationForm& form, const law::Scheme& scheme, const Scored& scored) {
  Explanation node;
  node.title = "总分";
  node.rule = rule_id(scheme, "total");
  node.citations = scheme.citations;
  add_input(node, form, "填报总分", points_or_nothing(form.claimed_total), form.places.claimed_total,
            form.where);
  add_input(node, form, "复核总分", points_or_nothing(form.reviewed_total), form.places.reviewed_total,
            form.where);
  if (scheme.execution) {
    node.children.push_back(explain_execution(form, scheme, scored));
    if (scored.execution.score) node.formula = scored.execution.score->to_short();
  }
  for (const auto& [name, rows] : rows_by_level(form)) {
    for (const std::size_t i : rows) {
      const auto& score = scored.indicators[i].score;
      if (score) node.formula += (node.formula.empty() ? "" : " + ") + score->to_short();
    }
    node.children.push_back(explain_level(form, scheme, scored, name, rows));
  }
  if (scored.total) {
    node.formula += fmt::format(" = {}", scored.total->to_short());
    node.after_rounding = scored.total->to_text();
    node.children.push_back(explain_grade(form, scheme, scored));
  } else if (scored.incomplete) {
    node.note =
        fmt::format("总分不完整：已计 {} 分（满分 {}），未计的分值 {}", scored.incomplete->scored.to_short(),
                    scored.incomplete->weight.to_short(), scored.incomplete->open.to_short());
  }
  return node;
}

void write_json(JsonWriter& out, const law::Book& book, const Explanation& explanation) {
  out.begin_object();
  out.member("title", explanation.title).member("rule", explanation.rule);
  out.key("citations").begin_list();
  for (const auto& citation : explanation.citations) law::write_citation(out, book, citation);
  out.end_list();
  out.key("inputs").begin_list();
  for (const auto& input : explanation.inputs) {
    out.begin_object()
        .member("name", input.name)
        .member("value", input.value)
        .member("origin", input.origin)
        .end_object();
  }
  out.end_list();
  out.member("formula", explanation.formula);
  const auto text_or_null = [&](std::string_view name, const std::string& text) {
    text.empty() ? out.key(name).null() : out.member(name, text);
  };
  text_or_null("before_rounding", explanation.before_rounding);
  text_or_null("after_rounding", explanation.after_rounding);
  out.member("note", explanation.note);
  out.key("children").begin_list();
  for (const auto& child : explanation.children) write_json(out, book, child);
  out.end_list().end_object();
}

std::string to_text(const law::Book& book, const Explanation& explanation, int indent) {
  const std::string pad(static_cast<std::size_t>(indent) * 2, ' ');
  std::string text = fmt::format("{}{}：{}", pad, explanation.title,
                                 explanation.after_rounding.empty() ? "—" : explanation.after_rounding);
  if (!explanation.formula.empty()) text += fmt::format("　{}", explanation.formula);
  text += "\n";
  if (!explanation.note.empty()) text += fmt::format("{}  · {}\n", pad, explanation.note);
  text += fmt::format("{}  · 规则 {}", pad, explanation.rule);
  for (const auto& citation : explanation.citations) {
    const law::Document* source = book.source(citation.source);
    const auto number = source == nullptr ? std::string_view(citation.source)
                                          : source->body.text_of("number", citation.source);
    text += fmt::format("；{}{}{}", number, citation.article, citation.verified ? "" : "（待核实）");
  }
  text += "\n";
  for (const auto& input : explanation.inputs)
    text += fmt::format("{}  · {} = {}（{}）\n", pad, input.name, input.value, input.origin);
  for (const auto& child : explanation.children) text += to_text(book, child, indent + 1);
  return text;
}

}  // namespace jiheng::engine
