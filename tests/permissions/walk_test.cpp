// Every route and every kind of row × every role × own, sibling, other unit, other place × every state, held
// against a second reading of law/parameters/permissions.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "http/routes.h"
#include "model/records.h"
#include "permissions/world.h"

namespace jiheng::testing {
namespace {

using http::Permission;
using law::Action;

PeopleWorld& world() {
  static PeopleWorld shared;
  return shared;
}

const DeclaredMatrix& declared() {
  static const DeclaredMatrix shared(world().workspace().book());
  return shared;
}

std::string label(Role role, std::string_view resource, std::string_view action, Where where,
                  std::string_view state) {
  return fmt::format("{} {} {} {} {}", enum_code(role), resource, action, where_name(where), state);
}

TEST(Routes, EachNamesAPermissionThatTheLawDeclaresForSomebody) {
  for (const auto& route : http::all_routes()) {
    if (route.permission.kind() != Permission::Kind::declared) continue;
    const std::string resource(route.permission.resource());
    EXPECT_TRUE(declared().has(resource))
        << route.operation_id << ": law/parameters/permissions has no " << resource;
    const bool somebody = std::ranges::any_of(enum_table(Role{}), [&](const auto& role) {
      return declared().may(role.value, resource, std::string(enum_code(route.permission.action())));
    });
    EXPECT_TRUE(somebody) << route.operation_id << " is for nobody: " << route.permission.name();
  }
}

TEST(Records, EachThatFilesCarryHasItsPermissions) {
  for (const auto* record : all_records()) {
    if (record->name == "unit_change" || record->name == "role_grant") continue;
    EXPECT_TRUE(declared().has(std::string(record->name))) << record->name;
  }
}

TEST(Roles, AdministratorsAreNowhereInBusinessData) {
  for (const auto& permission :
       law::permissions(world().workspace().book(), world().home(), must(Date::parse("2023-11-15")))) {
    for (const auto& row : permission.rows) {
      for (const auto role : row.roles)
        EXPECT_FALSE(permission.business && is_administrator(role)) << permission.resource;
    }
  }
}

/// "/api/v1/goals/{id}/sections/{section}" as an address.
std::string address_of(std::string_view path) {
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] != '{') {
      out += path[i];
      continue;
    }
    out += "1";
    i = path.find('}', i);
  }
  return out;
}

class RouteWalk : public ::testing::Test {
 protected:
  RouteWalk()
      : service_(http::Context{world().workspace(), 0}, must(http::WebFiles::embedded()),
                 http::ServiceOptions{}) {}

  int status_of(const http::Route& route, const std::string& cookie) {
    http::Request request;
    request.method = route.method;
    request.path = address_of(route.path);
    request.headers = {{"host", "localhost"},
                       {"x-jiheng-request", "1"},
                       {"content-type", "application/json"},
                       {"if-match", "\"none\""},
                       {"cookie", cookie}};
    if (!route.body.empty()) request.body = "{}";
    return service_.handle(std::move(request)).status;
  }

  http::Service service_;
};

TEST_F(RouteWalk, OfEveryRoleMeetsExactlyTheDeclaredDoors) {
  int walked = 0;
  for (const auto& route : http::all_routes()) {
    const auto kind = route.permission.kind();
    for (const auto& role : enum_table(Role{})) {
      if (role.value == Role::open) continue;  // this folder has users
      const bool somebody = is_grantable(role.value);
      const int status = status_of(route, world().cookie(role.value));
      const auto what = fmt::format("{} {} as {}: {}", route.method, route.path, role.code, status);
      ++walked;
      EXPECT_NE(status, 500) << what;
      if (kind == Permission::Kind::everybody || kind == Permission::Kind::known) {
        EXPECT_NE(status, 403) << what;
      } else if (!somebody) {
        EXPECT_EQ(status, 401) << what;
      } else if (kind == Permission::Kind::declared) {
        const bool may = declared().may(role.value, std::string(route.permission.resource()),
                                        std::string(enum_code(route.permission.action())));
        EXPECT_EQ(status == 403, !may) << what;
        EXPECT_NE(status, 401) << what;
      } else {
        EXPECT_NE(status, 401) << what;
      }
    }
  }
  EXPECT_GT(walked, 300);
  RecordProperty("requests", walked);
}

TEST_F(RouteWalk, ChangesWithoutTheHeaderOfOurOwnPagesAreRefusedEvenWithASession) {
  for (const auto& route : http::all_routes()) {
    if (route.method == "GET" || !route.permission.changes()) continue;
    http::Request request;
    request.method = route.method;
    request.path = address_of(route.path);
    request.headers = {{"host", "localhost"}, {"cookie", world().cookie(Role::performance_officer)}};
    EXPECT_EQ(service_.handle(std::move(request)).status, 403) << route.operation_id;
  }
}

/// The records whose rows the world has, with unit or project.
std::vector<const RecordDesc*> business_records() {
  std::vector<const RecordDesc*> records;
  for (const auto* record : all_records()) {
    const bool placed =
        record->name == "unit" || record->find("unit_id") != nullptr || record->find("project_id") != nullptr;
    if (placed && declared().has(std::string(record->name)) && record->name != "user" &&
        record->name != "role_grant" && record->name != "assignment")
      records.push_back(record);
  }
  return records;
}

std::string state_in(const RecordDesc& record, const Row& row) {
  const auto at = record.index_of("state");
  if (at == record.fields.size()) return "";
  const auto* text = std::get_if<std::string>(&row[at]);
  return text == nullptr ? "" : *text;
}

TEST(RowWalk, EveryRowActionAndStateIsJudgedAsDeclared) {
  int judged = 0;
  for (const auto& role : enum_table(Role{})) {
    const auto access = world().access(role.value);
    for (const auto* record : business_records()) {
      for (const Where where : kWheres) {
        const auto rows = world().rows(*record, where);
        ASSERT_FALSE(rows.empty()) << record->name << " " << where_name(where);
        for (const auto& row : rows) {
          const auto subject = must(app::Access::subject_of(world().workspace().store(), *record, row));
          for (const auto& action : enum_table(Action{})) {
            const std::string resource(record->name);
            const auto state = state_in(*record, row);
            const bool expected =
                declared().may(role.value, resource, std::string(action.code), where, state);
            // What an assignment gives is a project; a unit has none.
            const bool by_project = scope_of(role.value) == RoleScope::assigned && !subject.project;
            EXPECT_EQ(access->may(resource, action.value, subject), expected && !by_project)
                << label(role.value, resource, action.code, where, state);
            ++judged;
          }
        }
      }
    }
  }
  EXPECT_GT(judged, 5'000);
}

TEST(RowWalk, QueriesCountsAndSingleRowsReturnExactlyWhatIsDeclared) {
  auto& store = world().workspace().store();
  for (const auto& role : enum_table(Role{})) {
    const auto access = world().access(role.value);
    for (const auto* record : business_records()) {
      for (const auto action : {Action::read, Action::list, Action::export_}) {
        const std::string resource(record->name);
        std::set<std::int64_t> expected;
        for (const Where where : kWheres) {
          for (const auto& row : world().rows(*record, where)) {
            const auto subject = must(app::Access::subject_of(store, *record, row));
            if (access->may(resource, action, subject)) expected.insert(std::get<std::int64_t>(row[1]));
          }
        }
        std::set<std::int64_t> here;
        for (const Where where : kWheres) {
          for (const auto& row : world().rows(*record, where)) here.insert(std::get<std::int64_t>(row[1]));
        }
        const auto query = access->narrow(*record, action, {});
        if (!query) {
          EXPECT_EQ(query.error().code, ErrorCode::refused);
          EXPECT_TRUE(expected.empty()) << enum_code(role.value) << " " << resource;
          continue;
        }
        std::set<std::int64_t> found;
        std::int64_t all = 0;
        must(store.scan(*record, *query, [&](std::span<const Value> row) {
          ++all;
          const auto id = std::get<std::int64_t>(row[1]);
          if (here.contains(id)) found.insert(id);
        }));
        EXPECT_EQ(found, expected) << enum_code(role.value) << " " << resource << " " << enum_code(action);
        EXPECT_EQ(must(store.count(*record, *query)), all);
        if (action != Action::read) continue;
        for (const auto id : here) {
          const auto row = access->find(store, *record, Action::read, id);
          EXPECT_EQ(row.has_value(), expected.contains(id)) << enum_code(role.value) << " " << resource;
          EXPECT_TRUE(row || row.error().code != ErrorCode::internal);
        }
      }
    }
  }
}

TEST(RowWalk, APlaceThatIsNotOnesOwnIsRefusedWhateverTheRole) {
  for (const auto& role : enum_table(Role{})) {
    if (role.value == Role::open) continue;
    const auto access = world().access(role.value);
    store::Query query;
    query.region = world().elsewhere();
    EXPECT_FALSE(access->narrow(record_of<Project>(), Action::list, query)) << role.code;
    EXPECT_FALSE(access->narrow(engine::FigureQuery{"assessment.count", world().elsewhere(), {}, {}, {}}))
        << role.code;
    EXPECT_FALSE(
        access->narrow(engine::FigureQuery{"assessment.count", must(Region::of(640000)), {}, {}, {}}))
        << role.code;
  }
}

TEST(FieldWalk, PartsOfAFormAreOpenAsDeclaredAndSecretsNever) {
  const auto& goal = *find_record("goal");
  const auto row = world().rows(goal, Where::own).at(0);
  const auto subject = must(app::Access::subject_of(world().workspace().store(), goal, row));
  for (const auto& role : enum_table(Role{})) {
    const auto access = world().access(role.value);
    for (const auto* record : stored_records()) {
      for (const auto& field : record->fields) {
        if (!field.options.secret) continue;
        EXPECT_FALSE(access->may_read(*record, field, subject)) << record->name << "." << field.name;
        EXPECT_FALSE(access->may_write(*record, field, subject)) << record->name << "." << field.name;
      }
    }
    const auto parts = access->parts("goal", Action::write, subject);
    for (const auto& field : goal.fields) {
      if (field.name == "region" || field.name == "id" || field.options.system) continue;
      EXPECT_EQ(access->may_write(goal, field, subject), parts.holds(field.options.part)) << field.name;
    }
  }
}

}  // namespace
}  // namespace jiheng::testing
