#include "store/writer.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <vector>

namespace jiheng::store {
namespace {

constexpr std::size_t kLargestGroup = 64;
constexpr int kSettleAttempts = 20;
constexpr auto kSettlePause = std::chrono::milliseconds(250);

constexpr std::string_view kReadHeadSql = "select name, value from setting where name in (?1, ?2)";
constexpr std::string_view kSaveSettingSql =
    "insert into setting (name, value) values (?1, ?2) on conflict (name) do update set value = "
    "excluded.value";

tl::unexpected<Error> not_written(Error error) {
  error.message += "（本次写入没有生效，恢复后可以重试）";
  return tl::unexpected(std::move(error));
}

}  // namespace

AuditEntry WriteContext::entry(const Actor& actor, std::string_view action, std::string_view record) const {
  AuditEntry entry;
  entry.at_ms = now_ms;
  entry.actor = actor.name;
  entry.via = actor.via;
  entry.action = action;
  entry.record = record;
  return entry;
}

Writer::Writer(Database& database, std::unique_ptr<Connection> connection, const Clock& clock,
               std::mutex& guard)
    : database_(database), connection_(std::move(connection)), clock_(clock), guard_(guard), thread_([this] {
        loop();
      }) {}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

Result<void> Writer::run(Job job) {
  Waiting waiting{std::move(job), {}, false};
  std::unique_lock lock(mutex_);
  queue_.push_back(&waiting);
  wake_.notify_one();
  answered_.wait(lock, [&] { return waiting.done; });
  return std::move(waiting.result);
}

void Writer::loop() {
  std::vector<Waiting*> group;
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    while (!queue_.empty() && group.size() < kLargestGroup) {
      group.push_back(queue_.front());
      queue_.pop_front();
    }
    lock.unlock();
    {
      const std::lock_guard guard(guard_);
      run_group(group);
    }
    lock.lock();
    for (auto* waiting : group) waiting->done = true;
    group.clear();
    answered_.notify_all();
  }
}

void Writer::run_group(std::span<Waiting* const> group) {
  Result<void> whole = begin();
  if (whole) whole = run_jobs(group);
  if (whole) whole = commit();
  if (whole) return;
  connection_->rollback();
  // What failed by itself keeps its own reason.
  for (auto* waiting : group) {
    if (waiting->result) waiting->result = whole;
  }
}

/// A connection that broke while idle is replaced: nothing has been asked yet, so nothing can be done twice.
Result<void> Writer::begin() {
  Result<void> begun = connection_->lost() ? reconnect() : Result<void>{};
  if (begun) begun = connection_->begin_write();
  if (!begun && connection_->lost()) {
    begun = reconnect();
    if (begun) begun = connection_->begin_write();
  }
  if (begun) begun = load_head();
  if (!begun) return not_written(begun.error());
  return {};
}

Result<void> Writer::reconnect() {
  auto made = database_.connect();
  if (!made) return pass(made);
  connection_ = std::move(*made);
  return {};
}

Result<void> Writer::run_jobs(std::span<Waiting* const> group) {
  const bool alone = group.size() == 1;
  WriteContext context{*connection_, chain_, clock_.now_ms(), [this] { return made_id_ = ids_.next(); }};
  for (auto* waiting : group) {
    waiting->result = run_job(*waiting, context, alone);
    if (waiting->result) continue;
    const bool ended = connection_->lost() || !connection_->in_transaction();
    if (ended) waiting->result = not_written(std::move(waiting->result.error()));
    if (ended || alone) return waiting->result;
  }
  return {};
}

Result<void> Writer::run_job(Waiting& waiting, WriteContext& context, bool alone) {
  if (!alone) {
    if (auto done = connection_->run("savepoint one_write"); !done) return pass(done);
  }
  const AuditHead before = chain_.head();
  Result<void> result;
  try {
    result = waiting.job(context);
  } catch (const std::exception& error) {
    result = fail(ErrorCode::internal, fmt::format("写入时发生意外：{}", error.what()));
  }
  if (!result) chain_.set_head(before);
  if (alone || connection_->lost() || !connection_->in_transaction()) return result;
  if (!result) {
    if (auto done = connection_->run("rollback to savepoint one_write"); !done) return pass(done);
  }
  if (auto done = connection_->run("release savepoint one_write"); !done) return pass(done);
  return result;
}

Result<void> Writer::commit() {
  if (auto done = save_head(); !done) return not_written(std::move(done.error()));
  auto done = connection_->commit();
  if (done) return done;
  if (connection_->lost()) return settle_commit();
  return not_written(std::move(done.error()));
}

/// The connection broke after the commit was sent. The chain's head says what became of it: whoever holds the
/// writer lock now knows that the broken transaction has ended, and our last entry is there or it is not.
Result<void> Writer::settle_commit() {
  const AuditHead ours = chain_.head();
  if (ours == stored_head_) return {};
  for (int attempt = 0; attempt < kSettleAttempts; ++attempt) {
    if (attempt > 0) std::this_thread::sleep_for(kSettlePause);
    if (!reconnect() || !connection_->begin_write()) continue;
    std::string hash;
    const Param params[] = {ours.number};
    const auto read =
        connection_->run("select hash from audit_entry where number = ?1", params,
                         [&](std::span<const Value> row) { hash = std::get<std::string>(row[0]); });
    connection_->rollback();
    if (!read) continue;
    if (hash == ours.hash) return {};
    return not_written({ErrorCode::unavailable, "提交时与数据库的连接中断", {}});
  }
  return fail(ErrorCode::unavailable,
              "提交时与数据库的连接中断，这次写入是否生效不得而知；连接恢复后请先核对，再决定是否重做");
}

/// Reads the chain's head anew each time: another process may have written since.
Result<void> Writer::load_head() {
  std::string head;
  std::string last_id;
  const Param names[] = {kAuditHeadSetting, kLastIdSetting};
  const auto read = connection_->run(kReadHeadSql, names, [&](std::span<const Value> row) {
    const bool is_head = std::get<std::string>(row[0]) == kAuditHeadSetting;
    (is_head ? head : last_id) = std::get<std::string>(row[1]);
  });
  if (!read) return pass(read);
  auto parsed = AuditHead::parse(head);
  if (!parsed) return pass(parsed);
  stored_head_ = *parsed;
  chain_.set_head(std::move(*parsed));
  stored_id_ = 0;
  std::from_chars(last_id.data(), last_id.data() + last_id.size(), stored_id_);
  made_id_ = stored_id_;
  ids_.advance(clock_.now_ms());
  ids_.skip_past(stored_id_);
  return {};
}

Result<void> Writer::save_head() {
  if (chain_.head() != stored_head_) {
    if (auto done = save_setting(kAuditHeadSetting, chain_.head().to_text()); !done) return done;
  }
  if (made_id_ != stored_id_) return save_setting(kLastIdSetting, fmt::format("{}", made_id_));
  return {};
}

Result<void> Writer::save_setting(std::string_view name, const std::string& value) {
  const Param params[] = {name, std::string_view(value)};
  if (auto done = connection_->run(kSaveSettingSql, params); !done) return pass(done);
  return {};
}

}  // namespace jiheng::store
