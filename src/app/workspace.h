#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
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
class Desk;
/// An empty one (app/desk.h).
std::shared_ptr<Desk> make_desk();

struct WorkspaceOptions {
  std::filesystem::path data;
  std::string url;            ///< PostgreSQL instead of the data folder's database
  std::filesystem::path law;  ///< a law folder instead of the embedded law
  store::OpenMode mode = store::OpenMode::open_existing;
  std::shared_ptr<const Clock> clock;          ///< empty: the machine's
  std::chrono::milliseconds look_every{1000};  ///< how often facts() asks whether another program has written
};

/// An open data folder: its store, the law in force, and the facts in memory. Every use case works on one of
/// these; nothing else writes. Thread-safe: readers share the facts, a write replaces what it changed.
class Workspace {
 public:
  static Result<std::unique_ptr<Workspace>> open(const WorkspaceOptions& options);

  store::Store& store() { return *store_; }
  const law::Book& book() const { return book_; }
  /// Now in the calendar of this data folder: the machine's, unless a demonstration has its own.
  const Clock& clock() const { return *clock_; }
  /// Now as everybody's clock has it; for one-time codes.
  const Clock& machine_clock() const { return *machine_clock_; }
  /// Whether the folder has a calendar of its own.
  bool has_own_calendar() const { return clock_->shift_days() != 0; }
  /// Makes today that day in this folder, for good; time goes on from there. For demonstrations whose year is
  /// over.
  Result<void> start_calendar(const store::Actor& actor, Date today);
  /// The facts as they are now; the pointer stays good, and unchanged, while it is held. What another program
  /// wrote to the same database is in them after `look_every` at the latest. While the database does not
  /// answer, they stay as they were.
  Result<std::shared_ptr<const engine::FactBase>> facts();
  /// The facts as they were last read, for what may lag behind a write; facts() when none were read yet.
  Result<std::shared_ptr<const engine::FactBase>> facts_at_hand();
  /// Snapshots that were opened; app/snapshot.h asks it.
  SnapshotCache& snapshots() { return *snapshots_; }
  /// Compiled linters and who works in which form; app/desk.h.
  Desk& desk() { return *desk_; }

  /// Makes the rows to write out of what the store holds.
  using Prepare = std::function<Result<std::vector<store::Put>>()>;
  /// Writes rows, scores and lights what they touch, and has the facts read anew when next asked for. The
  /// only way to write business data. What `prepare` read is still true when its rows are written: when
  /// another program has written in between, it is asked again. `settings` go into the same transaction.
  Result<store::WriteReport> write(const store::Actor& actor, const Prepare& prepare,
                                   std::vector<std::pair<std::string, std::string>> settings = {});
  Result<store::WriteReport> write(const store::Actor& actor, std::vector<store::Put> puts);

 private:
  Workspace() = default;
  Result<void> read_calendar();
  std::shared_ptr<const engine::FactBase> facts_of(Date day);
  Result<std::shared_ptr<const engine::FactBase>> load_all(Date day);
  bool time_to_look();
  Result<void> catch_up();
  Result<store::WriteReport> write_prepared(const store::Actor& actor, const Prepare& prepare,
                                            store::PutOptions options);

  std::shared_ptr<const Clock> machine_clock_;
  std::shared_ptr<CalendarClock> clock_;
  std::unique_ptr<store::Store> store_;
  law::Book book_;
  std::shared_ptr<SnapshotCache> snapshots_ = make_snapshot_cache();
  std::shared_ptr<Desk> desk_ = make_desk();
  std::mutex write_mutex_;  ///< taken before facts_mutex_
  std::shared_mutex facts_mutex_;
  std::shared_ptr<const engine::FactBase> facts_;
  Date facts_day_;                ///< what was late on that day
  std::int64_t facts_audit_ = 0;  ///< the last audit entry that the facts contain; guarded by write_mutex_
  std::chrono::milliseconds look_every_{1000};
  std::atomic<std::chrono::steady_clock::rep> next_look_{0};
  std::atomic<bool> behind_{false};  ///< something was written here that the facts lack
};

}  // namespace jiheng::app
