// What figures, the rows behind them, lists, downloads and snapshots show to whom; the same with 32 at once.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <thread>

#include "app/snapshot.h"
#include "base/text.h"
#include "model/records.h"
#include "permissions/world.h"

namespace jiheng::testing {
namespace {

class FigureWalk : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    world_ = std::make_unique<PeopleWorld>();
    // One assessment of 2022 for each unit of the first place.
    for (const Where where : kWheres) {
      Row row = sample_row(*find_record("assessment"), 1, false);
      const auto& desc = *find_record("assessment");
      row[0] = std::int64_t{world_->unit(where).region.code()};
      row[desc.index_of("unit_id")] = world_->unit(where).id.value;
      row[desc.index_of("year")] = std::int64_t{2022};
      row[desc.index_of("project_name")] = std::string("评估的") + std::string(where_name(where));
      must(world_->workspace().write({"test", "world"}, std::vector<store::Put>{store::Put{&desc, row}}));
    }
    must(app::take_snapshot(
        world_->workspace(),
        {world_->home(), must(FiscalYear::of(2022)), "年终", "end", {"test", "snapshot"}}));
  }
  static void TearDownTestSuite() { world_.reset(); }

  http::Response get(const std::string& cookie, const std::string& target) {
    http::Request request;
    request.method = "GET";
    must(http::read_target(target, request));
    request.headers = {{"host", "localhost"}, {"cookie", cookie}};
    return service_.handle(std::move(request));
  }

  /// How many of the units' marks stand in the text.
  static std::set<std::string> seen_in(std::string_view text) {
    std::set<std::string> seen;
    for (const Where where : kWheres) {
      if (text.find("评估的" + std::string(where_name(where))) != std::string_view::npos)
        seen.emplace(where_name(where));
    }
    return seen;
  }

  static std::set<std::string> expected_of(Role role) {
    switch (scope_of(role)) {
      case RoleScope::place: return {"own", "sibling", "other"};
      case RoleScope::department: return {"own", "sibling"};
      case RoleScope::unit: return {"own"};
      default: return {};
    }
  }

  static std::unique_ptr<PeopleWorld> world_;
  http::Service service_{http::Context{world_->workspace(), 0}, must(http::WebFiles::embedded()),
                         http::ServiceOptions{}};
};
std::unique_ptr<PeopleWorld> FigureWalk::world_;

TEST_F(FigureWalk, CountsRowsDownloadsAndSnapshotsAreOfWhatOneMaySee) {
  for (const auto& role : enum_table(Role{})) {
    if (!is_grantable(role.value)) continue;
    const auto cookie = world_->cookie(role.value);
    const auto expected = expected_of(role.value);
    for (const std::string view : {"", "&snapshot=end"}) {
      const std::string base = "/api/v1/figures/assessment.count";
      const auto figure = get(cookie, base + "?place=640323&year=2022" + view);
      const auto rows = get(cookie, base + "/rows?place=640323&year=2022" + view);
      const auto csv = get(cookie, base + "/rows?place=640323&year=2022&format=csv" + view);
      if (expected.empty()) {
        EXPECT_EQ(figure.status, 403) << role.code;
        EXPECT_EQ(rows.status, 403) << role.code;
        EXPECT_EQ(csv.status, 403) << role.code;
        continue;
      }
      EXPECT_EQ(figure.status, 200) << figure.body;
      EXPECT_NE(figure.body.find(fmt::format("\"value\":{},", expected.size())), std::string::npos)
          << role.code << figure.body;
      EXPECT_NE(rows.body.find(fmt::format("\"total\":{}", expected.size())), std::string::npos) << role.code;
      EXPECT_EQ(seen_in(rows.body), expected) << role.code << view;
      EXPECT_EQ(seen_in(csv.body), expected) << role.code << view;
    }
  }
}

TEST_F(FigureWalk, GroupsAndFiltersByUnitDoNotReachFurther) {
  const auto cookie = world_->cookie(Role::unit_finance);
  const std::string base = "/api/v1/figures/assessment.count?place=640323&year=2022";
  const auto groups = get(cookie, base + "&by=unit");
  EXPECT_NE(groups.body.find("101001"), std::string::npos);
  EXPECT_EQ(groups.body.find("102001"), std::string::npos);
  const auto filtered = get(cookie, base + "&filter=unit:102001");
  EXPECT_NE(filtered.body.find("\"value\":0,"), std::string::npos) << filtered.body;
  const auto dimensions = get(cookie, "/api/v1/facts/dimensions?place=640323");
  EXPECT_NE(dimensions.body.find("101001"), std::string::npos);
  EXPECT_EQ(dimensions.body.find("102001"), std::string::npos);
}

TEST_F(FigureWalk, ManyQuestionsAtOnceAreNarrowedOneByOne) {
  http::Request request;
  request.method = "POST";
  request.path = "/api/v1/figures/query";
  request.headers = {{"host", "localhost"},
                     {"content-type", "application/json"},
                     {"cookie", world_->cookie(Role::department_reviewer)}};
  request.body = R"({"place":"640323","year":2022,"queries":[{"figure":"assessment.count","by":["unit"]}]})";
  const auto answer = service_.handle(std::move(request));
  EXPECT_EQ(answer.status, 200);
  EXPECT_NE(answer.body.find("101002"), std::string::npos);
  EXPECT_EQ(answer.body.find("102001"), std::string::npos);
}

TEST_F(FigureWalk, AnotherPlaceIsRefusedAndItsReportToo) {
  const auto cookie = world_->cookie(Role::performance_officer);
  EXPECT_EQ(get(cookie, "/api/v1/figures/assessment.count?place=640324&year=2022").status, 403);
  EXPECT_EQ(get(cookie, "/api/v1/reports/annual?place=640324&year=2022").status, 403);
  EXPECT_EQ(get(cookie, "/api/v1/facts/dimensions?place=640324").status, 403);
  EXPECT_EQ(get(world_->cookie(Role::unit_leader), "/api/v1/reports/annual?place=640323&year=2022").status,
            403);
}

TEST_F(FigureWalk, ListsOfPeopleAndUnitsStopAtTheSameBorders) {
  const auto units = get(world_->cookie(Role::unit_project), "/api/v1/units");
  EXPECT_NE(units.body.find("\"code\":\"101001\""), std::string::npos);
  EXPECT_NE(units.body.find("\"code\":\"101\""), std::string::npos) << "the department above";
  EXPECT_EQ(units.body.find("101002"), std::string::npos);
  EXPECT_EQ(get(world_->cookie(Role::unit_project), "/api/v1/grants").status, 403);
  EXPECT_EQ(get(world_->cookie(Role::system_admin), "/api/v1/audit").status, 403);
  EXPECT_EQ(get(world_->cookie(Role::audit_admin), "/api/v1/audit").status, 200);
}

TEST_F(FigureWalk, ThirtyTwoAtOnceEachSeeTheirOwn) {
  constexpr std::size_t kThreads = 32;
  constexpr int kRounds = 15;
  std::vector<Role> roles;
  for (const auto& role : enum_table(Role{})) {
    if (is_grantable(role.value)) roles.push_back(role.value);
  }
  std::vector<std::string> cookies;
  for (std::size_t i = 0; i < kThreads; ++i) cookies.push_back(world_->cookie(roles[i % roles.size()]));
  std::atomic<int> slips{0};
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < kThreads; ++i) {
      threads.emplace_back([&, i] {
        const auto expected = expected_of(roles[i % roles.size()]);
        for (int round = 0; round < kRounds; ++round) {
          const std::string view = round % 2 == 0 ? "" : "&snapshot=end";
          const auto rows =
              get(cookies[i], "/api/v1/figures/assessment.count/rows?place=640323&year=2022" + view);
          const bool fits = expected.empty() ? rows.status == 403 && seen_in(rows.body).empty()
                                             : rows.status == 200 && seen_in(rows.body) == expected;
          if (!fits) ++slips;
        }
      });
    }
  }
  EXPECT_EQ(slips.load(), 0);
}

}  // namespace
}  // namespace jiheng::testing
