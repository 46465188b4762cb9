#include <fmt/format.h>

#include <array>

#include "app/score_files.h"
#include "base/finding_json.h"
#include "base/text.h"
#include "engine/explain.h"
#include "engine/score_budget.h"

namespace jiheng::app {
namespace {

using engine::RowScore;

void score_or_null(JsonWriter& out, std::string_view name, std::optional<Score> score) {
  score ? out.key(name).number(score->to_short()) : out.key(name).null();
}

void money_or_null(JsonWriter& out, std::string_view name, const std::optional<Money>& amount) {
  amount ? out.member(name, amount->fen()) : out.key(name).null();
}

void grade_or_null(JsonWriter& out, std::string_view name, std::optional<Grade> grade) {
  grade ? out.member(name, enum_code(*grade)) : out.key(name).null();
}

std::optional<Score> difference_of(std::optional<Score> computed, std::optional<Score> claimed) {
  return computed && claimed ? std::optional<Score>(*computed - *claimed) : std::nullopt;
}

/// The three scores of a row, and what became of it.
void write_row(JsonWriter& out, const RowScore& row, std::optional<Score> claimed,
               std::optional<Score> reviewed) {
  score_or_null(out, "weight", row.weight);
  out.member("state", engine::score_state_code(row.state));
  score_or_null(out, "computed", row.score);
  score_or_null(out, "claimed", claimed);
  score_or_null(out, "reviewed", reviewed);
  score_or_null(out, "difference", difference_of(row.score, claimed));
  row.reason.empty() ? out.key("reason").null() : out.member("reason", row.reason);
}

void write_budget(JsonWriter& out, const law::Book& book, const FileScore& score, bool explain) {
  const auto& form = score.form;
  const auto amounts = engine::execution_amounts(form);
  out.begin_object();
  form.money_unit ? out.member("unit", money_unit_label(*form.money_unit)) : out.key("unit").null();
  money_or_null(out, "initial_fen", form.total.initial);
  money_or_null(out, "adjusted_fen", amounts.adjusted);
  money_or_null(out, "executed_fen", amounts.executed);
  const auto& rate = score.scored.execution.rate;
  rate ? out.key("execution_rate").number(rate->to_percent(2)) : out.key("execution_rate").null();
  write_row(out, score.scored.execution, form.execution_claimed, form.execution_reviewed);
  out.key("explain");
  explain ? engine::write_json(out, book, engine::explain_execution(form, score.scheme, score.scored))
          : void(out.null());
  out.end_object();
}

void write_indicators(JsonWriter& out, const law::Book& book, const FileScore& score, bool explain) {
  out.begin_list();
  for (std::size_t i = 0; i < score.form.indicators.size(); ++i) {
    const auto& indicator = score.form.indicators[i];
    out.begin_object();
    out.member("name", indicator.name).member("level1", indicator.level1).member("level2", indicator.level2);
    out.member("where", indicator.where);
    write_row(out, score.scored.indicators[i], indicator.claimed, indicator.reviewed);
    out.key("explain");
    explain
        ? engine::write_json(out, book, engine::explain_indicator(score.form, score.scheme, score.scored, i))
        : void(out.null());
    out.end_object();
  }
  out.end_list();
}

void write_finding_list(JsonWriter& out, std::initializer_list<const Findings*> lists) {
  out.begin_list();
  for (const auto* findings : lists) {
    for (const auto& finding : *findings) write_finding(out, finding);
  }
  out.end_list();
}

void write_incomplete(JsonWriter& out, const engine::Incomplete& part) {
  out.begin_object();
  out.key("scored").number(part.scored.to_short()).key("weight").number(part.weight.to_short());
  out.key("open").number(part.open.to_short()).key("weights_known").boolean(part.weights_known);
  out.end_object();
}

/// Columns a terminal needs for `text`: East Asian characters take two.
std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (const char32_t c : to_code_points(text)) columns += c >= 0x2E80 ? 2U : 1U;
  return columns;
}

std::string cell_text(std::string_view text, std::size_t width, bool right) {
  std::string shown(text);
  if (columns_of(shown) > width) {
    std::size_t count = count_characters(text);
    while (count > 0 && columns_of(first_characters(text, count)) > width - 1) --count;
    shown = std::string(first_characters(text, count)) + "…";
  }
  const std::string pad(width - std::min(width, columns_of(shown)), ' ');
  return right ? pad + shown : shown + pad;
}

struct ScoreColumn {
  std::string_view title;
  std::size_t width;
  bool right;
};

constexpr std::array<ScoreColumn, 8> kScoreTable{{{"指标", 32, false},
                                                  {"目标", 14, true},
                                                  {"完成", 14, true},
                                                  {"分值", 6, true},
                                                  {"计算", 8, true},
                                                  {"填报", 8, true},
                                                  {"复核", 8, true},
                                                  {"差异", 8, true}}};

std::string table_line(const std::array<std::string, kScoreTable.size()>& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i)
    line += (i > 0 ? "  " : "") + cell_text(cells[i], kScoreTable[i].width, kScoreTable[i].right);
  while (line.ends_with(' ')) line.pop_back();
  return line + "\n";
}

std::string score_text(std::optional<Score> score) { return score ? score->to_text() : "—"; }

std::string state_text(const RowScore& row) {
  switch (row.state) {
    case engine::ScoreState::not_filled: return "未填";
    case engine::ScoreState::no_weight: return "无分值";
    case engine::ScoreState::needs_person: return "待判定";
    case engine::ScoreState::not_applicable: return "不适用";
    default: return score_text(row.score);
  }
}

std::string row_line(std::string name, std::string target, std::string actual, const RowScore& row,
                     std::optional<Score> claimed, std::optional<Score> reviewed) {
  const auto difference = difference_of(row.score, claimed);
  return table_line({std::move(name), std::move(target), std::move(actual),
                     row.weight ? row.weight->to_short() : "—", state_text(row), score_text(claimed),
                     score_text(reviewed),
                     difference && *difference != Score{} ? difference->to_text() : ""});
}

std::string total_text(const FileScore& score) {
  const auto& scored = score.scored;
  const auto claimed = [&] {
    if (!score.form.claimed_total) return std::string();
    const auto grade = score.form.claimed_grade;
    return fmt::format("；填报 {}{}", score.form.claimed_total->to_text(),
                       grade ? " " + std::string(enum_label(*grade)) : "");
  }();
  if (scored.total)
    return fmt::format("总分 {}　等级 {}{}\n", scored.total->to_text(), enum_label(*scored.grade), claimed);
  const auto& part = *scored.incomplete;
  std::string text = fmt::format("总分 —（不完整：已计 {} / {}，未计分值 {}{}）{}\n", part.scored.to_text(),
                                 part.weight.to_short(), part.open.to_short(),
                                 part.weights_known ? "" : "，另有指标没有分值", claimed);
  if (scored.accepted_total) {
    text += fmt::format("若采信人工判定各项的填报（复核）分：{}　{}（不是计算结果）\n",
                        scored.accepted_total->to_text(), enum_label(*scored.accepted_grade));
  }
  return text;
}

std::string_view severity_label(Severity severity) {
  constexpr std::array<std::string_view, 3> kLabels{"提示", "注意", "错误"};
  return kLabels.at(static_cast<std::size_t>(severity));
}

std::string findings_text(const FileScore& score) {
  std::string text;
  for (const auto* findings : {&score.reading, &score.scored.findings}) {
    for (const auto& finding : *findings) {
      text += fmt::format("  [{}] {}{}（{}）\n", severity_label(finding.severity), finding.message,
                          finding.where.empty() ? "" : "　" + finding.where, finding.rule);
    }
  }
  return text;
}

std::string amount_or_dash(const std::optional<Money>& amount, const SelfEvaluationForm& form) {
  if (!amount) return "—";
  return form.money_unit == MoneyUnit::yuan ? amount->to_yuan(true) : amount->to_wan();
}

}  // namespace

void write_json(JsonWriter& out, const law::Book& book, const FileScore& score, bool explain) {
  const auto& form = score.form;
  const auto& scored = score.scored;
  out.begin_object();
  out.member("file", score.file).member("sheet", form.where).member("project", form.project_name);
  form.year ? out.member("year", std::int64_t{form.year->value()}) : out.key("year").null();
  out.member("scheme", score.scheme.id)
      .member("scheme_title", score.scheme.title)
      .member("scheme_place", score.scheme.place);
  out.member("scheme_why", score.why).member("as_of", score.as_of.to_text());
  score_or_null(out, "total", scored.total);
  grade_or_null(out, "grade", scored.grade);
  score_or_null(out, "claimed_total", form.claimed_total);
  grade_or_null(out, "claimed_grade", form.claimed_grade);
  score_or_null(out, "reviewed_total", form.reviewed_total);
  out.key("incomplete");
  scored.incomplete ? write_incomplete(out, *scored.incomplete) : void(out.null());
  score_or_null(out, "accepted_total", scored.accepted_total);
  grade_or_null(out, "accepted_grade", scored.accepted_grade);
  out.key("budget");
  write_budget(out, book, score, explain);
  out.key("indicators");
  write_indicators(out, book, score, explain);
  if (explain) {
    out.key("explain");
    engine::write_json(out, book, engine::explain(form, score.scheme, scored));
  }
  out.key("findings");
  write_finding_list(out, {&score.reading, &scored.findings});
  out.end_object();
}

void write_json(JsonWriter& out, const std::string& file, const Error& error) {
  out.begin_object().member("file", file).member("error", error.message).key("findings");
  write_finding_list(out, {&error.findings});
  out.end_object();
}

std::string to_text(const law::Book& book, const FileScore& score, bool explain) {
  const auto& form = score.form;
  std::string text = fmt::format("{}{}\n", score.file, form.where.empty() ? "" : "　" + form.where);
  text += fmt::format("{}{}　{}\n", form.project_name,
                      form.year ? fmt::format("（{} 年度）", form.year->value()) : "", form.unit);
  text += fmt::format("方案 {}　{}\n  {}\n", score.scheme.id, score.scheme.title, score.why);
  std::array<std::string, kScoreTable.size()> head;
  for (std::size_t i = 0; i < head.size(); ++i) head[i] = kScoreTable[i].title;
  text += table_line(head);
  if (score.scheme.execution) {
    const auto amounts = engine::execution_amounts(form);
    const std::string_view unit =
        form.money_unit ? money_unit_label(*form.money_unit) : std::string_view("万元");
    text += row_line(fmt::format("预算执行率（{}）", unit), amount_or_dash(amounts.adjusted, form),
                     amount_or_dash(amounts.executed, form), score.scored.execution, form.execution_claimed,
                     form.execution_reviewed);
  }
  for (std::size_t i = 0; i < form.indicators.size(); ++i) {
    const auto& row = form.indicators[i];
    const std::string sign =
        row.op && *row.op != Operator::qualitative ? std::string(enum_label(*row.op)) : std::string();
    text += row_line(row.name, sign + row.target.value_or("—"), row.actual.value_or("—"),
                     score.scored.indicators[i], row.claimed, row.reviewed);
  }
  text += total_text(score) + findings_text(score);
  if (explain) text += "\n" + engine::to_text(book, engine::explain(form, score.scheme, score.scored));
  return text;
}

}  // namespace jiheng::app
