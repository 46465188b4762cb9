#include "app/access.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/unit_tree.h"
#include "model/assignment.h"
#include "model/records.h"
#include "model/unit.h"
#include "schema/json.h"

namespace jiheng::app {
namespace {

using law::Action;
using law::PermissionScope;

const law::Permission* find_permission(const std::vector<law::Permission>& matrix,
                                       std::string_view resource) {
  const auto found = std::ranges::lower_bound(matrix, resource, {}, &law::Permission::resource);
  return found == matrix.end() || found->resource != resource ? nullptr : &*found;
}

bool does(const law::PermissionRow& row, Action action) {
  return std::ranges::count(row.actions, action) > 0;
}

bool is_for(const law::PermissionRow& row, Role role) { return std::ranges::count(row.roles, role) > 0; }

bool contains(const std::vector<std::int64_t>& sorted, std::int64_t value) {
  return std::ranges::binary_search(sorted, value);
}

const RecordDesc* stored_record(std::string_view name) {
  const auto records = stored_records();
  const auto found = std::ranges::find(records, name, &RecordDesc::name);
  return found == records.end() ? nullptr : *found;
}

std::int64_t id_in(const Value& value) {
  const auto* id = std::get_if<std::int64_t>(&value);
  return id == nullptr ? 0 : *id;
}

Result<std::optional<Row>> row_by_id(store::Store& store, const RecordDesc& record, Region region,
                                     std::int64_t id) {
  store::Query query;
  query.region = region;
  query.where.push_back({"id", {Value{id}}});
  std::optional<Row> found;
  const auto done =
      store.scan(record, query, [&](std::span<const Value> row) { found.emplace(row.begin(), row.end()); });
  if (!done) return pass(done);
  return found;
}

/// The row of `target` that a row belongs to: itself, what it refers to, else what that belongs to; 0: none.
/// The same way as store/scope_sql.cpp takes.
Result<std::int64_t> follow(store::Store& store, Region region, const RecordDesc& record, const Row& row,
                            std::string_view target) {
  if (record.name == target) return id_in(row[1]);
  const auto own = record.index_of(fmt::format("{}_id", target));
  if (own < record.fields.size() && record.fields[own].options.ref == target) return id_in(row[own]);
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    const auto& ref = record.fields[i].options.ref;
    const auto* next = ref.empty() || ref == target ? nullptr : stored_record(ref);
    if (next == nullptr || next == &record || id_in(row[i]) == 0) continue;
    const auto there = row_by_id(store, *next, region, id_in(row[i]));
    if (!there) return pass(there);
    if (!*there) continue;
    auto found = follow(store, region, *next, **there, target);
    if (!found || *found != 0) return found;
  }
  return 0;
}

}  // namespace

store::Actor Viewer::actor(std::string_view via) const {
  if (!user) return {role == Role::open ? "本机" : "系统", std::string(via)};
  if (!for_user) return {fmt::format("{}（{}）", name, account), std::string(via)};
  return {fmt::format("{}（{}，代 {}）", name, account, for_name), std::string(via)};
}

bool Parts::holds(FieldPart part) const {
  switch (part) {
    case FieldPart::any: return !none();
    case FieldPart::finance: return finance;
    case FieldPart::project: return project;
  }
  return false;
}

Result<std::shared_ptr<const Access>> Access::compile(store::Store& store, const law::Book& book,
                                                      Viewer viewer) {
  auto matrix =
      std::make_shared<const std::vector<law::Permission>>(law::permissions(book, viewer.place, viewer.day));
  return compile(store, std::move(matrix), std::move(viewer));
}

Result<std::shared_ptr<const Access>> Access::compile(store::Store& store, PermissionMatrix matrix,
                                                      Viewer viewer) {
  std::shared_ptr<Access> access(new Access(std::move(viewer)));
  access->matrix_ = std::move(matrix);
  if (const auto read = access->read_reach(store); !read) return pass(read);
  return std::shared_ptr<const Access>(std::move(access));
}

Result<void> Access::read_reach(store::Store& store) {
  const auto scope = scope_of(viewer_.role);
  if (scope == RoleScope::assigned) {
    store::Query query;
    query.region = viewer_.place;
    query.where.push_back({"user_id", {Value{(viewer_.for_user ? viewer_.for_user : viewer_.user).value}}});
    const auto assigned = store::load<Assignment>(store, query);
    if (!assigned) return pass(assigned);
    for (const auto& one : *assigned) {
      if (one.since <= viewer_.day && (!one.until || viewer_.day <= *one.until))
        projects_.push_back(one.project_id.value);
    }
    std::ranges::sort(projects_);
    return {};
  }
  if (scope != RoleScope::unit && scope != RoleScope::department) return {};
  if (!viewer_.unit) return {};  // a grant that names no unit reaches none
  const auto tree = UnitTree::load(store, viewer_.place);
  if (!tree) return pass(tree);
  units_ = tree->reach(*viewer_.unit, scope);
  for (const auto id : units_) {
    if (const Unit* unit = tree->find(UnitId{id})) unit_codes_.push_back(unit->code);
  }
  return {};
}

bool Access::any_row(std::string_view resource, Action action,
                     const std::function<bool(const law::PermissionRow&)>& take) const {
  const auto* permission = find_permission(*matrix_, resource);
  if (permission == nullptr) return false;
  // Administrators see no business data, whatever a file says.
  if (permission->business && is_administrator(viewer_.role)) return false;
  return std::ranges::any_of(permission->rows, [&](const law::PermissionRow& row) {
    return is_for(row, viewer_.role) && does(row, action) && take(row);
  });
}

bool Access::in_scope(const law::PermissionRow& row, const Subject& subject) const {
  if (!row.states.empty() && std::ranges::count(row.states, subject.state) == 0) return false;
  if (!covers(subject.region)) return false;
  switch (row.scope) {
    case PermissionScope::place: return true;
    case PermissionScope::department:
    case PermissionScope::unit: return subject.unit && contains(units_, subject.unit->value);
    case PermissionScope::assigned: return subject.project && contains(projects_, subject.project->value);
    case PermissionScope::none: return false;
  }
  return false;
}

bool Access::may(std::string_view resource, Action action) const {
  return any_row(resource, action, [](const law::PermissionRow&) { return true; });
}

bool Access::may(std::string_view resource, Action action, const Subject& subject) const {
  return any_row(resource, action, [&](const law::PermissionRow& row) { return in_scope(row, subject); });
}

tl::unexpected<Error> Access::refusal(std::string_view resource, Action action) const {
  const auto* permission = find_permission(*matrix_, resource);
  std::string who;
  std::vector<Role> named;
  for (const auto& row : permission == nullptr ? std::vector<law::PermissionRow>{} : permission->rows) {
    for (const auto role : row.roles) {
      if (!does(row, action) || !is_grantable(role) || std::ranges::count(named, role) > 0) continue;
      named.push_back(role);
      who += fmt::format("{}{}", who.empty() ? "" : "、", enum_label(role));
    }
  }
  const std::string label = permission == nullptr ? std::string(resource) : permission->label;
  const bool own = std::ranges::count(named, viewer_.role) > 0;
  std::string message = fmt::format("“{}”不能{}{}“{}”", enum_label(viewer_.role), enum_label(action),
                                    own ? "这里（不在范围内，或当前状态不允许）的" : "", label);
  if (!own) message += who.empty() ? "" : fmt::format("；可以的角色：{}", who);
  return fail(ErrorCode::refused, std::move(message));
}

Result<void> Access::require(std::string_view resource, Action action) const {
  if (may(resource, action)) return {};
  return refusal(resource, action);
}

Result<void> Access::require(std::string_view resource, Action action, const Subject& subject) const {
  if (may(resource, action, subject)) return {};
  return refusal(resource, action);
}

bool Access::covers(Region place) const {
  constexpr std::int32_t kProvince = 10'000;
  constexpr std::int32_t kPrefecture = 100;
  const auto own = viewer_.place.code();
  const auto code = place.code();
  if (own == code) return true;
  if (own == 0) return viewer_.role == Role::open;  // the folder has no users: all that is in it
  if (own % kProvince == 0) return code / kProvince == own / kProvince;
  return own % kPrefecture == 0 && code / kPrefecture == own / kPrefecture;
}

Result<std::shared_ptr<const store::RowScope>> Access::row_scope(std::string_view resource,
                                                                 Action action) const {
  auto scope = std::make_shared<store::RowScope>();
  const bool all = any_row(resource, action, [&](const law::PermissionRow& row) {
    store::RowScope::Part part;
    part.states = row.states;
    switch (row.scope) {
      case PermissionScope::none: return false;
      case PermissionScope::place: break;
      case PermissionScope::department:
      case PermissionScope::unit: part.units = units_; break;
      case PermissionScope::assigned: part.projects = projects_; break;
    }
    const bool everything = row.scope == PermissionScope::place && row.states.empty();
    if (!everything) scope->parts.push_back(std::move(part));
    return everything;
  });
  if (all) return std::shared_ptr<const store::RowScope>();
  if (scope->parts.empty()) return refusal(resource, action);
  return std::shared_ptr<const store::RowScope>(std::move(scope));
}

Result<store::Query> Access::narrow(const RecordDesc& record, Action action, store::Query query) const {
  const bool everywhere = viewer_.role == Role::open && viewer_.place.code() == 0;
  if (!query.region && !everywhere) query.region = viewer_.place;
  if (query.region && !covers(*query.region)) {
    return fail(ErrorCode::refused,
                fmt::format("{} 不在你的地区（{}）之内", query.region->to_text(), viewer_.place.to_text()));
  }
  auto scope = row_scope(record.name, action);
  if (!scope) return pass(scope);
  query.scope = std::move(*scope);
  return query;
}

std::optional<std::vector<std::string>> Access::unit_codes(std::string_view resource, Action action) const {
  const bool all = any_row(resource, action, [](const law::PermissionRow& row) {
    return row.scope == PermissionScope::place && row.states.empty();
  });
  if (all) return std::nullopt;
  const bool own = any_row(resource, action, [](const law::PermissionRow& row) {
    return row.scope == PermissionScope::department || row.scope == PermissionScope::unit;
  });
  return own ? unit_codes_ : std::vector<std::string>{};
}

Result<engine::FigureQuery> Access::narrow(engine::FigureQuery query) const {
  constexpr std::string_view kResource = "figure";
  if (!may(kResource, Action::read)) return refusal(kResource, Action::read);
  if (!covers(query.place)) {
    return fail(ErrorCode::refused,
                fmt::format("{} 不在你的地区（{}）之内", query.place.to_text(), viewer_.place.to_text()));
  }
  query.units = unit_codes(kResource, Action::read);
  return query;
}

Result<Row> Access::find(store::Store& store, const RecordDesc& record, Action action,
                         std::int64_t id) const {
  const auto look = [&](Action what) -> Result<std::optional<Row>> {
    store::Query query;
    query.where.push_back({"id", {Value{id}}});
    auto narrowed = narrow(record, what, std::move(query));
    if (!narrowed) return pass(narrowed);
    std::optional<Row> found;
    const auto done = store.scan(record, *narrowed,
                                 [&](std::span<const Value> row) { found.emplace(row.begin(), row.end()); });
    if (!done) return pass(done);
    return found;
  };
  auto seen = look(Action::read);
  if (!seen) return pass(seen);
  if (!*seen) return fail(ErrorCode::not_found, fmt::format("没有编号为 {} 的{}", id, record.label));
  if (action == Action::read) return std::move(**seen);
  auto open = look(action);
  if (!open) return pass(open);
  if (!*open) return refusal(record.name, action);
  return std::move(**open);
}

Parts Access::parts(std::string_view resource, Action action, const Subject& subject) const {
  Parts parts;
  any_row(resource, action, [&](const law::PermissionRow& row) {
    if (!in_scope(row, subject)) return false;
    parts.finance = parts.finance || row.fields != law::PartScope::project;
    parts.project = parts.project || row.fields != law::PartScope::finance;
    return false;
  });
  return parts;
}

bool Access::may_read(const RecordDesc& record, const FieldDesc& field, const Subject& subject) const {
  return !field.options.secret && parts(record.name, Action::read, subject).holds(field.options.part);
}

bool Access::may_write(const RecordDesc& record, const FieldDesc& field, const Subject& subject) const {
  if (field.options.secret || field.options.system || &field < record.fields.data() + 2) return false;
  return parts(record.name, Action::write, subject).holds(field.options.part);
}

Findings Access::check_write(const RecordDesc& record, const Row& before, const Row& after,
                             const Subject& subject, std::string_view pointer) const {
  Findings findings;
  const auto open = parts(record.name, before.empty() ? Action::create : Action::write, subject);
  const Value nothing;
  for (std::size_t i = 2; i < record.fields.size(); ++i) {
    const auto& field = record.fields[i];
    if ((before.empty() ? nothing : before[i]) == after[i]) continue;
    const bool closed = field.options.secret || field.options.system || !open.holds(field.options.part);
    if (!closed) continue;
    findings.push_back({"permission.field", Severity::error,
                        fmt::format("“{}”不能修改“{}”", enum_label(viewer_.role), field.label()),
                        fmt::format("{}/{}", pointer, field.name), ""});
  }
  return findings;
}

Result<Subject> Access::subject_of(store::Store& store, const RecordDesc& record, const Row& row) {
  Subject subject;
  const auto region = Region::of(id_in(row[0]));
  if (!region) return pass(region);
  subject.region = *region;
  const auto unit = follow(store, *region, record, row, "unit");
  if (!unit) return pass(unit);
  if (*unit != 0) subject.unit = UnitId{*unit};
  const auto project = follow(store, *region, record, row, "project");
  if (!project) return pass(project);
  if (*project != 0) subject.project = ProjectId{*project};
  const auto state = record.index_of("state");
  if (state < record.fields.size()) {
    if (const auto* code = std::get_if<std::string>(&row[state])) subject.state = *code;
  }
  return subject;
}

void write_visible(JsonWriter& writer, const Access& access, const RecordDesc& record, const Row& row,
                   const Subject& subject) {
  const auto open = access.parts(record.name, Action::read, subject);
  writer.begin_object();
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    const auto& field = record.fields[i];
    if (field.options.secret || !open.holds(field.options.part)) continue;
    writer.key(field.name);
    write_value(writer, field, row[i]);
  }
  writer.end_object();
}

}  // namespace jiheng::app
