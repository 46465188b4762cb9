#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_table.h"
#include "law/book.h"
#include "model/role.h"
#include "schema/field.h"

namespace jiheng::law {

/// What can be done to a thing.
enum class Action { read, list, create, write, step, export_, print };

inline constexpr std::array kActionTable{
    EnumRow<Action>{Action::read, "read", "查看"},     EnumRow<Action>{Action::list, "list", "列表"},
    EnumRow<Action>{Action::create, "create", "新建"}, EnumRow<Action>{Action::write, "write", "修改"},
    EnumRow<Action>{Action::step, "step", "办理"},     EnumRow<Action>{Action::export_, "export", "导出"},
    EnumRow<Action>{Action::print, "print", "打印"},
};
constexpr const auto& enum_table(Action) { return kActionTable; }

/// How far a permission reaches. A role never reaches further than its own scope (model/role.h).
using PermissionScope = RoleScope;

/// Whose part of a form it is about.
enum class PartScope { all, finance, project };

inline constexpr std::array kPartScopeTable{
    EnumRow<PartScope>{PartScope::all, "all", "全部字段"},
    EnumRow<PartScope>{PartScope::finance, "finance", "财务填写的字段"},
    EnumRow<PartScope>{PartScope::project, "project", "业务填写的字段"},
};
constexpr const auto& enum_table(PartScope) { return kPartScopeTable; }

/// These roles may do these things as far as `scope`, in these states, to these fields.
struct PermissionRow {
  std::vector<Role> roles;
  std::vector<Action> actions;
  PermissionScope scope = PermissionScope::none;
  std::vector<std::string> states;  ///< codes of the record's state; empty: in every state
  PartScope fields = PartScope::all;
};

/// A file of law/parameters/permissions: who may do what to one kind of thing. What no row allows is refused.
struct Permission {
  std::string resource;  ///< the id after "permission.": "goal"
  std::string label;     ///< 绩效目标
  bool business = true;  ///< business data: the three administrators never see it
  std::vector<PermissionRow> rows;
};

/// The whole matrix as it is in force at a place and a day, by resource.
std::vector<Permission> permissions(const Book& book, Region place, Date as_of);

/// The check of law/parameters/permissions: known keys, roles, actions, scopes no wider than the role's own,
/// no row twice.
void check_permissions(const Book& book, const Document& document, Findings& findings);

}  // namespace jiheng::law
