#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "engine/facts.h"
#include "law/book.h"
#include "store/store.h"

namespace jiheng::app {

class SnapshotCache;
/// An empty one (app/snapshot.h).
std::shared_ptr<SnapshotCache> make_snapshot_cache();

struct WorkspaceOptions {
  std::filesystem::path data;
  std::string url;                ///< PostgreSQL instead of the data folder's database
  std::filesystem::path law;      ///< a law folder instead of the embedded law
  store::OpenMode mode = store::OpenMode::open_existing;
  std::shared_ptr<const Clock> clock;  ///< empty: the machine's
};

/// An open data folder: its store, the law in force, and the facts in memory. Every use case works on one of these;
/// nothing else writes. Thread-safe: readers share the facts, a write replaces what it changed.
class Workspace {
 public:
  static Result<std::unique_ptr<Workspace>> open(WorkspaceOptions options);

  store::Store& store() { return *store_; }
  const law::Book& book() const { return book_; }
  const Clock& clock() const { return *clock_; }
  /// The facts as they are now; the pointer stays good, and unchanged, while it is held.
  Result<std::shared_ptr<const engine::FactBase>> facts();
  /// Snapshots that were opened; app/snapshot.h asks it.
  SnapshotCache& snapshots() { return *snapshots_; }

  /// Writes rows, scores and lights what they touch, and refreshes the facts. The only way to write business data.
  Result<store::WriteReport> write(const store::Actor& actor, std::vector<store::Put> puts);

 private:
  Workspace() = default;
  void refresh(const std::vector<Region>& regions);

  std::shared_ptr<const Clock> clock_;
  std::unique_ptr<store::Store> store_;
  law::Book book_;
  std::shared_ptr<SnapshotCache> snapshots_ = make_snapshot_cache();
  std::mutex write_mutex_;  ///< taken before facts_mutex_
  std::shared_mutex facts_mutex_;
  std::shared_ptr<const engine::FactBase> facts_;
  Date facts_day_;  ///< what was late on that day
};

}  // namespace jiheng::app
