#include <algorithm>

#include "engine/figure.h"
#include "engine/figure_resolve.h"

namespace jiheng::engine {
namespace {

std::string_view fact_kind_code(law::FactKind kind) {
  switch (kind) {
    case law::FactKind::dimension: return "dimension";
    case law::FactKind::money: return "money";
    case law::FactKind::score: return "score";
    case law::FactKind::ratio: return "ratio";
    case law::FactKind::count: return "count";
  }
  return {};
}

/// One value of a fact as people read it.
Value cell_value(const law::Book& book, const RegionFacts& region, const FactTable& table,
                 const law::EntityDesc& desc, std::size_t column, std::size_t row) {
  const auto& about = desc.columns[column];
  switch (about.source) {
    case law::CodeSource::region: return book.place_name(region.region);
    case law::CodeSource::year: {
      const auto range =
          std::ranges::find_if(table.years, [row](const auto& years) { return row < years.end; });
      return range == table.years.end() ? Value{} : Value{std::to_string(range->year) + "年"};
    }
    case law::CodeSource::fixed:
    case law::CodeSource::dictionary:
    case law::CodeSource::local: break;
  }
  const std::int64_t stored = table.columns[column].at(row);
  if (!about.is_dimension()) return stored == kNoValue ? Value{} : Value{stored};
  const auto code = static_cast<std::size_t>(stored);
  if (about.source == law::CodeSource::fixed) return std::string(about.codes[code].label);
  return table.dictionaries[column].labels[code];
}

}  // namespace

Result<FigureRows> rows_behind(const FactBase& facts, const law::Book& book, const FigureQuery& query,
                               std::int64_t offset, std::int64_t limit) {
  auto asked = law::find_figure(book, query.figure, query.place, query.year);
  if (!asked) return pass(asked);
  const auto resolved = resolve_query(book, *asked, query);
  if (!resolved) return pass(resolved);
  const auto figure = figure_of_rows(book, std::move(*asked), query.place, query.year);
  if (!figure) return pass(figure);
  const auto& desc = law::entity_desc(figure->entity);
  const std::size_t provenance = desc.index_of("provenance");
  FigureRows rows;
  rows.columns.push_back({"name", "名称", "text"});
  for (const auto& column : desc.columns) {
    rows.columns.push_back(
        {std::string(column.name), std::string(column.label), std::string(fact_kind_code(column.kind))});
  }
  scan_rows(facts, figure_scan_spec(*figure, query, resolved->scope),
            [&](const RegionFacts& region, std::size_t row) {
              const std::int64_t at = rows.total++;
              if (at < offset || (limit > 0 && at >= offset + limit)) return;
              const FactTable& table = region.table(figure->entity);
              FactRow fact{std::string(desc.record), table.ids[row], {}, {}};
              fact.provenance = static_cast<Provenance>(table.columns[provenance].at(row));
              fact.values.emplace_back(std::string(region.name(table.names[row])));
              for (std::size_t i = 0; i < desc.columns.size(); ++i) {
                fact.values.push_back(cell_value(book, region, table, desc, i, row));
              }
              rows.rows.push_back(std::move(fact));
            });
  return rows;
}

}  // namespace jiheng::engine
