#include <fmt/format.h>

#include <algorithm>

#include "app/goal_workbook_form.h"
#include "base/json_writer.h"

namespace jiheng::app {
namespace {

constexpr std::string_view kTaskTable = "tasks";

struct TaskColumn {
  std::string_view column;
  std::optional<Money> TaskRow::* member;
};
constexpr TaskColumn kTaskAmounts[] = {
    {"total", &TaskRow::total}, {"fiscal", &TaskRow::fiscal}, {"other", &TaskRow::other}};

/// Reads a department's table of tasks over the tasks there are. Names belong to one hand and amounts to the
/// other, so the table makes two sections.
class TasksSaid {
 public:
  TasksSaid(const io::FormData& data, const GoalForm& before, bool new_tasks)
      : data_(data), before_(before), new_tasks_(new_tasks) {
    const auto table = data.tables.find(kTaskTable);
    if (table != data.tables.end()) lines_ = &table->second;
  }

  std::vector<SectionSaid> read() {
    if (lines_ == nullptr || !data_.table_places.contains(kTaskTable)) return {};  // the reader has told
    SectionSaid tasks{"tasks", {}, {{"", place(lines_->size(), "task")}}, {}};
    if (lines_->empty()) {
      if (before_.tasks.empty()) return {};
      tasks.findings.push_back({"workbook.no_rows", Severity::warning,
                                fmt::format("任务表没有填，系统里的 {} 项没有动", before_.tasks.size()),
                                tasks.where[""], "要删除任务，请在网页里删"});
      return {std::move(tasks)};
    }
    number_lines();
    names(tasks);
    SectionSaid money{"money", {}, {{"", place(lines_->size(), "total")}}, {}};
    amounts(money);
    check_sums(money);
    return {std::move(tasks), std::move(money)};
  }

 private:
  std::string place(std::size_t line, std::string_view column) const {
    return data_.place(kTaskTable, line, column);
  }
  bool asks_for(std::string_view column) const {
    return data_.table_places.find(kTaskTable)->second.columns.contains(column);
  }
  std::string cell(std::size_t line, std::string_view column) const {
    const auto found = (*lines_)[line].find(column);
    return found == (*lines_)[line].end() ? std::string() : as_in_a_cell(found->second.text);
  }
  std::optional<Money> amount(std::size_t line, std::string_view column) const {
    return amount_in(cell(line, column));
  }
  static std::optional<Money> amount_in(std::string_view text) {
    if (text.empty()) return std::nullopt;
    const auto money = Money::parse(text, MoneyUnit::wan);
    return money ? std::optional(*money) : std::nullopt;  // the reader has told what is none
  }

  /// Tasks are known by their names; one that was renamed by its content, or by an amount that stayed. What
  /// is new gets the next number.
  void number_lines() {
    stored_.assign(lines_->size(), nullptr);
    std::vector<const TaskRow*> left;
    for (const auto& row : before_.tasks) left.push_back(&row);
    const auto pair_up = [&](const auto& same) {
      for (std::size_t i = 0; i < lines_->size(); ++i) {
        if (stored_[i] != nullptr) continue;
        const auto found = std::ranges::find_if(left, [&](const TaskRow* row) { return same(i, *row); });
        if (found == left.end()) continue;
        stored_[i] = *found;
        left.erase(found);
      }
    };
    pair_up([&](std::size_t i, const TaskRow& row) { return cell(i, "task") == as_in_a_cell(row.task); });
    pair_up([&](std::size_t i, const TaskRow& row) {
      return !row.content.empty() && cell(i, "content") == as_in_a_cell(row.content);
    });
    pair_up([&](std::size_t i, const TaskRow& row) { return row.total && amount(i, "total") == row.total; });
    std::int64_t next = 1;
    for (const auto& row : before_.tasks) next = std::max(next, row.number + 1);
    for (const auto* row : stored_) numbers_.push_back(row == nullptr ? next++ : row->number);
  }

  void names(SectionSaid& said) const {
    JsonWriter writer;
    writer.begin_object().key("fields").begin_object().key("tasks").begin_list();
    for (std::size_t i = 0; i < lines_->size(); ++i) {
      const TaskRow* row = stored_[i];
      const auto pointer = fmt::format("/fields/tasks/{}", i);
      // What only lost its blanks on the way is what it was.
      const auto text = [&](std::string_view column, const std::string* stored) {
        const auto told = cell(i, column);
        writer.member(column, stored != nullptr && as_in_a_cell(*stored) == told ? *stored : told);
        said.where[fmt::format("{}/{}", pointer, column)] = place(i, column);
      };
      said.where[pointer] = place(i, "task");
      writer.begin_object().member("number", numbers_[i]);
      text("task", row == nullptr ? nullptr : &row->task);
      text("content", row == nullptr ? nullptr : &row->content);
      writer.end_object();
    }
    said.json = writer.end_list().end_object().end_object().take();
  }

  bool has_money(std::size_t line) const {
    return std::ranges::any_of(kTaskAmounts,
                               [&](const TaskColumn& one) { return amount(line, one.column).has_value(); });
  }

  void amounts(SectionSaid& said) const {
    JsonWriter writer;
    writer.begin_object().key("fields").begin_object().key("tasks").begin_list();
    int written = 0;
    for (std::size_t i = 0; i < lines_->size(); ++i) {
      if (stored_[i] == nullptr && !has_money(i)) continue;
      if (stored_[i] == nullptr && !new_tasks_) {
        said.findings.push_back({"workbook.new_task", Severity::warning,
                                 fmt::format("系统里还没有任务“{}”，它的资金没有导入", cell(i, "task")),
                                 place(i, "total"), "业务人员导入或填写这项任务以后再导入"});
        continue;
      }
      const auto pointer = fmt::format("/fields/tasks/{}", written++);
      said.where[pointer] = place(i, "total");
      writer.begin_object().member("number", numbers_[i]);
      for (const auto& one : kTaskAmounts) {
        if (!asks_for(one.column)) continue;
        writer.key(one.column);
        if (const auto value = amount(i, one.column))
          writer.integer(value->fen());
        else
          writer.null();
        said.where[fmt::format("{}/{}", pointer, one.column)] = place(i, one.column);
      }
      writer.end_object();
    }
    said.json = writer.end_list().end_object().end_object().take();
  }

  /// The sums are the program's; a form that says others is wrong in one of the two places.
  void check_sums(SectionSaid& said) const {
    constexpr std::pair<std::string_view, std::string_view> kSums[] = {
        {"sum_total", "金额合计"}, {"sum_fiscal", "财政拨款合计"}, {"sum_other", "其他资金合计"}};
    for (std::size_t s = 0; s < std::size(kSums); ++s) {
      const auto told = amount_in(data_.text(kSums[s].first));
      if (!told || !asks_for(kTaskAmounts[s].column)) continue;
      Money sum;
      for (std::size_t i = 0; i < lines_->size(); ++i)
        sum = add(sum, amount(i, kTaskAmounts[s].column).value_or(Money())).value_or(sum);
      if (*told == sum) continue;
      said.findings.push_back({"workbook.sum", Severity::error,
                               fmt::format("{}填的是 {} 万元，各任务相加是 {} 万元", kSums[s].second,
                                           told->to_wan(), sum.to_wan()),
                               data_.place(kSums[s].first), "改成一致：合计由各任务相加得出"});
    }
  }

  const io::FormData& data_;
  const GoalForm& before_;
  bool new_tasks_;
  const std::vector<io::FormLine>* lines_ = nullptr;
  std::vector<const TaskRow*> stored_;  ///< of each line; nullptr: it is new
  std::vector<std::int64_t> numbers_;
};

}  // namespace

std::vector<SectionSaid> tasks_said(const io::FormData& data, const GoalForm& before, bool new_tasks) {
  return TasksSaid(data, before, new_tasks).read();
}

}  // namespace jiheng::app
