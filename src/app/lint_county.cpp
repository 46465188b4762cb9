#include "app/lint_county.h"

#include "model/records.h"

namespace jiheng::app {
namespace {

template <class T>
Result<void> feed_county(store::Store& store, Region region, engine::LintCountyIndex& index) {
  store::Query query;
  query.region = region;
  return store.scan(record_of<T>(), query, [&](std::span<const Value> row) { index.add(from_row<T>(row)); });
}

}  // namespace

Result<engine::LintCountyIndex> load_lint_county(store::Store& store, Region region, FiscalYear year) {
  engine::LintCountyIndex index(year);
  for (const auto feed :
       {feed_county<Unit>, feed_county<Project>, feed_county<Goal>, feed_county<Indicator>}) {
    if (const auto fed = feed(store, region, index); !fed) return pass(fed);
  }
  index.finish();
  return index;
}

}  // namespace jiheng::app
