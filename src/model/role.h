#pragma once

#include <array>

#include "base/enum_table.h"

namespace jiheng {

/// What somebody may be in the budget performance work of a place (design §7). Grants, processes and
/// permissions name roles by code.
enum class Role {
  performance_officer,
  budget_section,
  finance_leader,
  department_reviewer,
  unit_finance,
  unit_project,
  unit_leader,
  agency_user,
  expert,
  auditor,
  system_admin,
  security_admin,
  audit_admin,
  everybody,
};

inline constexpr std::array kRoleTable{
    EnumRow<Role>{Role::performance_officer, "performance_officer", "绩效专干"},
    EnumRow<Role>{Role::budget_section, "budget_section", "预算股"},
    EnumRow<Role>{Role::finance_leader, "finance_leader", "财政局领导"},
    EnumRow<Role>{Role::department_reviewer, "department_reviewer", "主管部门审核"},
    EnumRow<Role>{Role::unit_finance, "unit_finance", "单位财务"},
    EnumRow<Role>{Role::unit_project, "unit_project", "单位项目经办"},
    EnumRow<Role>{Role::unit_leader, "unit_leader", "单位负责人"},
    EnumRow<Role>{Role::agency_user, "agency_user", "机构用户"},
    EnumRow<Role>{Role::expert, "expert", "专家"},
    EnumRow<Role>{Role::auditor, "auditor", "审计监督"},
    EnumRow<Role>{Role::system_admin, "system_admin", "系统管理员"},
    EnumRow<Role>{Role::security_admin, "security_admin", "安全管理员"},
    EnumRow<Role>{Role::audit_admin, "audit_admin", "审计管理员"},
    EnumRow<Role>{Role::everybody, "public", "公众"},
};
constexpr const auto& enum_table(Role) { return kRoleTable; }

/// How far a role's word reaches.
enum class RoleScope { none, unit, department, place };

inline constexpr std::array kRoleScopeTable{
    EnumRow<RoleScope>{RoleScope::none, "none", "不涉及业务数据"},
    EnumRow<RoleScope>{RoleScope::unit, "unit", "本单位"},
    EnumRow<RoleScope>{RoleScope::department, "department", "本部门及所属单位"},
    EnumRow<RoleScope>{RoleScope::place, "place", "本地区"},
};
constexpr const auto& enum_table(RoleScope) { return kRoleScopeTable; }

/// 三员 touch no business data; finance and audit see the place, a department itself and its units.
constexpr RoleScope scope_of(Role role) {
  switch (role) {
    case Role::performance_officer:
    case Role::budget_section:
    case Role::finance_leader:
    case Role::auditor: return RoleScope::place;
    case Role::department_reviewer: return RoleScope::department;
    case Role::unit_finance:
    case Role::unit_project:
    case Role::unit_leader: return RoleScope::unit;
    case Role::agency_user:
    case Role::expert:
    case Role::system_admin:
    case Role::security_admin:
    case Role::audit_admin:
    case Role::everybody: return RoleScope::none;
  }
  return RoleScope::none;
}

}  // namespace jiheng
