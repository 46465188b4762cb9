// Long work: what is refused, who sees it, what is forgotten, and that it ends when it is asked to.
#include "app/jobs.h"

#include <gmock/gmock.h>

#include <chrono>
#include <future>

namespace jiheng::app {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::int64_t kMe = 7;
constexpr std::int64_t kOther = 8;

class JobsOf : public ::testing::Test {
 protected:
  JobView wait_for_end(const std::string& id, std::int64_t owner = kMe) {
    for (int i = 0; i < 2000; ++i) {
      auto view = jobs.find(owner, id);
      if (!view) break;
      if (view->state == JobState::done || view->state == JobState::failed) return *view;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    ADD_FAILURE() << "the job does not end";
    return {};
  }
  static Jobs::Work giving(std::string json, std::size_t bytes = 0) {
    return [json, bytes](const Progress&) -> Result<JobResult> {
      return JobResult{json, {"f.xlsx", std::string(bytes, 'x')}, {}};
    };
  }
  /// Work that waits until `gate` opens.
  static Jobs::Work waiting(std::shared_future<void> gate) {
    return [gate](const Progress& progress) -> Result<JobResult> {
      for (int i = 0;; ++i) {
        if (!progress(i, 100, "一步")) return fail(ErrorCode::conflict, "已停止");
        if (gate.wait_for(std::chrono::milliseconds(1)) == std::future_status::ready)
          return JobResult{"{}", {}, {}};
      }
    };
  }

  FixedClock clock{1'000'000};
  JobLimits limits{1, 2, 3, 1000, 100, 3, 60'000};
  std::promise<void> gate;
  std::shared_future<void> opened{gate.get_future()};
  Jobs jobs{clock, limits};
};

TEST_F(JobsOf, GivesItsResultToItsOwnerAndToNobodyElse) {
  const auto id = jobs.start(kMe, "k", "title", 1, giving("{\"a\":1}"));
  ASSERT_TRUE(id);
  const auto view = wait_for_end(*id);
  EXPECT_EQ(view.state, JobState::done);
  EXPECT_EQ(view.result->json, "{\"a\":1}");
  EXPECT_EQ(jobs.find(kOther, *id).error().code, ErrorCode::not_found);
  EXPECT_EQ(jobs.stop(kOther, *id).error().code, ErrorCode::not_found);
  EXPECT_THAT(jobs.list(kOther), IsEmpty());
  EXPECT_THAT(jobs.list(kMe), SizeIs(1));
}

TEST_F(JobsOf, RefusesTheThirdOfOnePersonAndTheFourthOfAllAndTooManyBytes) {
  ASSERT_TRUE(jobs.start(kMe, "k", "", 1, waiting(opened)));
  ASSERT_TRUE(jobs.start(kMe, "k", "", 1, waiting(opened)));
  const auto third = jobs.start(kMe, "k", "", 1, giving(""));
  ASSERT_FALSE(third);
  EXPECT_THAT(third.error().message, HasSubstr("2 件没有办完"));
  EXPECT_EQ(jobs.start(kOther, "k", "", 999, giving("")).error().code, ErrorCode::unavailable);
  ASSERT_TRUE(jobs.start(kOther, "k", "", 1, giving("")));
  EXPECT_FALSE(jobs.start(9, "k", "", 1, giving("")));
  gate.set_value();
}

TEST_F(JobsOf, TellsHowFarItIsAndStopsWhenAsked) {
  const auto id = jobs.start(kMe, "k", "", 1, waiting(opened));
  ASSERT_TRUE(id);
  while (jobs.find(kMe, *id)->done < 2) std::this_thread::yield();
  EXPECT_EQ(jobs.find(kMe, *id)->what, "一步");
  EXPECT_EQ(jobs.find(kMe, *id)->total, 100);
  ASSERT_TRUE(jobs.stop(kMe, *id));
  const auto view = wait_for_end(*id);
  EXPECT_EQ(view.state, JobState::failed);
  EXPECT_EQ(view.error.message, "已停止");
}

TEST_F(JobsOf, AnExceptionIsAFailureOfTheJobAlone) {
  const auto bad = jobs.start(
      kMe, "k", "", 1, [](const Progress&) -> Result<JobResult> { throw std::runtime_error("broken"); });
  EXPECT_EQ(wait_for_end(*bad).error.code, ErrorCode::internal);
  EXPECT_EQ(wait_for_end(*jobs.start(kMe, "k", "", 1, giving("{}"))).state, JobState::done);
}

TEST_F(JobsOf, ForgetsWhatIsOldAndWhatIsTooMuchOldestFirst) {
  std::vector<std::string> ids;
  for (int i = 0; i < 5; ++i) {
    ids.push_back(*jobs.start(kMe, "k", "", 1, giving("", i == 4 ? 0 : 40)));
    wait_for_end(ids.back());
  }
  // Three are kept, and their files must not be larger than 100 bytes together.
  EXPECT_FALSE(jobs.find(kMe, ids[0]));
  EXPECT_FALSE(jobs.find(kMe, ids[1]));
  EXPECT_TRUE(jobs.find(kMe, ids[2]));
  EXPECT_TRUE(jobs.find(kMe, ids[4]));
  clock.set(clock.now_ms() + limits.kept_ms + 1);
  EXPECT_THAT(jobs.list(kMe), IsEmpty());
}

TEST(JobsEnd, WhatRunsIsAskedToStopWhenTheProgramEnds) {
  FixedClock clock{0};
  std::promise<void> never;
  const std::shared_future<void> gate(never.get_future());
  bool stopped = false;
  {
    Jobs jobs(clock);
    std::promise<void> begun;
    ASSERT_TRUE(jobs.start(kMe, "k", "", 1, [&](const Progress& progress) -> Result<JobResult> {
      begun.set_value();
      while (progress(0, 0, "")) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      stopped = true;
      return fail(ErrorCode::conflict, "已停止");
    }));
    begun.get_future().wait();
  }
  EXPECT_TRUE(stopped);
}

}  // namespace
}  // namespace jiheng::app
