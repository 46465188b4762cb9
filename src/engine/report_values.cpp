#include "engine/report_values.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/decimal.h"
#include "base/text.h"
#include "engine/facts.h"

namespace jiheng::engine {
namespace {

constexpr std::int64_t kPpmPerPercent = 10'000;
constexpr int kScaleOfAmounts = 6;

std::string query_key(const FigureQuery& query) {
  std::string key = fmt::format("{}|{}|{}", query.figure, query.year.value(), fmt::join(query.by, ","));
  for (const auto& filter : query.filters)
    key += fmt::format("|{}={}", filter.dimension, fmt::join(filter.codes, ","));
  return key;
}

/// A code that means a year: "year", "year-1".
std::string resolve_code(const std::string& code, FiscalYear year, const GroupRow* group) {
  if (code == "*" && group != nullptr) return group->code;
  if (!code.starts_with("year")) return code;
  const std::string_view rest = std::string_view(code).substr(4);
  const int offset = rest.size() == 2 ? (rest[0] == '-' ? -(rest[1] - '0') : rest[1] - '0') : 0;
  return fmt::format("{}", year.value() + offset);
}

/// A cell of a fact's row as a report writes it.
std::string cell_text(const std::string& kind, const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  const auto* number = std::get_if<std::int64_t>(&value);
  if (number == nullptr) return "—";
  if (kind == "money") return report_number(law::ValueKind::money, *number, false);
  if (kind == "score") return report_number(law::ValueKind::score, *number, false);
  if (kind == "ratio") return report_number(law::ValueKind::ratio, *number, false);
  return report_number(law::ValueKind::count, *number, false);
}

/// Puts a row's values for `<field>`s.
std::string fill_pattern(std::string text, const FigureRows& rows, const FactRow& row) {
  for (std::size_t i = 0; i < rows.columns.size() && i < row.values.size(); ++i) {
    const auto mark = "<" + rows.columns[i].name + ">";
    if (text.find(mark) != std::string::npos)
      text = replace_all(std::move(text), mark, cell_text(rows.columns[i].kind, row.values[i]));
  }
  return text;
}

/// Whether a list of `rows` shows something made up: a row made up as a whole, or an amount or score of one
/// that is only known as part of a sum.
bool shows_made_up(const FigureRows& rows, const law::ListPattern& pattern) {
  const auto shown = pattern.outer + pattern.within;
  const bool measures = std::ranges::any_of(rows.columns, [&](const FigureRows::ColumnInfo& column) {
    return column.kind != "text" && column.kind != "dimension" &&
           shown.find("<" + column.name + ">") != std::string::npos;
  });
  return std::ranges::any_of(rows.rows, [&](const FactRow& row) {
    return row.provenance == Provenance::illustrative ||
           (measures && row.provenance == Provenance::allocated);
  });
}

/// "甲", "甲和乙", "甲、乙和丙".
std::string join_with_and(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? "和" : "、";
    text += parts[i];
  }
  return text;
}

/// Rows alike outside the parentheses are drawn together: "甲局的一和二、乙局的三".
std::string join_grouped(const FigureRows& rows, const law::ListPattern& pattern) {
  std::vector<std::string> outers;
  std::vector<std::vector<std::string>> inners;
  for (const auto& row : rows.rows) {
    auto outer = fill_pattern(pattern.outer, rows, row);
    const auto at = static_cast<std::size_t>(std::ranges::find(outers, outer) - outers.begin());
    if (at == outers.size()) {
      outers.push_back(std::move(outer));
      inners.emplace_back();
    }
    inners[at].push_back(fill_pattern(pattern.within, rows, row));
  }
  for (std::size_t i = 0; i < outers.size(); ++i)
    outers[i] = replace_all(outers[i], "<*>", join_with_and(inners[i]));
  return fmt::format("{}", fmt::join(outers, "、"));
}

template <class Visit>
void for_each_span(const std::vector<ReportBlock>& blocks, const Visit& visit) {
  for (const auto& block : blocks) {
    for (const auto& span : block.spans) visit(span);
    for (const auto& row : block.rows) {
      for (const auto& cell : row) {
        for (const auto& span : cell) visit(span);
      }
    }
  }
}

std::string join_rows(const FigureRows& rows, const law::ListPattern& pattern) {
  if (!pattern.outer.empty()) return join_grouped(rows, pattern);
  std::vector<std::string> parts;
  for (const auto& row : rows.rows) parts.push_back(fill_pattern(pattern.within, rows, row));
  return fmt::format("{}", fmt::join(parts, "、"));
}

}  // namespace

std::string report_number(law::ValueKind kind, std::int64_t value, bool about) {
  if (kind == law::ValueKind::ratio && about) {
    const auto percent = static_cast<std::int64_t>(divide(value, kPpmPerPercent, Rounding::half_up));
    return fmt::format("{}%左右", percent);
  }
  auto text = replace_all(figure_text(kind, value), ",", "");
  if (kind == law::ValueKind::ratio) return text + "%";
  if (kind == law::ValueKind::money && text.ends_with(".00")) text.resize(text.size() - 3);
  return text;
}

ReportValues::ReportValues(const FactBase& facts, const law::Book& book, const law::ReportTemplate& report,
                           Region place, FiscalYear year)
    : facts_(facts), book_(book), report_(report), place_(place), year_(year) {}

FigureQuery ReportValues::query_of(const law::FigureRef& ref) const {
  FigureQuery query;
  query.figure = ref.figure;
  query.place = place_;
  query.year = FiscalYear::of(year_.value() + ref.year_offset).value_or(year_);
  for (const auto& filter : ref.filters) {
    auto& kept = query.filters.emplace_back();
    kept.dimension = filter.dimension;
    for (const auto& code : filter.codes) kept.codes.push_back(resolve_code(code, year_, group_));
  }
  return query;
}

std::optional<FigureAnswer> ReportValues::ask_for(const FigureQuery& query) {
  const auto key = query_key(query);
  if (const auto found = answers_.find(key); found != answers_.end()) return found->second;
  auto answer = ask(facts_, book_, query);
  if (!answer) {
    if (!error_) error_ = answer.error();
    return std::nullopt;
  }
  return answers_.emplace(key, std::move(*answer)).first->second;
}

/// A slice of facts whose parts were made up is made up, even where their sum is known.
ReportSpan ReportValues::span_of(const FigureQuery& query, const FigureValue& value) const {
  ReportSpan span;
  span.figure = query.figure;
  span.year = query.year.value();
  for (const auto& filter : query.filters)
    span.by.emplace_back(filter.dimension, fmt::format("{}", fmt::join(filter.codes, ",")));
  span.illustrative = value.illustrative_rows > 0 || (!query.filters.empty() && value.allocated_rows > 0);
  return span;
}

std::optional<ReportFigure> ReportValues::annex_figure(const ReportSpan& span) {
  FigureQuery whole;
  whole.figure = span.figure;
  whole.place = place_;
  whole.year = FiscalYear::of(span.year).value_or(year_);
  const auto answer = ask_for(whole);
  if (!answer) return std::nullopt;
  ReportFigure figure{*answer->figure, span.year, answer->whole, answer->whole.illustrative_rows > 0, {}, {}};
  if (const auto match = book_.find(law::Kind::figures, span.figure, place_, whole.year.last_day())) {
    figure.citations = match->rule->citations;
  }
  return figure;
}

std::vector<ReportFigure> ReportValues::figures_in(const std::vector<ReportBlock>& blocks) {
  std::vector<ReportFigure> figures;
  for_each_span(blocks, [&](const ReportSpan& span) {
    if (span.figure.empty()) return;
    const auto same = [&](const ReportFigure& f) {
      return f.figure.id == span.figure && f.year == span.year;
    };
    auto found = std::ranges::find_if(figures, same);
    if (found == figures.end()) {
      auto figure = annex_figure(span);
      if (!figure) return;
      found = figures.insert(figures.end(), std::move(*figure));
    }
    found->illustrative = found->illustrative || span.illustrative;
    for (const auto& [dimension, code] : span.by) {
      const auto* column = law::entity_desc(found->figure.entity).find(dimension);
      const std::string label(column == nullptr ? std::string_view(dimension) : column->label);
      if (std::ranges::find(found->sliced_by, label) == found->sliced_by.end())
        found->sliced_by.push_back(label);
    }
  });
  return figures;
}

std::vector<ReportLaw> ReportValues::laws_in(const std::vector<ReportBlock>& blocks) const {
  std::vector<ReportLaw> laws;
  for_each_span(blocks, [&](const ReportSpan& span) {
    if (span.law.empty() || std::ranges::find(laws, span.law, &ReportLaw::key) != laws.end()) return;
    const auto slash = span.law.find('/');
    const auto kind = law::find_kind(std::string_view(span.law).substr(0, slash));
    const auto match =
        kind ? book_.find(*kind, span.law.substr(slash + 1), place_, year_.last_day()) : std::nullopt;
    if (match) laws.push_back({span.law, match->rule->title, match->rule->citations});
  });
  return laws;
}

RefValue ReportValues::value_of(const law::FigureRef& ref) {
  const auto query = query_of(ref);
  RefValue result;
  const auto answer = ask_for(query);
  if (!answer) return result;
  result.kind = answer->figure->kind;
  result.value = answer->whole.value;
  result.span = span_of(query, answer->whole);
  result.span.text = result.value ? report_number(result.kind, *result.value, ref.about) : "—";
  return result;
}

ReportSpan ReportValues::list_of(const law::ReportPiece& piece) {
  const auto query = query_of(piece.figure);
  const auto answer = ask_for(query);
  if (!answer) return {};
  const auto rows = rows_behind(facts_, book_, query, 0, piece.pattern.limit);
  if (!rows) {
    if (!error_) error_ = rows.error();
    return {};
  }
  auto span = span_of(query, answer->whole);
  span.illustrative = shows_made_up(*rows, piece.pattern);
  span.text = join_rows(*rows, piece.pattern);
  if (span.text.empty()) return span;
  const bool cut = rows->total > static_cast<std::int64_t>(rows->rows.size());
  span.text += cut && piece.pattern.suffix.empty() ? "等" : piece.pattern.suffix;
  return span;
}

std::vector<GroupRow> ReportValues::group_rows(const law::FigureRef& ref, const std::string& by) {
  auto query = query_of(ref);
  query.by = {by};
  std::vector<GroupRow> rows;
  const auto answer = ask_for(query);
  if (!answer) return rows;
  for (const auto& group : answer->groups) {
    if (group.value.rows > 0) rows.push_back({group.codes.front(), group.labels.front()});
  }
  return rows;
}

RefValue ReportValues::groups_of(const law::ReportPiece& piece) {
  auto result = value_of(piece.figure);
  result.kind = law::ValueKind::count;
  result.value = static_cast<std::int64_t>(group_rows(piece.figure, piece.text).size());
  result.span.text = fmt::format("{}", *result.value);
  return result;
}

std::optional<ReportSpan> ReportValues::law_value(const law::LawRef& ref) const {
  const auto text = law::law_text(book_, ref, place_, year_.last_day());
  if (!text) return std::nullopt;
  ReportSpan span;
  span.text = *text;
  span.law = fmt::format("{}/{}", law::kind_name(ref.kind), ref.id);
  return span;
}

/// Millionths of a count, 万元, point or per cent, so that figures compare with law values as people write
/// them.
std::optional<i128> ReportValues::amount_of(const law::ReportOperand& operand) {
  if (operand.kind == law::ReportOperand::Kind::literal) return operand.literal == "0" ? 0 : 100'000'000;
  if (operand.kind == law::ReportOperand::Kind::law) {
    const auto text = law::law_text(book_, operand.law, place_, year_.last_day());
    const auto number = parse_decimal(text.value_or(""));
    if (!number) return std::nullopt;
    const auto scaled = rescale(*number, kScaleOfAmounts);
    return scaled ? std::optional<i128>(*scaled) : std::nullopt;
  }
  const auto figure = value_of(operand.figure);
  if (!figure.value) return std::nullopt;
  const i128 value = *figure.value;
  switch (figure.kind) {
    case law::ValueKind::money: return value;  // 1 万元 is a million 分
    case law::ValueKind::ratio: return value * 100;
    case law::ValueKind::score: return value * 10'000;
    default: return value * 1'000'000;
  }
}

bool ReportValues::holds(const law::ReportCondition& condition) {
  using Kind = law::ReportCondition::Kind;
  const auto part_holds = [this](const law::ReportCondition& part) { return holds(part); };
  if (condition.kind == Kind::all) return std::ranges::all_of(condition.parts, part_holds);
  if (condition.kind == Kind::any) return std::ranges::any_of(condition.parts, part_holds);
  if (condition.kind == Kind::negation) return !holds(condition.parts.front());
  if (condition.kind == Kind::named) {
    const auto* named = report_.condition(condition.name);
    return named != nullptr && holds(*named);
  }
  const auto left = amount_of(condition.left);
  const auto right = amount_of(condition.right);
  if (!left || !right) return false;
  switch (condition.comparison) {
    case law::ReportComparison::less: return *left < *right;
    case law::ReportComparison::at_most: return *left <= *right;
    case law::ReportComparison::equal: return *left == *right;
    case law::ReportComparison::unequal: return *left != *right;
    case law::ReportComparison::at_least: return *left >= *right;
    case law::ReportComparison::more: return *left > *right;
  }
  return false;
}

}  // namespace jiheng::engine
