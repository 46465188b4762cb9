#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>
#include <thread>

#include "base/clock.h"
#include "base/id.h"
#include "store/audit_chain.h"
#include "store/db.h"
#include "store/store.h"

namespace jiheng::store {

/// What a write is given inside its transaction.
struct WriteContext {
  Connection& db;
  AuditChain& chain;
  std::int64_t now_ms;
  std::function<std::int64_t()> next_id;

  /// An entry of this actor, now; link() is still to be called.
  AuditEntry entry(const Actor& actor, std::string_view action, std::string_view record) const;
};

/// The one writer: a thread that takes the writes waiting in its queue, runs them in one transaction, each
/// under a savepoint so that one that fails spoils no other, and answers all of them after one commit (group
/// commit).
class Writer {
 public:
  using Job = std::function<Result<void>(WriteContext&)>;

  /// `guard` is held while the connection is used: a database in memory shares it with its readers.
  Writer(Database& database, std::unique_ptr<Connection> connection, const Clock& clock, std::mutex& guard);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer();

  /// Runs `job` in a transaction and returns once it is durable, or failed. Must not be called from within a
  /// job.
  Result<void> run(Job job);

  Connection& connection() { return *connection_; }

 private:
  struct Waiting {
    Job job;
    Result<void> result;
    bool done = false;
  };

  void loop();
  void run_group(std::span<Waiting* const> group);
  Result<void> begin();
  Result<void> run_jobs(std::span<Waiting* const> group);
  Result<void> run_job(Waiting& waiting, WriteContext& context, bool alone);
  Result<void> commit();
  Result<void> settle_commit();
  Result<void> load_head();
  Result<void> save_head();
  Result<void> save_setting(std::string_view name, const std::string& value);
  Result<void> reconnect();

  Database& database_;
  std::unique_ptr<Connection> connection_;
  const Clock& clock_;
  std::mutex& guard_;
  AuditChain chain_;
  IdSource ids_;
  AuditHead stored_head_;       ///< as the transaction found it
  std::int64_t stored_id_ = 0;  ///< the last id that any process made, as the transaction found it
  std::int64_t made_id_ = 0;    ///< the last one made here

  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable answered_;
  std::deque<Waiting*> queue_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace jiheng::store
