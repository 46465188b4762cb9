#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/goal_form.h"
#include "base/json_writer.h"

namespace jiheng::app {
namespace {

std::string wan(const std::optional<Money>& amount) {
  return amount ? amount->to_wan_display() + " 万元" : std::string();
}

/// What people compare of a row.
std::vector<std::pair<std::string, std::string>> row_cells(const GoalRow& row) {
  return {{"level", row.level1 + "·" + row.level2},
          {"op", row.op ? std::string(enum_label(*row.op)) : std::string()},
          {"target", row.target},
          {"target_medium", row.target_medium},
          {"unit", row.unit},
          {"weight", row.weight ? row.weight->to_short() : std::string()},
          {"core", row.core ? "★" : ""},
          {"basis", row.basis}};
}

constexpr std::pair<std::string_view, std::string_view> kCellLabels[] = {
    {"level", "级次"},    {"op", "性质"},     {"target", "年度指标值"}, {"target_medium", "中期指标值"},
    {"unit", "计量单位"}, {"weight", "分值"}, {"core", "核心指标"},     {"basis", "设定依据"}};

std::string_view cell_label(std::string_view name) {
  for (const auto& [cell, label] : kCellLabels) {
    if (cell == name) return label;
  }
  return name;
}

std::string whole_row(const GoalRow& row) {
  return fmt::format("{}{}{}{}", row.op ? enum_label(*row.op) : "", row.target, row.unit,
                     row.weight ? fmt::format("（{} 分）", row.weight->to_short()) : "");
}

std::string whole_task(const TaskRow& row) {
  return fmt::format("{}{}", row.content, row.total ? fmt::format("（{}）", wan(row.total)) : "");
}

class Comparison {
 public:
  void add(std::string field, std::string label, std::string before, std::string after) {
    if (before != after)
      changes_.push_back({std::move(field), std::move(label), std::move(before), std::move(after)});
  }

  void money(const GoalForm& before, const GoalForm& after) {
    std::map<std::pair<FundType, FundTag>, std::pair<std::optional<Money>, std::optional<Money>>> lines;
    for (const auto& line : before.lines) lines[{line.fund_type, line.fund_tag}].first = line.amount;
    for (const auto& line : after.lines) lines[{line.fund_type, line.fund_tag}].second = line.amount;
    for (const auto& [kind, amounts] : lines) {
      const auto tag =
          kind.second == FundTag::none ? std::string() : fmt::format("·{}", enum_label(kind.second));
      add(fmt::format("money.lines/{}/{}", enum_code(kind.first), enum_code(kind.second)),
          fmt::format("{}{}", enum_label(kind.first), tag), wan(amounts.first), wan(amounts.second));
    }
    for (const auto& field : form_amounts(after.kind))
      add(fmt::format("money.{}", field.name), std::string(field.label), wan(before.*field.member),
          wan(after.*field.member));
  }

  /// Tasks are the same by number.
  void tasks(const GoalForm& before, const GoalForm& after) {
    const auto find = [](const GoalForm& form, std::int64_t number) -> const TaskRow* {
      const auto found = std::ranges::find(form.tasks, number, &TaskRow::number);
      return found == form.tasks.end() ? nullptr : &*found;
    };
    for (const auto& row : after.tasks) {
      const auto field = fmt::format("tasks/{}", row.number);
      const auto* old = find(before, row.number);
      if (old == nullptr) {
        add(field, fmt::format("新增任务“{}”", row.task), "", whole_task(row));
        continue;
      }
      add(field + "/task", "任务名称", old->task, row.task);
      add(field + "/content", fmt::format("“{}”的主要内容", row.task), old->content, row.content);
      add(field + "/total", fmt::format("“{}”的预算总额", row.task), wan(old->total), wan(row.total));
      add(field + "/fiscal", fmt::format("“{}”的财政拨款", row.task), wan(old->fiscal), wan(row.fiscal));
      add(field + "/other", fmt::format("“{}”的其他资金", row.task), wan(old->other), wan(row.other));
    }
    for (const auto& row : before.tasks) {
      if (find(after, row.number) == nullptr)
        add(fmt::format("tasks/{}", row.number), fmt::format("删除任务“{}”", row.task), whole_task(row), "");
    }
  }

  /// Rows are the same by id, else by name.
  void rows(const GoalForm& before, const GoalForm& after) {
    std::vector<const GoalRow*> gone;
    for (const auto& row : before.rows) gone.push_back(&row);
    for (const auto& row : after.rows) {
      const auto same = std::ranges::find_if(gone, [&](const GoalRow* old) {
        return row.id != 0 && old->id != 0 ? old->id == row.id : old->name == row.name;
      });
      if (same == gone.end()) {
        add(fmt::format("indicators/{}", row.name), fmt::format("新增指标“{}”", row.name), "",
            whole_row(row));
        continue;
      }
      row_changes(**same, row);
      gone.erase(same);
    }
    for (const auto* row : gone)
      add(fmt::format("indicators/{}", row->name), fmt::format("删除指标“{}”", row->name), whole_row(*row),
          "");
  }

  std::vector<FormChange> take() { return std::move(changes_); }

 private:
  void row_changes(const GoalRow& before, const GoalRow& after) {
    add(fmt::format("indicators/{}/name", after.name), "三级指标", before.name, after.name);
    const auto was = row_cells(before);
    const auto is = row_cells(after);
    for (std::size_t i = 0; i < was.size(); ++i)
      add(fmt::format("indicators/{}/{}", after.name, was[i].first),
          fmt::format("“{}”的{}", after.name, cell_label(was[i].first)), was[i].second, is[i].second);
  }

  std::vector<FormChange> changes_;
};

}  // namespace

std::vector<FormChange> form_changes(const GoalForm& before, const GoalForm& after) {
  Comparison comparison;
  for (const auto& field : form_texts(after.kind))
    comparison.add(fmt::format("{}.{}", field.section, field.name), std::string(field.label),
                   before.*field.member, after.*field.member);
  comparison.money(before, after);
  comparison.tasks(before, after);
  comparison.rows(before, after);
  return comparison.take();
}

std::string changes_json(const std::vector<FormChange>& changes) {
  JsonWriter writer;
  writer.begin_list();
  for (const auto& change : changes) {
    writer.begin_object().member("field", change.field).member("label", change.label);
    writer.member("before", change.before).member("after", change.after).end_object();
  }
  writer.end_list();
  return writer.take();
}

std::vector<FormChange> changes_of_json(std::string_view json) {
  std::vector<FormChange> changes;
  const auto tree = parse_json(json, "changes");
  if (!tree) return changes;
  for (const auto& item : tree->items)
    changes.push_back({std::string(item.text_of("field")), std::string(item.text_of("label")),
                       std::string(item.text_of("before")), std::string(item.text_of("after"))});
  return changes;
}

}  // namespace jiheng::app
