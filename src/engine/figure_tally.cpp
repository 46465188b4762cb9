#include "engine/figure_tally.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace jiheng::engine {
namespace {

/// Turns the key spaces of a scan into codes, labels and places in the list.
class GroupNamer {
 public:
  GroupNamer(const law::Book& book, const law::Figure& figure, const ScanSpec& spec, const ScanResult& result)
      : book_(book), figure_(figure), desc_(law::entity_desc(spec.entity)), spec_(spec), result_(result) {}

  void name(std::uint64_t key, std::size_t parts, GroupOrder& order, GroupTally& group) const {
    for (std::size_t i = 0; i < parts; ++i) {
      const auto& entry = result_.spaces[i].entries()[ScanResult::part(key, i)];
      const auto& column = desc_.columns[spec_.keys[i]];
      std::string code = entry.code;
      std::string label = entry.label;
      std::size_t position = 0;
      if (column.source == law::CodeSource::fixed) position = ScanResult::part(key, i);
      if (column.source == law::CodeSource::region) label = place_label(code);
      if (column.source == law::CodeSource::year) {
        code = std::to_string(fact_year(key, i) - figure_.year_offset);
        label = code + "年";
      }
      order.parts.emplace_back(position, code);
      group.codes.push_back(std::move(code));
      group.labels.push_back(std::move(label));
    }
  }

  int fact_year(std::uint64_t key, std::size_t i) const {
    const auto& code = result_.spaces[i].entries()[ScanResult::part(key, i)].code;
    int year = 0;
    std::from_chars(code.data(), code.data() + code.size(), year);
    return year;
  }

 private:
  std::string place_label(const std::string& code) const {
    const auto region = Region::parse(code);
    return region ? book_.place_name(*region) : code;
  }

  const law::Book& book_;
  const law::Figure& figure_;
  const law::EntityDesc& desc_;
  const ScanSpec& spec_;
  const ScanResult& result_;
};

std::int16_t facts_year(const law::Figure& figure, const FigureQuery& query) {
  return static_cast<std::int16_t>(query.year.value() + figure.year_offset);
}

}  // namespace

ScanSpec figure_scan_spec(const law::Figure& figure, const FigureQuery& query, const FigureScope& scope) {
  ScanSpec spec;
  spec.entity = figure.entity;
  spec.place = query.place;
  if (!scope.year_filter) spec.years.push_back(facts_year(figure, query));
  spec.conditions = figure.filter;
  spec.conditions.insert(spec.conditions.end(), scope.filters.begin(), scope.filters.end());
  // Years in filters are years as they are asked for; the facts may be of a year before or after.
  for (auto& condition : spec.conditions) {
    if (condition.dimension != "year") continue;
    for (auto& code : condition.codes) {
      int year = 0;
      const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), year);
      if (error == std::errc{}) code = std::to_string(year + figure.year_offset);
    }
  }
  const auto& desc = law::entity_desc(figure.entity);
  if (!figure.measure.empty()) spec.measure = desc.index_of(figure.measure);
  return spec;
}

TallyTable tally_figure(const FactBase& facts, const law::Book& book, const law::Figure& figure,
                        const FigureQuery& query, const FigureScope& scope,
                        const std::vector<std::string>& by) {
  const auto& desc = law::entity_desc(figure.entity);
  ScanSpec spec = figure_scan_spec(figure, query, scope);
  spec.part = figure.of;
  const auto year_key = static_cast<std::size_t>(std::ranges::find(by, "year") - by.begin());
  if (year_key < by.size()) spec.years.clear();
  for (const auto& name : by) spec.keys.push_back(desc.index_of(name));
  const bool distinct = figure.aggregate == law::Aggregate::distinct;
  if (distinct) spec.keys.push_back(desc.index_of(figure.over));

  const ScanResult result = scan_facts(facts, spec);
  const GroupNamer namer(book, figure, spec, result);
  TallyTable table;
  std::vector<std::uint32_t> seen;  // values of the counted dimension, over all groups
  for (const auto& [key, cell] : result.cells) {
    GroupTally named;
    GroupOrder order;
    namer.name(key, by.size(), order, named);
    auto& group =
        by.empty() ? table.whole : table.groups.try_emplace(std::move(order), std::move(named)).first->second;
    group.cell.add(cell);
    group.distinct += 1;
    const bool asked_year = year_key == by.size() || scope.year_filter ||
                            namer.fact_year(key, year_key) == facts_year(figure, query);
    if (by.empty() || !asked_year) continue;
    table.whole.cell.add(cell);
    if (distinct) seen.push_back(ScanResult::part(key, by.size()));
  }
  if (!by.empty()) {
    std::ranges::sort(seen);
    table.whole.distinct = std::ranges::unique(seen).begin() - seen.begin();
  }
  return table;
}

}  // namespace jiheng::engine
