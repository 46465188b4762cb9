#include "app/facts_loader.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "engine/facts_builder.h"
#include "model/records.h"

namespace jiheng::app {
namespace {

/// Above this many projects their names stay in the store.
constexpr std::int64_t kNamesInMemory = 1'000'000;

template <class T>
Result<void> feed(store::Store& store, Region region, engine::FactBuilder& builder) {
  store::Query query;
  query.region = region;
  return store.scan(record_of<T>(), query,
                    [&](std::span<const Value> row) { builder.add(from_row<T>(row)); });
}

Result<std::shared_ptr<const engine::RegionFacts>> load_region(store::Store& store, Region region,
                                                               const engine::FactOptions& options) {
  using Feed = Result<void> (*)(store::Store&, Region, engine::FactBuilder&);
  constexpr std::array<Feed, 14> kFeeds{
      feed<Unit>,      feed<UnitChange>,    feed<Project>,        feed<BudgetLine>, feed<Goal>,
      feed<Indicator>, feed<Monitoring>,    feed<SelfEvaluation>, feed<Assessment>, feed<Evaluation>,
      feed<ResultUse>, feed<Rectification>, feed<BudgetChange>,   feed<Release>};
  engine::FactBuilder builder(region, options);
  for (const auto feeding : kFeeds) {
    if (const auto fed = feeding(store, region, builder); !fed) return pass(fed);
  }
  return builder.finish();
}

/// The regions that have units; every other record refers to one.
Result<std::set<Region>> stored_regions(store::Store& store) {
  std::set<Region> regions;
  const auto& desc = record_of<Unit>();
  const auto scanned = store.scan(desc, {}, [&](std::span<const Value> row) {
    if (const auto* code = std::get_if<std::int64_t>(&row[0])) {
      if (const auto region = Region::of(*code)) regions.insert(*region);
    }
  });
  if (!scanned) return pass(scanned);
  return regions;
}

}  // namespace

Result<engine::FactBase> load_facts(store::Store& store, const law::Book& book, Date as_of) {
  const auto regions = stored_regions(store);
  if (!regions) return pass(regions);
  const std::vector<Region> list(regions->begin(), regions->end());
  return refresh_facts({}, store, book, as_of, list);
}

Result<engine::FactBase> refresh_facts(const engine::FactBase& before, store::Store& store,
                                       const law::Book& book, Date as_of, std::span<const Region> regions) {
  std::map<Region, std::shared_ptr<const engine::RegionFacts>> all;
  for (const auto& facts : before.regions()) all[facts->region] = facts;
  const auto projects = store.count(record_of<Project>(), {});
  if (!projects) return pass(projects);
  for (const auto region : regions) {
    const engine::FactOptions options{as_of, engine::vague_words(book, region, as_of),
                                      *projects <= kNamesInMemory,
                                      engine::vagueness_weights(book, region, as_of)};
    auto facts = load_region(store, region, options);
    if (!facts) return pass(facts);
    all[region] = std::move(*facts);
  }
  std::vector<std::shared_ptr<const engine::RegionFacts>> list;
  for (auto& [region, facts] : all) list.push_back(std::move(facts));
  return engine::FactBase(std::move(list));
}

Result<void> fill_names(store::Store& store, Region place, engine::FigureRows& rows) {
  std::map<std::string, std::vector<Value>> missing;
  for (const auto& row : rows.rows) {
    if (const auto* name = std::get_if<std::string>(&row.values[0]); name != nullptr && name->empty()) {
      missing[row.record].emplace_back(row.id);
    }
  }
  for (const auto& [record, ids] : missing) {
    const auto* desc = find_record(record);
    if (desc == nullptr || desc->find("name") == nullptr) continue;
    store::Query query;
    if (place.code() % 100 != 0) query.region = place;
    query.where.push_back({"id", ids});
    std::map<std::int64_t, std::string> names;
    const std::size_t name_at = desc->index_of("name");
    const auto scanned = store.scan(*desc, query, [&](std::span<const Value> values) {
      names[std::get<std::int64_t>(values[1])] = std::get<std::string>(values[name_at]);
    });
    if (!scanned) return pass(scanned);
    for (auto& row : rows.rows) {
      if (row.record == record && names.contains(row.id)) row.values[0] = names[row.id];
    }
  }
  return {};
}

}  // namespace jiheng::app
