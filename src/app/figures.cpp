#include "app/figures.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/facts_loader.h"
#include "law/fact_entity.h"

namespace jiheng::app {
namespace {

/// Whether any fact of the region is marked as demonstration data.
bool has_illustrative_facts(const engine::RegionFacts& facts) {
  for (const auto& desc : law::kEntities) {
    const auto column = desc.index_of("illustrative");
    if (column == desc.columns.size()) continue;
    const auto& table = facts.table(desc.entity);
    for (std::size_t row = 0; row < table.size(); ++row) {
      if (table.columns[column].at(row) != 0) return true;
    }
  }
  return false;
}

std::string years_text(const std::vector<FiscalYear>& years) {
  std::string text;
  for (const auto year : years) text += fmt::format("{}{}", text.empty() ? "" : "、", year.value());
  return text;
}

}  // namespace

std::vector<PlaceInfo> places_of(const View& view) {
  std::vector<PlaceInfo> places;
  for (const auto& facts : view.facts->regions()) {
    PlaceInfo info;
    info.region = facts->region;
    info.name = view.book->place_name(facts->region);
    info.full_name = view.book->place_full_name(facts->region);
    info.years = view.facts->years(facts->region);
    info.illustrative = has_illustrative_facts(*facts);
    places.push_back(std::move(info));
  }
  return places;
}

Result<void> check_scope(const View& view, Region place, FiscalYear year) {
  const auto years = view.facts->years(place);
  const std::string source = view.snapshot ? fmt::format("快照“{}”里", view.snapshot->id) : std::string();
  if (years.empty())
    return fail(ErrorCode::not_found, fmt::format("{}没有 {} 的数据", source, place.to_text()));
  if (std::ranges::count(years, year) > 0) return {};
  return fail(ErrorCode::not_found,
              fmt::format("{}没有 {} 年度的数据；有数据的年度：{}", source, year.value(), years_text(years)));
}

Result<engine::FigureRows> figure_rows_with_names(Workspace& workspace, const View& view,
                                                  const engine::FigureQuery& query, std::int64_t offset,
                                                  std::int64_t limit) {
  auto rows = engine::rows_behind(*view.facts, *view.book, query, offset, limit);
  if (!rows || view.snapshot) return rows;
  if (const auto named = fill_names(workspace.store(), query.place, *rows); !named) return pass(named);
  return rows;
}

bool is_illustrative(const engine::FigureValue& value, bool slice) {
  return value.illustrative_rows > 0 || (slice && value.allocated_rows > 0);
}

}  // namespace jiheng::app
