// Queries narrowed to what somebody may see: the same rows on every backend as reading all and looking at
// each.
#include <algorithm>
#include <map>
#include <set>

#include "model/goal.h"
#include "model/indicator.h"
#include "model/role_grant.h"
#include "model/session.h"
#include "store/contract_fixture.h"

namespace jiheng::store {
namespace {

using jiheng::testing::sample_row;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAreArray;

const Region kNextDoor = *Region::of(640324);

class StoreNarrows : public StoreContract {
 protected:
  /// Two places with the same numbers of everything: 4 units, 8 projects, goals and indicators of each.
  void SetUp() override {
    std::vector<Row> all[5];
    for (const Region region : {kYanchi, kNextDoor}) {
      const std::int64_t base = region == kYanchi ? 0 : 1000;
      for (std::int64_t u = 1; u <= 4; ++u) all[0].push_back(row<Unit>(region, base + u, {}));
      for (std::int64_t p = 1; p <= 8; ++p) {
        all[1].push_back(row<Project>(region, base + 100 + p, {{"unit_id", base + 1 + p % 4}}));
        const Value state{std::string(p % 2 == 0 ? "approved" : "draft")};
        all[2].push_back(
            row<Goal>(region, base + 200 + p, {{"project_id", base + 100 + p}, {"state", state}}));
        for (std::int64_t i = 0; i < 2; ++i) {
          all[3].push_back(row<Indicator>(region, base + 300 + 2 * p + i,
                                          {{"project_id", base + 100 + p}, {"seq", i + 1}}));
        }
      }
      all[4].push_back(row<RoleGrant>(region, base + 400, {{"unit_id", Value{}}}));
      all[4].push_back(row<RoleGrant>(region, base + 401, {{"unit_id", base + 2}}));
    }
    const RecordDesc* kinds[] = {&record_of<Unit>(), &record_of<Project>(), &record_of<Goal>(),
                                 &record_of<Indicator>(), &record_of<RoleGrant>()};
    for (std::size_t i = 0; i < 5; ++i) must(put(*kinds[i], all[i]));
  }

  template <class T>
  Row row(Region region, std::int64_t id, const std::vector<std::pair<std::string_view, Value>>& values) {
    Row made = sample_row(record_of<T>(), id);
    made[0] = std::int64_t{region.code()};
    made[1] = id;
    for (const auto& [name, value] : values) made[record_of<T>().index_of(name)] = value;
    return made;
  }

  std::vector<std::int64_t> ids(const RecordDesc& record, const RowScope& scope,
                                std::optional<Region> region) {
    Query query;
    query.region = region;
    query.scope = std::make_shared<const RowScope>(scope);
    std::vector<std::int64_t> found;
    for (const auto& one : rows_of(record, query)) found.push_back(std::get<std::int64_t>(one[1]));
    EXPECT_EQ(must(store_->count(record, query)), static_cast<std::int64_t>(found.size()));
    return found;
  }

  /// The naive way: read everything and follow the references by hand.
  std::vector<std::int64_t> expected(const RecordDesc& record, const RowScope& scope,
                                     std::optional<Region> region) {
    std::map<std::int64_t, std::int64_t> unit_of_project;
    for (const auto& one : rows_of(record_of<Project>()))
      unit_of_project[std::get<std::int64_t>(one[1])] =
          std::get<std::int64_t>(one[record_of<Project>().index_of("unit_id")]);
    std::vector<std::int64_t> found;
    for (const auto& one : rows_of(record)) {
      const auto id = std::get<std::int64_t>(one[1]);
      std::int64_t project = record.name == "project" ? id : 0;
      if (record.find("project_id") != nullptr)
        project = std::get<std::int64_t>(one[record.index_of("project_id")]);
      const std::int64_t unit = record.name == "unit" ? id : unit_of_project[project];
      const bool passes = std::ranges::any_of(scope.parts, [&](const RowScope::Part& part) {
        const auto in = [](const auto& list, const auto& value) {
          return std::ranges::count(list, value) > 0;
        };
        return (!part.units || in(*part.units, unit)) && (!part.projects || in(*part.projects, project)) &&
               (part.states.empty() || in(part.states, std::get<std::string>(one[record.index_of("state")])));
      });
      const bool here = !region || std::get<std::int64_t>(one[0]) == region->code();
      if (passes && here) found.push_back(id);
    }
    return found;
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, StoreNarrows,
                         ::testing::Values(Backend::memory, Backend::file, Backend::postgres),
                         [](const auto& backend) { return jiheng::testing::backend_name(backend.param); });

TEST_P(StoreNarrows, NoPartLetsNothingThroughAndAnEmptyListOfUnitsNeither) {
  EXPECT_TRUE(ids(record_of<Project>(), {}, kYanchi).empty());
  EXPECT_TRUE(ids(record_of<Indicator>(), {{{std::vector<std::int64_t>{}, {}, {}}}}, {}).empty());
}

TEST_P(StoreNarrows, ARecordThatBelongsToNoUnitOrHasNoStateIsAnErrorNotEverything) {
  Query query;
  query.scope = std::make_shared<const RowScope>(RowScope{{{{}, {}, {"draft"}}}});
  const auto stateless = store_->scan(record_of<Project>(), query, [](auto) {});
  ASSERT_FALSE(stateless);
  EXPECT_THAT(stateless.error().message, HasSubstr("没有状态"));
  query.scope = std::make_shared<const RowScope>(RowScope{{{{}, std::vector<std::int64_t>{1}, {}}}});
  EXPECT_FALSE(store_->count(record_of<Unit>(), query));
}

TEST_P(StoreNarrows, RowsAreThoseOfTheUnitsOnWhateverWayTheyBelongToThem) {
  const std::vector<RowScope> scopes{
      {{{std::vector<std::int64_t>{2}, {}, {}}}},
      {{{std::vector<std::int64_t>{1, 3, 1004}, {}, {}}}},
      {{{std::vector<std::int64_t>{777}, {}, {}}}},
      {{{{}, {}, {}}}},
  };
  for (const auto* record :
       {&record_of<Unit>(), &record_of<Project>(), &record_of<Goal>(), &record_of<Indicator>()}) {
    for (const auto& scope : scopes) {
      for (const std::optional<Region> region :
           {std::optional<Region>(kYanchi), std::optional<Region>(kNextDoor), std::optional<Region>()}) {
        EXPECT_THAT(ids(*record, scope, region), UnorderedElementsAreArray(expected(*record, scope, region)))
            << record->name;
      }
    }
  }
}

TEST_P(StoreNarrows, PartsAddUpAndWithinAPartEverythingMustHold) {
  const RowScope own_drafts_or_given{{
      {std::vector<std::int64_t>{2, 3}, {}, {"draft"}},
      {{}, std::vector<std::int64_t>{104}, {}},
  }};
  for (const std::optional<Region> region : {std::optional<Region>(kYanchi), std::optional<Region>()}) {
    const auto found = ids(record_of<Goal>(), own_drafts_or_given, region);
    EXPECT_THAT(found, UnorderedElementsAreArray(expected(record_of<Goal>(), own_drafts_or_given, region)));
    EXPECT_FALSE(found.empty());
  }
}

TEST_P(StoreNarrows, WhatNamesNoUnitIsNobodys) {
  EXPECT_THAT(ids(record_of<RoleGrant>(), {{{std::vector<std::int64_t>{2}, {}, {}}}}, kYanchi),
              ::testing::ElementsAre(401));
}

TEST_P(StoreNarrows, AnOptionalReferenceInTheKeyIsOneKeyWhenItIsEmpty) {
  auto grant = must(load<RoleGrant>(*store_, {.where = {{"id", {std::int64_t{400}}}}}))[0];
  grant.id = {};
  grant.until = *Date::parse("2030-01-01");
  const auto report = must(put(record_of<RoleGrant>(), {to_row(grant)}));
  EXPECT_EQ(report.updated, 1);
  EXPECT_EQ(report.ids[0], 400);
  grant.id = {999};
  EXPECT_EQ(put(record_of<RoleGrant>(), {to_row(grant)}).error().code, ErrorCode::conflict);
}

TEST_P(StoreNarrows, TheTrailSaysThatASecretChangedAndNotToWhat) {
  Session session;
  session.region = kYanchi;
  session.user_id = {5};
  session.token_hash = "verysecrettoken";
  must(put(record_of<Session>(), {to_row(session)}));
  session.token_hash = "anothersecret";
  session.id = {must(load<Session>(*store_))[0].id};
  must(put(record_of<Session>(), {to_row(session)}));
  must(store_->remove(kClerk, record_of<Session>(), kYanchi, std::vector<std::int64_t>{session.id.value}));
  std::string all;
  for (const auto& entry : audit()) all += entry.changes + "\n";
  EXPECT_THAT(all, HasSubstr(R"("token_hash":[null,"***"])"));
  EXPECT_THAT(all, HasSubstr(R"({"token_hash":["***","***"]})"));
  EXPECT_THAT(all, ::testing::Not(HasSubstr("secret")));
}

}  // namespace
}  // namespace jiheng::store
