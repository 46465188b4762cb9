#include "app/workspace.h"

#include <mutex>

#include "app/facts_loader.h"
#include "app/rescore.h"

namespace jiheng::app {

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
  {
    const std::shared_lock lock(facts_mutex_);
    if (facts_) return facts_;
  }
  const std::unique_lock lock(facts_mutex_);
  if (facts_) return facts_;
  auto loaded = load_facts(*store_, book_);
  if (!loaded) return pass(loaded);
  facts_ = std::move(*loaded);
  return facts_;
}

Result<store::WriteReport> Workspace::write(const store::Actor& actor, std::vector<store::Put> puts) {
  // Rescoring reads what it then writes, so writes take turns here as they do in the store.
  const std::lock_guard writing(write_mutex_);
  auto complete = rescore(*store_, book_, std::move(puts));
  if (!complete) return pass(complete);
  auto report = store_->put(actor, *complete);
  if (!report) return report;
  if (report->inserted + report->updated > 0) {
    const std::unique_lock lock(facts_mutex_);
    facts_.reset();
  }
  return report;
}

}  // namespace jiheng::app
