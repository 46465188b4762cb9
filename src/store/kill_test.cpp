// What is acknowledged survives kill -9; what is not is there as a whole or not at all; the chain stays
// whole.
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "model/project.h"
#include "store/audit_verify.h"
#include "support/store_backend.h"

namespace jiheng::store {
namespace {

using jiheng::testing::Backend;
using jiheng::testing::must;
using jiheng::testing::TestStore;

constexpr int kWriterThreads = 3;

/// The rows of one put: they carry the round (unit_id) and, in the note, the put they belong to and its size.
std::vector<Put> batch_of(int round, int thread, int n) {
  const auto& record = record_of<Project>();
  const int size = n % 4 + 1;
  std::vector<Put> puts;
  for (int i = 0; i < size; ++i) {
    Row row = jiheng::testing::sample_row(record, n);
    row[record.index_of("code")] = fmt::format("{}-{}-{}-{}", round, thread, n, i);
    row[record.index_of("unit_id")] = std::int64_t{round};
    row[record.index_of("note")] = fmt::format("{}/{} {}", thread, n, size);
    puts.push_back({&record, std::move(row)});
  }
  return puts;
}

/// Writes until it is killed; tells each id over the pipe once it is acknowledged.
[[noreturn]] void write_for_ever(const OpenOptions& options, int round, int pipe) {
  auto store = open(options);
  if (!store) _exit(3);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kWriterThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (int n = 0;; ++n) {
        const auto done = (*store)->put({"kill", "test"}, batch_of(round, thread, n));
        if (!done) _exit(4);
        const auto bytes = done->ids.size() * sizeof(std::int64_t);
        if (write(pipe, done->ids.data(), bytes) != static_cast<ssize_t>(bytes)) _exit(5);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  _exit(6);
}

/// Reads ids until the pipe is empty and nobody holds its other end.
void drain(int pipe, std::vector<std::int64_t>& ids) {
  std::int64_t buffer[512];
  for (ssize_t got = read(pipe, buffer, sizeof(buffer)); got > 0; got = read(pipe, buffer, sizeof(buffer))) {
    ids.insert(ids.end(), buffer, buffer + static_cast<std::size_t>(got) / sizeof(std::int64_t));
  }
}

/// Lets a process write for a random while after its first acknowledgement, kills it, returns what it
/// acknowledged.
std::vector<std::int64_t> write_and_kill(const OpenOptions& options, int round, std::mt19937& random) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe");
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    write_for_ever(options, round, ends[1]);
  }
  close(ends[1]);
  pollfd first{ends[0], POLLIN, 0};
  poll(&first, 1, 20'000);
  std::this_thread::sleep_for(std::chrono::microseconds(std::uniform_int_distribution(0, 40'000)(random)));
  kill(child, SIGKILL);
  std::vector<std::int64_t> ids;
  drain(ends[0], ids);
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself with " << WEXITSTATUS(status);
  return ids;
}

/// Every acknowledged id is there, and every put is there as a whole or not at all.
void expect_whole(Store& store, int round, const std::vector<std::int64_t>& acknowledged) {
  const auto found = must(load<Project>(store, {.where = {{"unit_id", {std::int64_t{round}}}}}));
  std::set<std::int64_t> ids;
  std::map<std::string, int> batches;
  for (const auto& project : found) {
    ids.insert(project.id.value);
    ++batches[*project.note];
  }
  for (const auto id : acknowledged) EXPECT_TRUE(ids.contains(id)) << "round " << round << " lost " << id;
  for (const auto& [note, rows] : batches)
    EXPECT_EQ(fmt::format("{}", rows), note.substr(note.find(' ') + 1)) << "round " << round << ", " << note;
}

void kill_many_times(Backend backend, int rounds) {
  TestStore store(backend);
  auto options = store.options();
  options.mode = OpenMode::open_existing;
  store.close();
  std::mt19937 random(20221123);
  std::int64_t verified = 0;
  std::size_t acknowledged = 0;
  for (int round = 1; round <= rounds && !::testing::Test::HasFailure(); ++round) {
    const auto ids = write_and_kill(options, round, random);
    acknowledged += ids.size();
    store.reopen();
    expect_whole(*store, round, ids);
    const auto chain = must(verify_audit(*store, verified + 1));
    EXPECT_TRUE(chain.findings.empty()) << to_string(chain.findings.front());
    verified = chain.last.number;
    store.close();
  }
  store.reopen();
  const auto chain = must(verify_audit(*store));
  EXPECT_TRUE(chain.findings.empty());
  EXPECT_GE(chain.entries, static_cast<std::int64_t>(acknowledged));
  EXPECT_EQ(must(store->count(record_of<Project>(), {})), chain.entries);
  EXPECT_GT(acknowledged, static_cast<std::size_t>(rounds));
  ::testing::Test::RecordProperty("acknowledged", static_cast<int>(acknowledged));
  fmt::print("{} rounds of kill -9: {} rows acknowledged, {} written\n", rounds, acknowledged, chain.entries);
}

TEST(Kill, TwoHundredTimesInTheMiddleOfWritingLosesNothingOnSqlite) { kill_many_times(Backend::file, 200); }

TEST(Kill, TwentyTimesTheClientInTheMiddleOfWritingLosesNothingOnPostgres) {
  kill_many_times(Backend::postgres, 20);
}

/// The server itself dies while threads write, and comes back: what was acknowledged is there, what was
/// refused as "not written" is not, and writing goes on by itself.
TEST(Kill, AServerThatCrashesInTheMiddleOfWritingLosesNothing) {
  TestStore store(Backend::postgres);
  std::mutex mutex;
  std::set<std::string> there;
  std::set<std::string> not_there;
  std::atomic<bool> stop = false;
  std::atomic<int> after_restart = 0;
  std::atomic<bool> restarted = false;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kWriterThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (int n = 0; !stop; ++n) {
        const bool counted = restarted;
        const auto batch = batch_of(1, thread, n);
        const auto done = store->put({"crash", "test"}, batch);
        const auto code = std::get<std::string>(batch[0].row[record_of<Project>().index_of("code")]);
        const std::lock_guard lock(mutex);
        if (done)
          there.insert(code);
        else if (done.error().message.find("没有生效") != std::string::npos)
          not_there.insert(code);
        if (done && counted) ++after_restart;
        if (!done) {
          EXPECT_EQ(done.error().code, ErrorCode::unavailable) << done.error().message;
        }
      }
    });
  }
  auto& server = jiheng::testing::Postgres::shared();
  for (int crash = 0; crash < 3; ++crash) {
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    server.stop(true);
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    server.start();
  }
  restarted = true;
  for (int i = 0; i < 100 && after_restart < 20; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  stop = true;
  for (auto& thread : threads) thread.join();
  EXPECT_GE(after_restart, 20);
  EXPECT_GT(not_there.size(), 0U);
  std::set<std::string> found;
  for (const auto& project : must(load<Project>(*store))) found.insert(project.code);
  for (const auto& code : there) EXPECT_TRUE(found.contains(code)) << code;
  for (const auto& code : not_there) EXPECT_FALSE(found.contains(code)) << code;
  EXPECT_TRUE(must(verify_audit(*store)).findings.empty());
}

}  // namespace
}  // namespace jiheng::store
