#include "app/goal_workbook_merge.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/clock.h"

namespace jiheng::app {
namespace {

std::string shown(const std::string& text) { return text; }
std::string shown(const std::optional<Money>& amount) {
  return amount ? amount->to_wan_display() + " 万元" : std::string();
}
std::string shown(const std::optional<Score>& weight) { return weight ? weight->to_short() : std::string(); }
std::string shown(const std::optional<Operator>& op) {
  return op ? std::string(enum_label(*op)) : std::string();
}
std::string shown(bool core) { return core ? "★" : ""; }

bool same(const std::string& one, const std::string& other) {
  return as_in_a_cell(one) == as_in_a_cell(other);  // blanks at the ends are lost on the way
}
template <class T>
bool same(const T& one, const T& other) {
  return one == other;
}

template <class Rows, class Key, class Member>
auto* find_row(Rows& rows, const Key& key, Member member) {
  const auto found = std::ranges::find(rows, key, member);
  return found == rows.end() ? nullptr : &*found;
}

/// Where the fields of one kind of form stand in the database, for the audit trail.
struct Columns {
  std::string_view head;
  std::string_view row;
};
constexpr Columns kProjectColumns{"goal", "indicator"};
constexpr Columns kDepartmentColumns{"department_goal", "department_goal_indicator"};

bool same_row(const GoalRow& one, const GoalRow& other) {
  return same(one.name, other.name) && same(one.level1, other.level1) && same(one.level2, other.level2) &&
         one.op == other.op && same(one.target, other.target) &&
         same(one.target_medium, other.target_medium) && same(one.unit, other.unit) &&
         one.weight == other.weight && one.core == other.core;
}

class Merge {
 public:
  Merge(const GoalFile& file, const GoalForm& taken, GoalForm sheet, const io::FormData& data,
        const LaterEdits& edits, ClashChoice choice)
      : file_(file),
        web_(file.form),
        base_(taken),
        data_(data),
        edits_(edits),
        choice_(choice),
        columns_(file.kind == FormKind::department ? kDepartmentColumns : kProjectColumns) {
    merged_.form = std::move(sheet);
  }

  MergedForm take() {
    texts();
    money();
    tasks();
    rows();
    return std::move(merged_);
  }

 private:
  /// A field: in which section, what it is called, in which column of which row of the database it stands,
  /// and where in the sheet.
  struct At {
    std::string_view section;
    std::string label;
    std::string_view record;
    std::int64_t id = 0;
    std::string_view column;
    std::string where;
  };

  const LaterEdits::Edit* edit_of(const At& at) const {
    if (const auto* version = file_.adjusting(); version != nullptr)
      return edits_.find("goal_version", version->id.value, "content");
    return edits_.find(at.record, at.id, at.column);
  }

  /// Notes what became of a field; whether the browser's value stays.
  bool web_stays(const At& at, bool clash, std::string taken, std::string web, std::string sheet) {
    const auto* edit = edit_of(at);
    if (edit != nullptr && edit->own_sheets) return false;
    const auto by =
        edit == nullptr ? std::string() : fmt::format("{} {}", edit->who, beijing_minute(edit->at_ms));
    merged_.changes.push_back({std::string(at.section), at.label, std::move(taken), std::move(web),
                               std::move(sheet), at.where.empty() ? data_.sheet : at.where, clash, by});
    return !clash || choice_ != ClashChoice::sheet;
  }

  template <class T>
  void pick(const At& at, const T& base, const T& web, T& out) {
    if (same(out, web) || same(base, web)) return;
    if (web_stays(at, !same(out, base), shown(base), shown(web), shown(out))) out = web;
  }

  void texts() {
    for (const auto& field : form_texts(web_.kind)) {
      const auto column = layout_name(field.name);
      pick(At{field.section, std::string(field.label), columns_.head, file_.goal.id.value, column,
              data_.place(column)},
           base_.*field.member, web_.*field.member, merged_.form.*field.member);
    }
  }

  static std::optional<Money> line_of(const GoalForm& form, const MoneyLine& kind) {
    for (const auto& line : form.lines) {
      if (line.fund_type == kind.fund_type && line.fund_tag == kind.fund_tag) return line.amount;
    }
    return std::nullopt;
  }
  static void set_line(GoalForm& form, const MoneyLine& kind, std::optional<Money> amount) {
    std::erase_if(form.lines, [&](const MoneyLine& line) {
      return !amount && line.fund_type == kind.fund_type && line.fund_tag == kind.fund_tag;
    });
    if (!amount) return;
    for (auto& line : form.lines) {
      if (line.fund_type == kind.fund_type && line.fund_tag == kind.fund_tag) {
        line.amount = *amount;
        return;
      }
    }
    form.lines.push_back({kind.fund_type, kind.fund_tag, *amount});
  }

  void money() {
    const auto at = [&](std::string label, std::string where) {
      return At{"money", std::move(label), columns_.head, file_.goal.id.value, "declared", std::move(where)};
    };
    for (const auto& field : form_amounts(web_.kind))
      pick(at(std::string(field.label), data_.place(field.name)), base_.*field.member, web_.*field.member,
           merged_.form.*field.member);
    std::vector<MoneyLine> kinds;
    for (const auto* form : {&base_, &web_}) {
      for (const auto& line : form->lines) {
        if (!std::ranges::any_of(kinds, [&](const MoneyLine& one) {
              return one.fund_type == line.fund_type && one.fund_tag == line.fund_tag;
            }))
          kinds.push_back(line);
      }
    }
    for (const auto& kind : kinds) {
      auto amount = line_of(merged_.form, kind);
      pick(at(std::string(enum_label(kind.fund_type)),
              data_.place(fmt::format("fund_{}", enum_code(kind.fund_type)))),
           line_of(base_, kind), line_of(web_, kind), amount);
      set_line(merged_.form, kind, amount);
    }
  }

  /// Tasks that are in the sheet and were taken away in the browser, and those that came there.
  void tasks() {
    auto& tasks = merged_.form.tasks;
    for (const auto& base : base_.tasks) {
      const auto* web = find_row(web_.tasks, base.number, &TaskRow::number);
      if (web != nullptr) continue;
      auto* sheet = find_row(tasks, base.task, &TaskRow::task);
      if (sheet == nullptr || find_row(web_.tasks, sheet->number, &TaskRow::number) != nullptr) continue;
      // The business hand's sheet brings no amounts.
      const bool clash = !same(sheet->content, base.content) || (sheet->total && sheet->total != base.total);
      if (web_stays(task_at(fmt::format("任务“{}”", base.task), "*", base), clash, base.content, "删除",
                    sheet->content))
        tasks.erase(tasks.begin() + (sheet - tasks.data()));
    }
    for (const auto& web : web_.tasks) task_cells(web);
    std::ranges::sort(tasks, {}, &TaskRow::number);
  }

  /// A field of a task, with the cell of the line that has its name.
  At task_at(std::string label, std::string_view column, const TaskRow& task) const {
    const auto* stored = find_row(file_.tasks, task.number, &DepartmentGoalTask::number);
    std::size_t line = 0;
    if (const auto table = data_.tables.find("tasks"); table != data_.tables.end()) {
      const auto named = std::ranges::find_if(table->second, [&](const io::FormLine& one) {
        const auto name = one.find("task");
        return name != one.end() && same(name->second.text, task.task);
      });
      line = static_cast<std::size_t>(named - table->second.begin());
    }
    return {"tasks",
            std::move(label),
            "department_goal_task",
            stored == nullptr ? 0 : stored->id.value,
            column,
            data_.place("tasks", line, column == "*" ? "task" : column)};
  }

  void task_cells(const TaskRow& web) {
    auto& tasks = merged_.form.tasks;
    const auto* base = find_row(base_.tasks, web.number, &TaskRow::number);
    auto* sheet = find_row(tasks, web.number, &TaskRow::number);
    static const TaskRow kNone;
    if (sheet == nullptr) {
      const bool changed = base == nullptr || !(*base == web);
      if (changed && web_stays(task_at(fmt::format("任务“{}”", web.task), "*", web), base != nullptr, "",
                               web.task, "删除"))
        tasks.push_back(web);
      return;
    }
    const TaskRow& before = base == nullptr ? kNone : *base;
    const TaskRow named = *sheet;
    pick(task_at("任务名称", "task", named), before.task, web.task, sheet->task);
    pick(task_at(fmt::format("“{}”的主要内容", web.task), "content", named), before.content, web.content,
         sheet->content);
    auto money = [&](std::string_view what, std::string_view column, std::optional<Money> TaskRow::* member) {
      auto place = task_at(fmt::format("“{}”的{}", web.task, what), column, named);
      place.section = "money";
      pick(place, before.*member, web.*member, sheet->*member);
    };
    money("预算总额", "total", &TaskRow::total);
    money("财政拨款", "fiscal", &TaskRow::fiscal);
    money("其他资金", "other", &TaskRow::other);
  }

  At row_at(const GoalRow& row, std::string what, std::string_view column, std::size_t line) const {
    return {"indicators",
            what.empty() ? fmt::format("指标“{}”", row.name) : fmt::format("“{}”的{}", row.name, what),
            columns_.row,
            row.id,
            column,
            data_.place("indicators", line, column == "*" ? "name" : column)};
  }

  /// Rows are the same by id; what the sheet has without one is new, or was taken away in the browser.
  void rows() {
    auto& rows = merged_.form.rows;
    std::vector<GoalRow> kept;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (row_goes(rows[i], i)) continue;
      kept.push_back(rows[i]);
    }
    for (const auto& web : web_.rows) {
      const auto* base = web.id == 0 ? nullptr : find_row(base_.rows, web.id, &GoalRow::id);
      if (web.id == 0 || find_row(kept, web.id, &GoalRow::id) != nullptr) continue;
      const bool changed = base == nullptr || !same_row(*base, web);
      if (changed && web_stays(row_at(web, {}, "*", rows.size()), base != nullptr,
                               base == nullptr ? "" : base->name, web.name, "删除"))
        kept.push_back(web);
    }
    rows = std::move(kept);
  }

  /// Merges the cells of a row of the sheet; whether the row goes because it went in the browser.
  bool row_goes(GoalRow& sheet, std::size_t line) {
    const auto* web = sheet.id == 0 ? nullptr : find_row(web_.rows, sheet.id, &GoalRow::id);
    if (web != nullptr) {
      row_cells(*web, sheet, line);
      return false;
    }
    for (const auto& base : base_.rows) {
      if (base.id == 0 || !same(base.name, sheet.name) || !same(base.level2, sheet.level2) ||
          find_row(web_.rows, base.id, &GoalRow::id) != nullptr)
        continue;
      return web_stays(row_at(base, {}, "*", line), !same_row(base, sheet), base.name, "删除", sheet.name);
    }
    return false;
  }

  void row_cells(const GoalRow& web, GoalRow& sheet, std::size_t line) {
    static const GoalRow kNone;
    const auto* found = find_row(base_.rows, web.id, &GoalRow::id);
    const GoalRow& base = found == nullptr ? kNone : *found;
    const auto cell = [&](std::string what, std::string_view column, auto member) {
      pick(row_at(web, std::move(what), column, line), base.*member, web.*member, sheet.*member);
    };
    cell("三级指标", "name", &GoalRow::name);
    cell("一级指标", "level1", &GoalRow::level1);
    cell("二级指标", "level2", &GoalRow::level2);
    cell("性质", "op", &GoalRow::op);
    cell("年度指标值", "target", &GoalRow::target);
    cell("中期指标值", "target_medium", &GoalRow::target_medium);
    cell("计量单位", "unit", &GoalRow::unit);
    cell("分值", "weight", &GoalRow::weight);
    cell("核心指标", "core", &GoalRow::core);
  }

  const GoalFile& file_;
  const GoalForm& web_;
  const GoalForm& base_;
  const io::FormData& data_;
  const LaterEdits& edits_;
  ClashChoice choice_;
  Columns columns_;
  MergedForm merged_;
};

std::string quoted(const std::string& text) { return text.empty() ? "（空）" : fmt::format("“{}”", text); }

}  // namespace

MergedForm merge_sheet(const GoalFile& file, const GoalForm& taken, GoalForm sheet, const io::FormData& data,
                       const LaterEdits& edits, ClashChoice choice) {
  return Merge(file, taken, std::move(sheet), data, edits, choice).take();
}

Finding told(const LaterChange& change, ClashChoice choice) {
  auto message = fmt::format("{}：取出以后网上{}由{}改为{}", change.label,
                             change.by.empty() ? std::string() : fmt::format("（{}）", change.by),
                             quoted(change.taken), quoted(change.web));
  if (!change.clash)
    return {"workbook.later_typing", Severity::warning, message + "，表里还是原来的，没有动网上的",
            change.where, ""};
  message += fmt::format("，表里是{}", quoted(change.sheet));
  if (choice == ClashChoice::web)
    return {"workbook.clash", Severity::warning, message + "；按选定的，保留网上的", change.where, ""};
  if (choice == ClashChoice::sheet)
    return {"workbook.clash", Severity::warning, message + "；按选定的，用表里的", change.where, ""};
  return {"workbook.clash", Severity::error, std::move(message), change.where,
          "两边都改过：选定以网上的为准还是以表里的为准，或把表里改成和网上一样"};
}

}  // namespace jiheng::app
