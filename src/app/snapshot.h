#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/workspace.h"
#include "base/date.h"
#include "base/region.h"
#include "base/result.h"
#include "engine/facts.h"
#include "law/book.h"
#include "store/store.h"

namespace jiheng::app {

/// What to freeze.
struct SnapshotRequest {
  Region place;
  FiscalYear year;
  std::string label;  ///< "2022 年终"; must not be blank
  std::string id;     ///< letters, digits, ".", "-", "_"; empty: "640323-2022-1" and so on
  store::Actor actor{"cli", "snapshot"};
};

/// Facts and law as they were when the snapshot was taken. Immutable.
struct FrozenView {
  store::Snapshot snapshot;
  std::shared_ptr<const engine::FactBase> facts;
  std::shared_ptr<const law::Book> book;
};

/// What questions are asked of: the workspace as it is now, or one of its snapshots.
struct View {
  std::optional<store::Snapshot> snapshot;
  std::shared_ptr<const engine::FactBase> facts;
  std::shared_ptr<const law::Book> frozen_book;  ///< of a snapshot
  const law::Book* book = nullptr;               ///< the one to ask; the workspace's, or frozen_book
};

/// The snapshots opened last, so that a page that asks many questions of one reads it once. Thread-safe.
class SnapshotCache {
 public:
  /// Opens `id`, or finds it opened. Errors: not_found, damaged bytes.
  Result<std::shared_ptr<const FrozenView>> open(store::Store& store, std::string_view id);

 private:
  static constexpr std::size_t kKept = 4;

  std::mutex mutex_;
  std::vector<std::shared_ptr<const FrozenView>> opened_;  ///< last used first
};

/// Freezes the facts of `place` (all years) and the whole law. Errors: no facts for that place and year, a
/// blank label, a bad id, an id that is taken (conflict).
Result<store::Snapshot> take_snapshot(Workspace& workspace, const SnapshotRequest& request);

/// The snapshots of `place`, or all, newest first.
Result<std::vector<store::Snapshot>> list_snapshots(Workspace& workspace, std::optional<Region> place);

/// The snapshot `id`, or, when it is empty, the present. Errors: not_found.
Result<View> open_view(Workspace& workspace, std::string_view id);

}  // namespace jiheng::app
