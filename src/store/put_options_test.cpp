// What a put is made on, and what goes with it, on every backend.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/project.h"
#include "store/audit_verify.h"
#include "support/store_backend.h"

namespace jiheng::store {
namespace {

using jiheng::testing::Backend;
using jiheng::testing::must;
using jiheng::testing::sample_row;
using ::testing::HasSubstr;

const Actor kPutter{"王会计", "test"};

class PutOptionsTest : public ::testing::TestWithParam<Backend> {
 protected:
  std::vector<Put> projects(std::int64_t first, std::int64_t count) {
    std::vector<Put> puts;
    for (std::int64_t i = first; i < first + count; ++i)
      puts.push_back({&record_of<Project>(), sample_row(record_of<Project>(), i)});
    return puts;
  }
  std::int64_t rows() { return must(store_->count(record_of<Project>(), {})); }

  jiheng::testing::TestStore store_{GetParam()};
};

TEST_P(PutOptionsTest, AWriteMadeOnAnOlderStateWritesNothingAndSaysSo) {
  must(store_->put(kPutter, projects(0, 2)));
  const auto seen = must(store_->last_audit_number());
  must(store_->put(kPutter, projects(2, 1)));
  const auto late = must(store_->put(kPutter, projects(3, 5), {seen, {{"demo", "yanchi"}}}));
  EXPECT_TRUE(late.stale);
  EXPECT_EQ(late.inserted, 0);
  EXPECT_EQ(rows(), 3);
  EXPECT_EQ(must(store_->setting("demo")), std::nullopt) << "settings stay away with the rows";
  EXPECT_TRUE(must(verify_audit(*store_)).findings.empty());
}

TEST_P(PutOptionsTest, AWriteMadeOnTheLatestStateIsDoneWithItsSettings) {
  must(store_->put(kPutter, projects(0, 2)));
  const auto seen = must(store_->last_audit_number());
  const auto report = must(store_->put(kPutter, projects(2, 3), {seen, {{"demo", "yanchi"}}}));
  EXPECT_FALSE(report.stale);
  EXPECT_EQ(report.inserted, 3);
  EXPECT_EQ(rows(), 5);
  EXPECT_EQ(must(store_->setting("demo")), "yanchi");
  EXPECT_EQ(must(store_->last_audit_number()), seen + 4) << "the setting has its entry too";
  EXPECT_TRUE(must(verify_audit(*store_)).findings.empty());
}

TEST_P(PutOptionsTest, ARowThatIsRefusedKeepsTheSettingsOut) {
  auto puts = projects(0, 2);
  puts[1].row[record_of<Project>().index_of("code")] = puts[0].row[record_of<Project>().index_of("code")];
  puts[0].row[1] = std::int64_t{1};
  puts[1].row[1] = std::int64_t{2};  // two rows of one code
  EXPECT_FALSE(store_->put(kPutter, puts, {std::nullopt, {{"demo", "yanchi"}}}));
  EXPECT_EQ(rows(), 0);
  EXPECT_EQ(must(store_->setting("demo")), std::nullopt);
}

TEST_P(PutOptionsTest, TheStoresOwnSettingsAreNobodyElses) {
  const auto done = store_->put(kPutter, projects(0, 1), {std::nullopt, {{"", "x"}}});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::usage);
  EXPECT_THAT(done.error().message, HasSubstr("不能由外部修改"));
  EXPECT_EQ(rows(), 0);
}

INSTANTIATE_TEST_SUITE_P(Backends, PutOptionsTest,
                         ::testing::Values(Backend::memory, Backend::file, Backend::postgres),
                         [](const auto& one) { return jiheng::testing::backend_name(one.param); });

}  // namespace
}  // namespace jiheng::store
