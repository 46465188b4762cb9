#include "app/owing.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/department_goal_list.h"
#include "app/unit_tree.h"
#include "law/parameter.h"

namespace jiheng::app {

void Owing::add(const Unit& unit, std::string name, std::string title) {
  auto& missing = units_[unit.code];
  missing.code = unit.code;
  missing.name = std::move(name);
  missing.department = unit.department_code;
  missing.projects.push_back(std::move(title));
  ++owed_;
}

Result<void> Owing::add_not_begun(Workspace& workspace, const Access& access) {
  const auto& viewer = access.viewer();
  const auto heads = list_department_heads(workspace, access, viewer.year);
  if (!heads) return pass(heads);
  const auto tree = UnitTree::load(workspace.store(), viewer.place);
  if (!tree) return pass(tree);
  for (const auto& head : *heads) {
    const auto* office = tree->find(head.office);
    if (head.goal || office == nullptr) continue;
    add(*office, head.office_name, fmt::format("{}部门整体支出（还没有开始）", head.name));
  }
  if (due) return {};
  const auto day = beijing_date(workspace.clock().now_ms());
  const auto text = law::text_parameter(workspace.book(), "goal.declaration-due", viewer.place, day);
  if (!text) return {};
  if (const auto said = Date::parse(fmt::format("{}-{}", viewer.year.value() - 1, *text))) due = *said;
  return {};
}

MissingList Owing::list(std::string_view what, Date today) {
  MissingList list;
  if (units_.empty()) {
    list.text = fmt::format("【{}】都已送审。\n", what);
    return list;
  }
  list.text = fmt::format("【{}】截至 {}，还有 {} 个单位 {} 份没有送审{}：\n", what, today.to_chinese(),
                          units_.size(), owed_, due ? fmt::format("（期限 {}）", due->to_chinese()) : "");
  int number = 0;
  for (auto& [code, unit] : units_) {
    std::ranges::sort(unit.projects);
    list.text += fmt::format("{}. {}（{} 份）：", ++number, unit.name, unit.projects.size());
    for (std::size_t i = 0; i < unit.projects.size(); ++i)
      list.text += fmt::format("{}{}", i == 0 ? "" : "、", unit.projects[i]);
    list.text += "\n";
    list.units.push_back(std::move(unit));
  }
  list.text += "请尽快补齐并送审。\n";
  return list;
}

}  // namespace jiheng::app
