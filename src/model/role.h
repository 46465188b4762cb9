#pragma once

#include <array>
#include <string_view>

#include "base/enum_table.h"

namespace jiheng {

/// What somebody does in the cycle (design §7). Codes are those of law/processes and
/// law/parameters/permissions.
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
  everybody,  ///< 公众: who is not logged in
  open,       ///< whoever sits at the machine while the data folder has no users
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
    EnumRow<Role>{Role::open, "open", "本机使用者（未设用户）"},
};
constexpr const auto& enum_table(Role) { return kRoleTable; }

/// How far a role can reach at most.
enum class RoleScope {
  place,       ///< 财政、审计: the whole jurisdiction
  department,  ///< 主管部门: it and all its units
  unit,        ///< 单位
  assigned,    ///< 机构、专家: what was given to them
  none,        ///< 三员: no business data
};

inline constexpr std::array kRoleScopeTable{
    EnumRow<RoleScope>{RoleScope::place, "place", "本地区"},
    EnumRow<RoleScope>{RoleScope::department, "department", "本部门及所属单位"},
    EnumRow<RoleScope>{RoleScope::unit, "unit", "本单位"},
    EnumRow<RoleScope>{RoleScope::assigned, "assigned", "分派给本人的"},
    EnumRow<RoleScope>{RoleScope::none, "none", "无业务数据"},
};
constexpr const auto& enum_table(RoleScope) { return kRoleScopeTable; }

constexpr RoleScope scope_of(Role role) {
  switch (role) {
    case Role::performance_officer:
    case Role::budget_section:
    case Role::finance_leader:
    case Role::auditor:
    case Role::open: return RoleScope::place;
    case Role::department_reviewer: return RoleScope::department;
    case Role::unit_finance:
    case Role::unit_project:
    case Role::unit_leader: return RoleScope::unit;
    case Role::agency_user:
    case Role::expert: return RoleScope::assigned;
    case Role::system_admin:
    case Role::security_admin:
    case Role::audit_admin:
    case Role::everybody: return RoleScope::none;
  }
  return RoleScope::none;
}

/// 三员: the three that no one holds two of, and that hold nothing else (domain §12).
constexpr bool is_administrator(Role role) {
  return role == Role::system_admin || role == Role::security_admin || role == Role::audit_admin;
}

/// Whether people can be given it; the public and the open folder are states, not roles.
constexpr bool is_grantable(Role role) { return role != Role::everybody && role != Role::open; }

/// Whether a grant of it must name a unit.
constexpr bool needs_unit(Role role) {
  return scope_of(role) == RoleScope::department || scope_of(role) == RoleScope::unit;
}

}  // namespace jiheng
