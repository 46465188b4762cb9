#include "engine/figure.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

#include "base/decimal.h"
#include "engine/figure_resolve.h"
#include "engine/figure_tally.h"

namespace jiheng::engine {
namespace {

constexpr std::int64_t kPartsPerMillion = 1'000'000;

std::optional<std::int64_t> fits(i128 value) {
  if (value > i128{INT64_MAX} || value < i128{INT64_MIN}) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

/// part / whole in parts per million, rounded half up; nothing when whole is 0.
std::optional<std::int64_t> share_of(i128 part, i128 whole) {
  if (whole == 0) return std::nullopt;
  return fits(divide(part * kPartsPerMillion, whole, Rounding::half_up));
}

/// Answers one query; ratios ask their two figures in turn.
class FigureAsker {
 public:
  FigureAsker(const FactBase& facts, const law::Book& book, const FigureQuery& query)
      : facts_(facts), book_(book), query_(query) {}

  Result<FigureAnswer> answer(law::Figure figure, const std::vector<std::string>& by,
                              const FigureScope& scope) {
    FigureAnswer answer;
    if (figure.aggregate == law::Aggregate::ratio) {
      auto computed = ratio(figure, by, scope);
      if (!computed) return computed;
      answer = std::move(*computed);
    } else {
      answer = plain(figure, by, scope);
    }
    answer.figure = std::make_shared<const law::Figure>(std::move(figure));
    return answer;
  }

 private:
  FigureAnswer plain(const law::Figure& figure, const std::vector<std::string>& by,
                     const FigureScope& scope) {
    const auto table = tally_figure(facts_, book_, figure, query_, scope, by);
    FigureAnswer answer;
    answer.whole = value_of(figure, table.whole);
    for (const auto& [order, group] : table.groups) {
      answer.groups.push_back({group.codes, group.labels, value_of(figure, group)});
    }
    if (figure.aggregate == law::Aggregate::distribution && by == std::vector{figure.over})
      add_empty_groups(figure, answer);
    return answer;
  }

  /// A distribution shows every code there is, so that "none were poor" can be read; only "none" itself is
  /// left out.
  static void add_empty_groups(const law::Figure& figure, FigureAnswer& answer) {
    const auto* column = law::entity_desc(figure.entity).find(figure.over);
    if (column == nullptr || column->source != law::CodeSource::fixed) return;
    std::vector<FigureGroup> all;
    auto there = answer.groups.begin();  // they are in the order of the codes
    for (const auto& row : column->codes) {
      if (there != answer.groups.end() && there->codes[0] == row.code)
        all.push_back(std::move(*there++));
      else if (row.code != "none")
        all.push_back({{std::string(row.code)}, {std::string(row.label)}, {0, "0", 0, 0, 0}});
    }
    answer.groups = std::move(all);
  }

  static FigureValue value_of(const law::Figure& figure, const GroupTally& tally) {
    const ScanCell& cell = tally.cell;
    FigureValue value;
    value.rows = cell.all_rows();
    value.allocated_rows = cell.rows[static_cast<std::size_t>(Provenance::allocated)];
    value.illustrative_rows = cell.rows[static_cast<std::size_t>(Provenance::illustrative)];
    switch (figure.aggregate) {
      case law::Aggregate::count:
      case law::Aggregate::distribution: value.value = cell.all_rows(); break;
      case law::Aggregate::sum:
        // Rows in which nothing was filled in do not add up to zero: nobody knows.
        if (cell.filled > 0 || value.rows == 0) value.value = fits(cell.sum);
        break;
      case law::Aggregate::mean:
        if (cell.filled > 0) value.value = fits(divide(cell.sum, cell.filled, Rounding::half_up));
        break;
      case law::Aggregate::distinct: value.value = tally.distinct; break;
      case law::Aggregate::share:
        value.value = figure.measure.empty() ? share_of(cell.part_rows, cell.all_rows())
                                             : share_of(cell.part_sum, cell.sum);
        break;
      case law::Aggregate::ratio: break;
    }
    value.text = figure_text(figure.kind, value.value);
    return value;
  }

  Result<FigureAnswer> ratio(const law::Figure& figure, const std::vector<std::string>& by,
                             const FigureScope& scope) {
    const auto top = operand(figure.numerator, by, scope);
    if (!top) return top;
    const auto bottom = operand(figure.denominator, by, scope);
    if (!bottom) return bottom;
    const bool one_entity = top->figure->entity == bottom->figure->entity;
    FigureAnswer answer;
    answer.whole = quotient(top->whole, bottom->whole, one_entity);
    for (const auto& group : bottom->groups) {
      const auto same = std::ranges::find(top->groups, group.codes, &FigureGroup::codes);
      const FigureValue nothing{0, {}, 0, 0, 0};
      answer.groups.push_back(
          {group.codes, group.labels,
           quotient(same == top->groups.end() ? nothing : same->value, group.value, one_entity)});
    }
    return answer;
  }

  Result<FigureAnswer> operand(std::string_view id, const std::vector<std::string>& by,
                               const FigureScope& scope) {
    auto figure = law::find_figure(book_, id, query_.place, query_.year);
    if (!figure) return pass(figure);
    return answer(std::move(*figure), by, scope);
  }

  static FigureValue quotient(const FigureValue& top, const FigureValue& bottom, bool one_entity) {
    FigureValue value;
    if (top.value && bottom.value) value.value = share_of(*top.value, *bottom.value);
    value.text = figure_text(law::ValueKind::ratio, value.value);
    value.rows = one_entity ? bottom.rows : top.rows;
    value.illustrative_rows = std::max(top.illustrative_rows, bottom.illustrative_rows);
    value.allocated_rows = std::max(top.allocated_rows, bottom.allocated_rows);
    return value;
  }

  const FactBase& facts_;
  const law::Book& book_;
  const FigureQuery& query_;
};

/// Says which parts of rows that are only real as a sum are public: none where the figure says so, all in
/// slices by dimensions that it calls published.
void judge_allocated(const ResolvedQuery& resolved, FigureAnswer& answer) {
  if (!answer.figure->published_whole) {
    answer.whole.illustrative_rows += std::exchange(answer.whole.allocated_rows, 0);
    for (auto& group : answer.groups)
      group.value.illustrative_rows += std::exchange(group.value.allocated_rows, 0);
    return;
  }
  const auto is_published = [&](const std::string& name) {
    return std::ranges::count(answer.figure->published, name) != 0;
  };
  if (!std::ranges::all_of(resolved.scope.filters, is_published, &law::FigureCondition::dimension)) return;
  if (!resolved.scope.filters.empty()) answer.whole.allocated_rows = 0;
  if (!std::ranges::all_of(resolved.by, is_published)) return;
  for (auto& group : answer.groups) group.value.allocated_rows = 0;
}

}  // namespace

std::string figure_text(law::ValueKind kind, std::optional<std::int64_t> value) {
  constexpr std::int64_t kPpmOfHundredthPercent = 100;
  if (!value) return "—";
  switch (kind) {
    case law::ValueKind::money: return Money::from_fen(*value).to_wan_display();
    case law::ValueKind::score: return format_decimal_short(*value, 2);
    case law::ValueKind::ratio:
      return format_decimal_short(
          static_cast<std::int64_t>(divide(*value, kPpmOfHundredthPercent, Rounding::half_up)), 2);
    case law::ValueKind::count:
    case law::ValueKind::distribution: break;
  }
  return std::to_string(*value);
}

Result<FigureAnswer> ask(const FactBase& facts, const law::Book& book, const FigureQuery& query) {
  auto figure = law::find_figure(book, query.figure, query.place, query.year);
  if (!figure) return pass(figure);
  auto resolved = resolve_query(book, *figure, query);
  if (!resolved) return pass(resolved);
  auto answer = FigureAsker(facts, book, query).answer(std::move(*figure), resolved->by, resolved->scope);
  if (!answer) return answer;
  judge_allocated(*resolved, *answer);
  answer->by = std::move(resolved->by);
  answer->ignored_filters = std::move(resolved->ignored);
  return answer;
}

std::vector<Result<FigureAnswer>> ask_all(const FactBase& facts, const law::Book& book,
                                          std::span<const FigureQuery> queries, int threads) {
  std::vector<Result<FigureAnswer>> answers(queries.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < queries.size(); i = next++) answers[i] = ask(facts, book, queries[i]);
  };
  std::vector<std::jthread> helpers;
  for (int i = 1; i < threads && queries.size() > 1; ++i) helpers.emplace_back(work);
  work();
  helpers.clear();
  return answers;
}

}  // namespace jiheng::engine
