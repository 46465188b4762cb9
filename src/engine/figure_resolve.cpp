#include "engine/figure_resolve.h"

#include <fmt/format.h>

#include <algorithm>

namespace jiheng::engine {
namespace {

constexpr std::size_t kMostDimensions = 2;

bool may_group_by(const law::Figure& figure, std::string_view dimension) {
  return dimension == "region" || dimension == "year" ||
         std::ranges::count(figure.dimensions, dimension) != 0;
}

/// Whether the facts of a figure, of a ratio those of both its figures, have the dimension.
bool facts_have(const law::Book& book, const law::Figure& figure, const FigureQuery& query,
                std::string_view dimension) {
  if (figure.aggregate != law::Aggregate::ratio) {
    const auto* column = law::entity_desc(figure.entity).find(dimension);
    return column != nullptr && column->is_dimension();
  }
  for (const auto& id : {figure.numerator, figure.denominator}) {
    const auto operand = law::find_figure(book, id, query.place, query.year);
    if (!operand || !facts_have(book, *operand, query, dimension)) return false;
  }
  return true;
}

std::string known_dimensions(const law::Figure& figure) {
  std::string known = "region、year";
  for (const auto& dimension : figure.dimensions) known += "、" + dimension;
  return known;
}

}  // namespace

Result<ResolvedQuery> resolve_query(const law::Book& book, const law::Figure& figure,
                                    const FigureQuery& query) {
  ResolvedQuery resolved;
  resolved.by = query.by;
  if (figure.aggregate == law::Aggregate::distribution && query.by.empty())
    resolved.by.push_back(figure.over);
  for (const auto& dimension : query.by) {
    if (!may_group_by(figure, dimension)) {
      return fail(ErrorCode::invalid, fmt::format("“{}”不能按“{}”分组，可用：{}", figure.label, dimension,
                                                  known_dimensions(figure)));
    }
    if (std::ranges::count(query.by, dimension) > 1) {
      return fail(ErrorCode::invalid, fmt::format("按“{}”分组写了两次", dimension));
    }
  }
  if (resolved.by.size() > kMostDimensions) {
    return fail(ErrorCode::invalid,
                fmt::format("最多按 {} 个维度分组（“{}”）", kMostDimensions, figure.label));
  }
  for (const auto& filter : query.filters) {
    if (!facts_have(book, figure, query, filter.dimension)) {
      resolved.ignored.push_back(filter.dimension);
      continue;
    }
    if (filter.dimension == "year") resolved.scope.year_filter = true;
    resolved.scope.filters.push_back({filter.dimension, filter.codes});
  }
  // Every kind of facts knows its unit, so what the asker may not see is left out of whole, groups and rows.
  if (query.units) resolved.scope.filters.push_back({"unit", *query.units});
  return resolved;
}

Result<law::Figure> figure_of_rows(const law::Book& book, law::Figure figure, Region place, FiscalYear year) {
  while (figure.aggregate == law::Aggregate::ratio) {
    auto numerator = law::find_figure(book, figure.numerator, place, year);
    if (!numerator) return numerator;
    auto denominator = law::find_figure(book, figure.denominator, place, year);
    if (!denominator) return denominator;
    figure = numerator->entity == denominator->entity ? std::move(*denominator) : std::move(*numerator);
  }
  return figure;
}

}  // namespace jiheng::engine
