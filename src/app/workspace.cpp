#include "app/workspace.h"

#include <algorithm>

#include "app/facts_loader.h"
#include "app/rescore.h"

namespace jiheng::app {
namespace {

/// The regions that puts are in, each once.
std::vector<Region> regions_of(const std::vector<store::Put>& puts) {
  std::vector<Region> regions;
  for (const auto& put : puts) {
    const auto* code = put.row.empty() ? nullptr : std::get_if<std::int64_t>(&put.row.front());
    const auto region = code == nullptr ? Result<Region>(fail(ErrorCode::invalid, {})) : Region::of(*code);
    if (region && (regions.empty() || regions.back() != *region)) regions.push_back(*region);
  }
  std::ranges::sort(regions);
  regions.erase(std::ranges::unique(regions).begin(), regions.end());
  return regions;
}

}  // namespace

Result<std::unique_ptr<Workspace>> Workspace::open(WorkspaceOptions options) {
  auto book = law::Book::open(options.law);
  if (!book) return pass(book);
  std::unique_ptr<Workspace> workspace(new Workspace);
  workspace->book_ = std::move(*book);
  workspace->clock_ = options.clock ? options.clock : std::make_shared<const SystemClock>();
  auto store = store::open({options.data, options.url, options.mode, workspace->clock_.get()});
  if (!store) return pass(store);
  workspace->store_ = std::move(*store);
  return workspace;
}

Result<std::shared_ptr<const engine::FactBase>> Workspace::facts() {
  const Date today = beijing_date(clock_->now_ms());
  {
    const std::shared_lock lock(facts_mutex_);
    if (facts_ && facts_day_ == today) return facts_;
  }
  // A write that commits while the facts are read would be missing from them; so it waits.
  const std::lock_guard writing(write_mutex_);
  {
    const std::shared_lock lock(facts_mutex_);
    if (facts_ && facts_day_ == today) return facts_;
  }
  auto loaded = load_facts(*store_, book_, today);
  if (!loaded) return pass(loaded);
  const std::unique_lock lock(facts_mutex_);
  facts_ = std::make_shared<const engine::FactBase>(std::move(*loaded));
  facts_day_ = today;
  return facts_;
}

Result<store::WriteReport> Workspace::write(const store::Actor& actor, std::vector<store::Put> puts) {
  const std::size_t asked = puts.size();
  // Rescoring reads what it then writes, so writes take turns here as they do in the store.
  const std::lock_guard writing(write_mutex_);
  auto complete = rescore(*store_, book_, std::move(puts));
  if (!complete) return pass(complete);
  auto report = store_->put(actor, *complete);
  if (!report) return report;
  report->ids.resize(std::min(asked, report->ids.size()));
  if (report->inserted + report->updated > 0) refresh(regions_of(*complete));
  return report;
}

void Workspace::refresh(const std::vector<Region>& regions) {
  std::shared_ptr<const engine::FactBase> before;
  {
    const std::shared_lock lock(facts_mutex_);
    before = facts_;
  }
  if (!before) return;  // nobody has asked yet
  auto after = refresh_facts(*before, *store_, book_, facts_day_, regions);
  const std::unique_lock lock(facts_mutex_);
  // The write is done. When its facts cannot be read now, the next question reads all of them and reports what is wrong.
  facts_ = after ? std::make_shared<const engine::FactBase>(std::move(*after)) : nullptr;
}

}  // namespace jiheng::app
