#include "app/search_warmer.h"

#include <algorithm>
#include <map>
#include <span>
#include <vector>

#include "app/desk.h"
#include "app/search.h"
#include "model/project.h"

namespace jiheng::app {
namespace {

/// The places with projects, the largest first, as far as they fit together.
Result<std::vector<Region>> places_of(store::Store& store, const WarmLimits& limits) {
  std::map<Region, std::size_t> counts;
  const auto read = store.scan(record_of<Project>(), {},
                               [&](std::span<const Value> row) { ++counts[from_row<Project>(row).region]; });
  if (!read) return pass(read);
  std::vector<std::pair<std::size_t, Region>> large;
  for (const auto& [place, count] : counts) large.emplace_back(count, place);
  std::ranges::sort(large, std::greater{}, &std::pair<std::size_t, Region>::first);
  std::vector<Region> places;
  std::size_t all = 0;
  for (const auto& [count, place] : large) {
    all += count;
    if (all <= limits.most) places.push_back(place);
  }
  return places;
}

}  // namespace

SearchWarmer::SearchWarmer(Workspace& workspace, WarmLimits limits)
    : workspace_(workspace), limits_(limits), thread_([this] { run(); }) {}

SearchWarmer::~SearchWarmer() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void SearchWarmer::wait() {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return done_; });
}

bool SearchWarmer::rest(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return !wake_.wait_for(lock, time, [this] { return stop_; });
}

void SearchWarmer::run() {
  // What fails here (the database is away) fails again for who searches, and he is told.
  static_cast<void>(warm());
  const std::lock_guard lock(mutex_);
  done_ = true;
  wake_.notify_all();
}

Result<void> SearchWarmer::warm() {
  if (!rest(limits_.after)) return {};
  const auto places = places_of(workspace_.store(), limits_);
  if (!places) return pass(places);
  for (const auto place : *places) {
    if (!rest(limits_.between)) return {};
    const auto index = workspace_.desk().search_index(place);
    if (const auto fresh = index->refresh(workspace_.store(), place); !fresh) return fresh;
    while (index->speak_some()) {
      if (!rest(limits_.between)) return {};
    }
  }
  return {};
}

}  // namespace jiheng::app
