#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "app/long_work.h"
#include "base/clock.h"
#include "base/result.h"

namespace jiheng::app {

/// What long work ends with.
struct JobResult {
  std::string json;                       ///< what to show
  OutFile file;                           ///< to take away; no bytes: none
  std::shared_ptr<const void> kept = {};  ///< for a later step of the same kind of work
};

enum class JobState { waiting, running, done, failed };

/// A piece of long work as its owner sees it.
struct JobView {
  std::string id;
  std::string kind;
  std::string title;
  JobState state = JobState::waiting;
  std::int64_t done = 0;
  std::int64_t total = 0;  ///< 0: not known yet
  std::string what;        ///< what it is at
  std::int64_t started_ms = 0;
  Error error;                                   ///< of a failed one
  std::shared_ptr<const JobResult> result = {};  ///< of one that is done
};

struct JobLimits {
  unsigned workers = 2;
  std::size_t waiting_of_one = 4;           ///< unfinished jobs of one person
  std::size_t waiting = 32;                 ///< of everybody
  std::size_t input_bytes = 128U << 20U;    ///< that unfinished jobs hold
  std::size_t output_bytes = 96U << 20U;    ///< that finished jobs hold: above, the oldest are forgotten
  std::size_t kept_of_one = 20;             ///< finished jobs of one person
  std::int64_t kept_ms = 30LL * 60 * 1000;  ///< how long a finished job is remembered
};

/// Work that takes longer than a request may: runs on threads of its own, tells how far it is, and keeps its
/// result for its owner for a while. Nothing of it survives the program. Thread-safe.
class Jobs {
 public:
  using Work = std::function<Result<JobResult>(const Progress& progress)>;

  /// The clock must outlive it.
  explicit Jobs(const Clock& clock, JobLimits limits = {});
  /// Asks what runs to stop and waits for it.
  ~Jobs();
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;

  /// Takes work on; its id. `bytes` is what its input holds in memory. Errors: too much is waiting, of this
  /// person or at all (unavailable).
  Result<std::string> start(std::int64_t owner, std::string_view kind, std::string title, std::size_t bytes,
                            Work work);
  /// A job of that person; not_found for others' and forgotten ones.
  Result<JobView> find(std::int64_t owner, std::string_view id);
  /// Those that he has, newest first.
  std::vector<JobView> list(std::int64_t owner);
  /// Asks it to stop, or forgets it when it has ended.
  Result<void> stop(std::int64_t owner, std::string_view id);

 private:
  struct Job;
  void run();
  void work_on(const std::shared_ptr<Job>& job);
  void forget_old();
  std::shared_ptr<Job> find_locked(std::int64_t owner, std::string_view id);
  std::string new_id() const;

  const Clock& clock_;
  JobLimits limits_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::deque<std::shared_ptr<Job>> queue_;
  std::vector<std::shared_ptr<Job>> jobs_;  ///< all that are remembered, oldest first
  std::vector<std::thread> threads_;
};

}  // namespace jiheng::app
