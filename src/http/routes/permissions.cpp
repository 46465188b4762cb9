#include "base/json_writer.h"
#include "http/answers.h"
#include "http/routes/resources.h"
#include "law/permission.h"

namespace jiheng::http {
namespace {

void write_role(JsonWriter& writer, const EnumRow<Role>& role) {
  writer.begin_object().member("code", role.code).member("label", role.label);
  writer.member("scope", enum_code(scope_of(role.value)));
  writer.key("needs_unit").boolean(needs_unit(role.value)).end_object();
}

Response list_roles(const Context& /*context*/, const Request& /*request*/) {
  JsonWriter rows;
  std::int64_t total = 0;
  rows.begin_list();
  for (const auto& role : enum_table(Role{})) {
    if (!is_grantable(role.value)) continue;
    write_role(rows, role);
    ++total;
  }
  rows.end_list();
  return json_answer("{\"total\":" + std::to_string(total) + ",\"rows\":" + rows.take() + ",\"next\":null}");
}

void write_cell(JsonWriter& writer, const law::Permission& permission, const law::PermissionRow& row,
                Role role, law::Action action) {
  writer.begin_object().member("role", enum_code(role)).member("resource", permission.resource);
  writer.member("action", enum_code(action)).member("action_label", enum_label(action));
  writer.member("scope", enum_code(row.scope)).member("scope_label", enum_label(row.scope));
  writer.key("states").begin_list();
  for (const auto& state : row.states) writer.string(state);
  writer.end_list().key("parts").begin_list();
  if (row.fields != law::PartScope::project) writer.string("finance");
  if (row.fields != law::PartScope::finance) writer.string("project");
  writer.end_list().end_object();
}

Response get_permissions(const Context& context, const Request& /*request*/) {
  JsonWriter writer;
  writer.begin_object().key("roles").begin_list();
  for (const auto& role : enum_table(Role{})) write_role(writer, role);
  writer.end_list().key("resources").begin_list();
  for (const auto& permission : context.access->matrix()) {
    writer.begin_object().member("code", permission.resource).member("label", permission.label);
    writer.key("business").boolean(permission.business).key("rows").begin_list();
    for (const auto& row : permission.rows) {
      for (const auto role : row.roles) {
        for (const auto action : row.actions) write_cell(writer, permission, row, role, action);
      }
    }
    writer.end_list().end_object();
  }
  return json_answer(writer.end_list().end_object().take());
}

constexpr Route kPermissionsRoutes[] = {
    {"GET",
     "/api/v1/permissions",
     "getPermissions",
     "权限表",
     Permission("permission", law::Action::read),
     {},
     "",
     "PermissionMatrix",
     {},
     get_permissions},
    {"GET", "/api/v1/roles", "listRoles", "可以授予的角色", kOwn, {}, "", "RoleList", {}, list_roles},
};

}  // namespace

std::span<const Route> permissions_routes() { return kPermissionsRoutes; }

}  // namespace jiheng::http
