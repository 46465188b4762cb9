#include "permissions/world.h"

#include <fmt/format.h>

#include <algorithm>

#include "model/records.h"

namespace jiheng::testing {
namespace {

constexpr std::int64_t kNow = 1'700'000'000'000;  // 2023-11-15 in Beijing

std::vector<std::string> list(const Node& row, std::string_view key) {
  std::vector<std::string> texts;
  const Node* node = row.find(key);
  for (std::size_t i = 0; node != nullptr && i < node->items.size(); ++i)
    texts.push_back(node->items[i].text);
  return texts;
}

bool contains(const std::vector<std::string>& texts, const std::string& text) {
  return std::ranges::count(texts, text) > 0;
}

bool is_people(const RecordDesc& record) {
  for (const auto name : {"unit", "project", "user", "role_grant", "assignment", "unit_change", "credential",
                          "session", "delegation"}) {
    if (record.name == name) return true;
  }
  return false;
}

}  // namespace

std::string_view where_name(Where where) {
  switch (where) {
    case Where::own: return "own";
    case Where::sibling: return "sibling";
    case Where::other: return "other";
    case Where::elsewhere: return "elsewhere";
  }
  return {};
}

std::vector<std::string> states_of(const RecordDesc& record) {
  const auto* field = record.find("state");
  if (field == nullptr || field->type->codes.empty()) return {""};
  std::vector<std::string> codes;
  for (const auto& row : field->type->codes) codes.emplace_back(row.code);
  return codes;
}

PeopleWorld::PeopleWorld(Backend backend)
    : clock_(std::make_shared<FixedClock>(kNow)),
      home_(must(Region::of(640323))),
      elsewhere_(must(Region::of(640324))) {
  app::WorkspaceOptions options;
  if (backend == Backend::postgres) options.url = Postgres::shared().create_database();
  options.data = dir_.path() / "data";
  options.mode = store::OpenMode::create;
  options.clock = clock_;
  workspace_ = must(app::Workspace::open(options));
  for (const Region place : {home_, elsewhere_}) add_place(place);
  add_people();
}

std::int64_t PeopleWorld::put(const RecordDesc& record, Row row) {
  const store::Put put{&record, std::move(row)};
  return must(workspace_->store().put({"test", "world"}, std::span(&put, 1))).ids.at(0);
}

void PeopleWorld::add_place(Region place) {
  const auto add_unit = [&](std::string code, UnitKind kind) {
    Unit unit;
    unit.region = place;
    unit.code = code;
    unit.name = fmt::format("{}单位{}", place.to_text(), code);
    unit.department_code = code.substr(0, 3);
    unit.kind = kind;
    unit.sector = "教育";
    unit.id = {put(unit)};
    return unit;
  };
  std::map<std::string, Unit> units;
  for (const auto* code : {"101", "102"}) units[code] = add_unit(code, UnitKind::department);
  const std::map<Where, const char*> codes{
      {Where::own, "101001"}, {Where::sibling, "101002"}, {Where::other, "102001"}};
  for (const auto& [where, code] : codes) {
    const auto unit = add_unit(code, UnitKind::unit);
    Project project;
    project.region = place;
    project.code = fmt::format("{}22T000000{}", place.to_text(), code);
    project.name = fmt::format("项目{}", code);
    project.unit_id = unit.id;
    project.sector = "教育";
    project.function_class = "205";
    project.first_year = must(FiscalYear::of(2022));
    project.category = Category::earmarked;
    project.id = {put(project)};
    for (const auto* record : all_records()) {
      if (!is_people(*record)) add_rows(*record, unit, project);
    }
    if (place == home_) {
      units_[where] = unit;
      projects_[where] = project;
    } else if (where == Where::own) {
      units_[Where::elsewhere] = unit;
      projects_[Where::elsewhere] = project;
    }
  }
}

/// One row a state, with the references that it has.
void PeopleWorld::add_rows(const RecordDesc& record, const Unit& unit, const Project& project) {
  for (const auto& state : states_of(record)) {
    Row row = sample_row(record, ++serial_, false);
    row[0] = std::int64_t{unit.region.code()};
    row[1] = std::int64_t{0};
    for (std::size_t i = 2; i < record.fields.size(); ++i) {
      const auto& field = record.fields[i];
      if (field.options.ref == "unit") row[i] = unit.id.value;
      if (field.options.ref == "project") row[i] = project.id.value;
      if (field.name == "state" && !state.empty()) row[i] = state;
      if (field.name == "year") row[i] = std::int64_t{1991 + serial_ % 100};
    }
    put(record, row);
  }
}

void PeopleWorld::add_people() {
  for (const auto& row : enum_table(Role{})) {
    if (!is_grantable(row.value)) continue;
    User user;
    user.region = home_;
    user.account = row.code;
    user.name = row.label;
    user.unit_id = units_.at(Where::own).id;
    user.id = {put(user)};
    Credential credential;
    credential.region = home_;
    credential.user_id = user.id;
    credential.changed_at_ms = kNow;
    credential.totp_secret = "JBSWY3DPEHPK3PXP";
    credential.totp_confirmed = true;
    put(credential);
    RoleGrant grant;
    grant.region = home_;
    grant.user_id = user.id;
    grant.role = row.value;
    grant.since = must(Date::parse("2022-01-01"));
    if (needs_unit(row.value)) grant.unit_id = units_.at(Where::own).id;
    if (row.value == Role::department_reviewer) {
      const auto department = must(store::load<Unit>(
          workspace_->store(), {.region = home_, .where = {{"code", {Value{std::string("101")}}}}}));
      grant.unit_id = department.at(0).id;
    }
    grant.id = {put(grant)};
    if (scope_of(row.value) == RoleScope::assigned) {
      Assignment assignment;
      assignment.region = home_;
      assignment.project_id = projects_.at(Where::own).id;
      assignment.user_id = user.id;
      assignment.duty = AssignmentDuty::evaluator;
      assignment.since = grant.since;
      put(assignment);
    }
    users_[row.value] = user;
    grants_[row.value] = grant;
  }
}

std::vector<Row> PeopleWorld::rows(const RecordDesc& record, Where where) {
  std::vector<Row> found;
  const auto& unit = units_.at(where);
  const auto& project = projects_.at(where);
  store::Query query;
  query.region = unit.region;
  must(workspace_->store().scan(record, query, [&](std::span<const Value> values) {
    const Row row(values.begin(), values.end());
    bool belongs = (record.name == "unit" && row[1] == Value{unit.id.value}) ||
                   (record.name == "project" && row[1] == Value{project.id.value});
    for (std::size_t i = 2; i < record.fields.size(); ++i) {
      if (record.fields[i].options.ref == "unit" && record.fields[i].name == "unit_id")
        belongs = belongs || row[i] == Value{unit.id.value};
      if (record.fields[i].options.ref == "project") belongs = belongs || row[i] == Value{project.id.value};
    }
    if (belongs) found.push_back(row);
  }));
  return found;
}

app::Viewer PeopleWorld::viewer(Role role) const {
  app::Viewer viewer;
  viewer.role = role;
  viewer.place = home_;
  viewer.day = beijing_date(kNow);
  viewer.year = must(FiscalYear::of(2023));
  if (!is_grantable(role)) {
    if (role == Role::open) viewer.place = Region{};
    return viewer;
  }
  const auto& user = users_.at(role);
  viewer.user = user.id;
  viewer.account = user.account;
  viewer.name = user.name;
  viewer.grant = grants_.at(role).id;
  viewer.unit = grants_.at(role).unit_id;
  return viewer;
}

std::shared_ptr<const app::Access> PeopleWorld::access(Role role) {
  return must(app::Access::compile(workspace_->store(), workspace_->book(), viewer(role)));
}

std::string PeopleWorld::cookie(Role role) {
  if (!is_grantable(role)) return {};
  Session session;
  session.region = home_;
  session.user_id = users_.at(role).id;
  const std::string token = fmt::format("{:064x}", ++serial_);
  session.token_hash = to_hex(sm3(token));
  session.created_ms = clock_->now_ms();
  session.seen_ms = clock_->now_ms();
  session.grant_id = grants_.at(role).id;
  session.factor_done = true;
  put(session);
  return "jiheng=" + token;
}

DeclaredMatrix::DeclaredMatrix(const law::Book& book) {
  for (const auto& document : book.documents()) {
    if (document.kind == law::Kind::parameters && document.body.text_of("type") == "permissions")
      files_[document.id.substr(std::string("permission.").size())] = &document.body;
  }
}

std::vector<std::string> DeclaredMatrix::resources() const {
  std::vector<std::string> names;
  for (const auto& [name, body] : files_) names.push_back(name);
  return names;
}

bool DeclaredMatrix::business(const std::string& resource) const {
  return files_.at(resource)->text_of("business", "true") == "true";
}

bool DeclaredMatrix::may(Role role, const std::string& resource, const std::string& action, Where where,
                         const std::string& state) const {
  const auto file = files_.find(resource);
  if (file == files_.end() || (business(resource) && is_administrator(role))) return false;
  for (const auto& row : file->second->find("values")->items.at(0).find("value")->items) {
    if (!contains(list(row, "roles"), std::string(enum_code(role))) || !contains(list(row, "may"), action))
      continue;
    const auto states = list(row, "states");
    if (!states.empty() && !contains(states, state)) continue;
    const auto scope = row.text_of("scope");
    if (scope == "place" && (where != Where::elsewhere || role == Role::open)) return true;
    if (scope == "department" && (where == Where::own || where == Where::sibling)) return true;
    if (scope == "unit" && where == Where::own) return true;
    if (scope == "assigned" && where == Where::own) return true;
  }
  return false;
}

bool DeclaredMatrix::may(Role role, const std::string& resource, const std::string& action) const {
  const auto file = files_.find(resource);
  if (file == files_.end() || (business(resource) && is_administrator(role))) return false;
  for (const auto& row : file->second->find("values")->items.at(0).find("value")->items) {
    if (contains(list(row, "roles"), std::string(enum_code(role))) && contains(list(row, "may"), action))
      return true;
  }
  return false;
}

}  // namespace jiheng::testing
