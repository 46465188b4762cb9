// A disk that is full, read-only, somebody else's, or no database at all.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>

#include "base/file.h"
#include "model/project.h"
#include "store/audit_verify.h"
#include "store/sqlite_db.h"
#include "support/store_backend.h"

namespace jiheng::store {
namespace {

namespace fs = std::filesystem;
using jiheng::testing::must;
using jiheng::testing::TempDir;
using ::testing::AnyOf;
using ::testing::HasSubstr;

const Actor kWriter{"王会计", "test"};

/// A few MB of disk: a tmpfs where the tests may mount one, else the folder itself (then `mounted` is false).
class SmallDisk {
 public:
  explicit SmallDisk(const char* size) {
    mounted_ = mount("tmpfs", dir_.path().c_str(), "tmpfs", 0, size) == 0;
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (mounted_) umount2(dir_.path().c_str(), MNT_DETACH);
  }
  bool mounted() const { return mounted_; }
  bool make_read_only() const {
    return mount(nullptr, dir_.path().c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0;
  }
  const fs::path& path() const { return dir_.path(); }

 private:
  TempDir dir_;
  bool mounted_ = false;
};

/// Files of this process may not grow beyond `bytes` while it lives.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    getrlimit(RLIMIT_FSIZE, &before_);
    handler_ = signal(SIGXFSZ, SIG_IGN);
    rlimit now = before_;
    now.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &now);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  void (*handler_)(int) = nullptr;
};

OpenOptions folder(const fs::path& path, OpenMode mode = OpenMode::create) {
  OpenOptions options;
  options.data = path;
  options.mode = mode;
  return options;
}

/// Fifty rows with long notes; `n` makes them new.
std::vector<Put> fifty(int n) {
  const auto& record = record_of<Project>();
  std::vector<Put> puts;
  for (int i = 0; i < 50; ++i) {
    Row row = jiheng::testing::sample_row(record, i);
    row[record.index_of("code")] = fmt::format("{}-{}", n, i);
    row[record.index_of("note")] = std::string(400, 'x');
    puts.push_back({&record, std::move(row)});
  }
  return puts;
}

/// Writes until it fails; returns how many puts were acknowledged, and why it ended.
std::pair<int, Error> write_until_full(Store& store) {
  for (int n = 0; n < 2000; ++n) {
    const auto done = store.put(kWriter, fifty(n));
    if (!done) return {n, done.error()};
  }
  return {2000, {}};
}

void expect_exactly(Store& store, int puts) {
  EXPECT_EQ(must(store.count(record_of<Project>(), {})), puts * 50);
  const auto chain = must(verify_audit(store));
  EXPECT_TRUE(chain.findings.empty());
  EXPECT_EQ(chain.entries, puts * 50);
}

TEST(FullDisk, AWriteIsRefusedWholeWithAClearMessageAndWorksAgainWhenThereIsRoom) {
  const SmallDisk disk("size=6m");
  const auto ballast = disk.path() / "ballast";
  if (disk.mounted()) must(write_file(ballast, std::string(3 << 20, 'b')));
  auto store = must(open(folder(disk.path() / "data")));
  auto limit = disk.mounted() ? nullptr : std::make_unique<FileSizeLimit>(3 << 20);
  const auto [written, error] = write_until_full(*store);
  EXPECT_EQ(error.code, ErrorCode::unavailable);
  EXPECT_THAT(error.message,
              ::testing::AllOf(HasSubstr("磁盘"), HasSubstr("没有生效"), HasSubstr("jiheng.db")));
  expect_exactly(*store, written);
  EXPECT_FALSE(store->put(kWriter, fifty(100'000)));
  limit.reset();
  fs::remove(ballast);
  must(store->put(kWriter, fifty(written)));
  expect_exactly(*store, written + 1);
  store.reset();
  store = must(open(folder(disk.path() / "data", OpenMode::open_existing)));
  expect_exactly(*store, written + 1);
}

TEST(FullDisk, AFileThatMayNotGrowIsReportedTheSameWay) {
  const TempDir dir;
  auto store = must(open(folder(dir.path())));
  int written = 0;
  {
    const FileSizeLimit limit(2 << 20);
    auto [puts, error] = write_until_full(*store);
    written = puts;
    EXPECT_EQ(error.code, ErrorCode::unavailable);
    EXPECT_THAT(error.message, HasSubstr("没有生效"));
  }
  must(store->put(kWriter, fifty(written)));
  expect_exactly(*store, written + 1);
}

TEST(FullDisk, ADatabaseThatDoesNotFitIsNotHalfMade) {
  const SmallDisk disk("size=64k");
  auto limit = disk.mounted() ? nullptr : std::make_unique<FileSizeLimit>(64 << 10);
  const auto made = open(folder(disk.path() / "data"));
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::unavailable) << made.error().message;
  limit.reset();
  if (disk.mounted()) {
    ASSERT_EQ(mount(nullptr, disk.path().c_str(), nullptr, MS_REMOUNT, "size=8m"), 0);
  }
  EXPECT_TRUE(open(folder(disk.path() / "data")));
}

TEST(DataFolder, BelowAFileCannotBeMade) {
  const TempDir dir;
  must(write_file(dir.path() / "file", "x"));
  const auto made = open(folder(dir.path() / "file" / "data"));
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::unavailable);
  EXPECT_THAT(made.error().message,
              ::testing::AllOf(HasSubstr("不能建立数据文件夹"), HasSubstr("file/data")));
  EXPECT_FALSE(open(folder(dir.path() / "file")));
}

TEST(DataFolder, ThatIsNotThereIsNotFoundAndNotMade) {
  const TempDir dir;
  const auto opened = open(folder(dir.path() / "none", OpenMode::open_existing));
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::not_found);
  EXPECT_THAT(opened.error().message, HasSubstr("jiheng init"));
  EXPECT_FALSE(fs::exists(dir.path() / "none"));
}

TEST(DataFolder, OnAReadOnlyDiskSaysThatItCannotBeWritten) {
  const SmallDisk disk("size=8m");
  if (!disk.mounted()) {
    // Nobody may mount here: a folder of the kernel's that takes no files stands for the read-only disk.
    EXPECT_EQ(open(folder("/proc/jiheng-data")).error().code, ErrorCode::unavailable);
    return;
  }
  must(open(folder(disk.path() / "data")));
  ASSERT_TRUE(disk.make_read_only());
  const auto opened = open(folder(disk.path() / "data", OpenMode::open_existing));
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::unavailable);
  EXPECT_THAT(opened.error().message, AnyOf(HasSubstr("不可写"), HasSubstr("不能打开")));
  const auto made = open(folder(disk.path() / "other"));
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error().message, HasSubstr("不能建立数据文件夹"));
}

TEST(DatabaseFile, ThatIsNoDatabaseIsRefusedAndLeftAlone) {
  const TempDir dir;
  const std::string text(5000, 'h');
  must(write_file(dir.path() / "jiheng.db", text));
  for (const auto mode : {OpenMode::open_existing, OpenMode::create}) {
    const auto opened = open(folder(dir.path(), mode));
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::invalid);
    EXPECT_THAT(opened.error().message, HasSubstr("不是数据库文件"));
  }
  EXPECT_EQ(must(read_file(dir.path() / "jiheng.db")), text);
}

TEST(DatabaseFile, ThatIsEmptyIsNotTakenForAnInitialisedOne) {
  const TempDir dir;
  must(write_file(dir.path() / "jiheng.db", ""));
  EXPECT_EQ(open(folder(dir.path(), OpenMode::open_existing)).error().code, ErrorCode::not_found);
  EXPECT_TRUE(open(folder(dir.path(), OpenMode::create)));
}

TEST(DatabaseFile, ThatIsAFolderCannotBeOpened) {
  const TempDir dir;
  fs::create_directories(dir.path() / "jiheng.db");
  const auto opened = open(folder(dir.path()));
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::unavailable);
}

TEST(DatabaseFile, ThatWasCutOffIsReportedAsDamaged) {
  const TempDir dir;
  {
    auto store = must(open(folder(dir.path())));
    for (int n = 0; n < 20; ++n) must(store->put(kWriter, fifty(n)));
  }
  fs::resize_file(dir.path() / "jiheng.db", 200'000);
  const auto opened = open(folder(dir.path(), OpenMode::open_existing));
  const auto error = opened ? (*opened)->scan(record_of<Project>(), {}, [](auto) {}).error() : opened.error();
  EXPECT_EQ(error.code, ErrorCode::invalid);
  EXPECT_THAT(error.message, HasSubstr("已损坏"));
}

TEST(DatabaseFile, ThatAnotherProgramHoldsIsReportedAsBusyAndCanBeUsedAfterwards) {
  const TempDir dir;
  auto store = must(open(folder(dir.path())));
  {
    const auto holder = must(sqlite_database(dir.path() / "jiheng.db")->connect());
    must(holder->begin_write());
    const auto done = store->put(kWriter, fifty(0));
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::unavailable);
    EXPECT_THAT(done.error().message, ::testing::AllOf(HasSubstr("占用"), HasSubstr("没有生效")));
    EXPECT_EQ(must(store->count(record_of<Project>(), {})), 0) << "reading goes on";
    holder->rollback();
  }
  must(store->put(kWriter, fifty(0)));
  expect_exactly(*store, 1);
}

}  // namespace
}  // namespace jiheng::store
