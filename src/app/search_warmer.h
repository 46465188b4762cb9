#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>

#include "app/workspace.h"

namespace jiheng::app {

/// When search is made ready in the background, and how gently.
struct WarmLimits {
  std::chrono::milliseconds after{1'000};  ///< the first answers of a start come first
  std::chrono::milliseconds between{5};    ///< rest between some names and the next
  std::size_t most = 20'000;               ///< projects of all places together: about 2 kB of memory each
};

/// Makes the search of each place ready (app/search.h), the largest first, in a thread of its own after a
/// start, so that nobody waits for it. What is written meanwhile is found as always. The end is waited for no
/// longer than one place's rows or some names take.
class SearchWarmer {
 public:
  explicit SearchWarmer(Workspace& workspace, WarmLimits limits = {});
  ~SearchWarmer();
  SearchWarmer(const SearchWarmer&) = delete;
  SearchWarmer& operator=(const SearchWarmer&) = delete;

  /// Returns when there is nothing left to make ready.
  void wait();

 private:
  void run();
  Result<void> warm();
  /// Rests; false when the program ends.
  bool rest(std::chrono::milliseconds time);

  Workspace& workspace_;
  WarmLimits limits_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stop_ = false;
  bool done_ = false;
  std::thread thread_;
};

}  // namespace jiheng::app
