#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "app/goal_form.h"
#include "base/text.h"

namespace jiheng::app {
namespace {

constexpr std::size_t kMostRows = 500;
constexpr std::size_t kMostLines = 60;
constexpr std::size_t kMostTasks = 100;
constexpr std::int64_t kMostTaskNumber = 1'000'000;
constexpr std::size_t kMostTaskName = 100;
constexpr std::size_t kMostTaskContent = 500;

/// A text cell of an indicator row.
struct RowText {
  std::string_view name;
  std::string_view label;
  std::string GoalRow::* member = nullptr;
  std::size_t max = 200;
  bool fixed = false;  ///< not the unit's to change in a row that was sent down
};
constexpr std::array kRowTexts{
    RowText{"level1", "一级指标", &GoalRow::level1, 20, true},
    RowText{"level2", "二级指标", &GoalRow::level2, 20, true},
    RowText{"name", "三级指标", &GoalRow::name, 100, true},
    RowText{"target", "年度指标值", &GoalRow::target, 200, false},
    RowText{"target_medium", "中期指标值", &GoalRow::target_medium, 200, false},
    RowText{"unit", "计量单位", &GoalRow::unit, 20, true},
    RowText{"basis", "设定依据", &GoalRow::basis, 200, false},
    RowText{"source", "取值来源", &GoalRow::source, 200, false},
    RowText{"method", "取值方式", &GoalRow::method, 100, false},
};

/// Reads a section member by member and remembers everything that is wrong.
class SectionReader {
 public:
  explicit SectionReader(GoalForm& form) : form_(form) {}

  Findings take() { return std::move(findings_); }

  void fields(const Node& body, std::string_view section) {
    const Node* fields = body.find("fields");
    if (fields == nullptr || !fields->is_map()) return bad("/fields", "要有 fields，写改了的字段");
    for (const auto& member : fields->members) field(section, member.key, member.value);
  }

  void rows(const Node& body) {
    const Node* rows = body.find("rows");
    if (rows == nullptr || !rows->is_list()) return bad("/rows", "要有 rows，写全部指标行");
    if (rows->items.size() > kMostRows) return bad("/rows", fmt::format("最多 {} 行指标", kMostRows));
    const auto stored = form_.rows;
    std::vector<GoalRow> next;
    std::set<std::int64_t> used;
    for (std::size_t i = 0; i < rows->items.size(); ++i)
      next.push_back(row(rows->items[i], fmt::format("/rows/{}", i), stored, used));
    for (const auto& before : stored) {
      if (!before.fixed_by.empty() && !used.contains(before.id))
        bad("/rows", fmt::format("“{}”是{}下达的指标，不能删", before.name, before.fixed_by));
    }
    form_.rows = std::move(next);
  }

 private:
  /// The tasks by name and content; their money stays with their numbers. A number that no task has is a new
  /// task; those that are not named are gone.
  void tasks(const Node& value, const std::string& where) {
    if (!value.is_list() || value.items.size() > kMostTasks)
      return bad(where, fmt::format("任务应为列表，最多 {} 项", kMostTasks));
    const auto stored = form_.tasks;
    std::vector<TaskRow> next;
    std::set<std::int64_t> used;
    for (std::size_t i = 0; i < value.items.size(); ++i) {
      const auto place = fmt::format("{}/{}", where, i);
      const auto number = number_of(value.items[i].find("number"));
      if (number < 1 || number > kMostTaskNumber) bad(place + "/number", "任务序号应为正整数");
      if (!used.insert(number).second) bad(place + "/number", "同一项任务写了两次");
      const auto before = std::ranges::find(stored, number, &TaskRow::number);
      next.push_back(before == stored.end() ? TaskRow{} : *before);
      next.back().number = number;
      read_task(value.items[i], place, next.back());
    }
    std::ranges::sort(next, {}, &TaskRow::number);
    form_.tasks = std::move(next);
  }

  void read_task(const Node& node, const std::string& where, TaskRow& row) {
    if (const Node* name = node.find("task"))
      row.task = text(*name, where + "/task", "任务名称", kMostTaskName);
    if (const Node* content = node.find("content"))
      row.content = text(*content, where + "/content", "主要内容", kMostTaskContent);
  }

  /// Amounts of tasks by number; tasks that are not named keep theirs.
  void task_money(const Node& value, const std::string& where) {
    if (!value.is_list() || value.items.size() > kMostTasks)
      return bad(where, fmt::format("任务资金应为列表，最多 {} 项", kMostTasks));
    for (std::size_t i = 0; i < value.items.size(); ++i) {
      const Node& node = value.items[i];
      const auto place = fmt::format("{}/{}", where, i);
      const auto number = number_of(node.find("number"));
      const auto row = std::ranges::find(form_.tasks, number, &TaskRow::number);
      if (row == form_.tasks.end()) {
        bad(place + "/number", "没有这项任务，可能已被删除", "重新打开表后再填");
        continue;
      }
      if (const Node* one = node.find("total")) row->total = amount(*one, place + "/total", "预算总额");
      if (const Node* one = node.find("fiscal")) row->fiscal = amount(*one, place + "/fiscal", "财政拨款");
      if (const Node* one = node.find("other")) row->other = amount(*one, place + "/other", "其他资金");
    }
  }

  void bad(std::string where, std::string message, std::string hint = {}) {
    findings_.push_back(
        {"goal.section", Severity::error, std::move(message), std::move(where), std::move(hint)});
  }

  /// A text, or nothing for null.
  std::string text(const Node& node, const std::string& where, std::string_view label, std::size_t max) {
    if (node.is_null()) return {};
    if (node.kind != Node::Kind::string) {
      bad(where, fmt::format("{}应为文字", label));
      return {};
    }
    const auto count = count_characters(node.text);
    if (count > max) bad(where, fmt::format("{}有 {} 字，最多 {} 字", label, count, max), "写短一些");
    if (node.text.find('\0') != std::string::npos) bad(where, fmt::format("{}含非法字符", label));
    return node.text;
  }

  /// A number of a row or task, as text or number; 0 for what is none.
  static std::int64_t number_of(const Node* node) {
    std::int64_t number = 0;
    if (node == nullptr || !node->is_scalar() || node->kind == Node::Kind::boolean) return 0;
    const auto* end = node->text.data() + node->text.size();
    const auto [rest, failed] = std::from_chars(node->text.data(), end, number);
    return failed == std::errc{} && rest == end ? number : 0;
  }

  /// Whether there is something in a member that says a word of a list ("op", "fund_tag"); what is no text is
  /// told.
  bool says_word(const Node* node, const std::string& where, std::string_view label) {
    if (node == nullptr || node->is_null()) return false;
    if (node->kind == Node::Kind::string) return !node->text.empty();
    bad(where, fmt::format("{}应为文字", label));
    return false;
  }

  std::optional<Money> amount(const Node& node, const std::string& where, std::string_view label) {
    if (node.is_null()) return std::nullopt;
    std::int64_t fen = 0;
    const auto* end = node.text.data() + node.text.size();
    const auto [rest, failed] = std::from_chars(node.text.data(), end, fen);
    constexpr std::int64_t kMostFen = 100'000'000'000'000'000;  // a thousand times a province's budget
    if (node.kind != Node::Kind::number || failed != std::errc{} || rest != end || fen < 0 ||
        fen > kMostFen) {
      bad(where, fmt::format("{}应为不小于 0 的整数，以分计", label));
      return std::nullopt;
    }
    return Money::from_fen(fen);
  }

  void field(std::string_view section, std::string_view name, const Node& value) {
    const auto where = fmt::format("/fields/{}", name);
    for (const auto& one : form_texts(form_.kind)) {
      if (one.section == section && one.name == name) {
        form_.*one.member = text(value, where, one.label, static_cast<std::size_t>(one.max));
        return;
      }
    }
    if (section == "tasks" && name == "tasks") return tasks(value, where);
    if (section != "money") return bad(where, fmt::format("这一部分没有字段“{}”", name));
    for (const auto& one : form_amounts(form_.kind)) {
      if (one.name == name) {
        form_.*one.member = amount(value, where, one.label);
        return;
      }
    }
    if (form_.kind == FormKind::department && name == "tasks") return task_money(value, where);
    if (form_.kind == FormKind::project && name == "lines") return lines(value, where);
    // Sums are the program's: it takes them back as it sent them.
    if (name != "total" && name != "fiscal" && name != "other")
      bad(where, fmt::format("这一部分没有字段“{}”", name));
  }

  void lines(const Node& value, const std::string& where) {
    if (!value.is_list() || value.items.size() > kMostLines)
      return bad(where, fmt::format("资金明细应为列表，最多 {} 行", kMostLines));
    form_.lines.clear();
    std::set<std::pair<FundType, FundTag>> seen;
    for (std::size_t i = 0; i < value.items.size(); ++i)
      line(value.items[i], fmt::format("{}/{}", where, i), seen);
  }

  void line(const Node& node, const std::string& where, std::set<std::pair<FundType, FundTag>>& seen) {
    MoneyLine line;
    const auto* type = find_enum<FundType>(node.text_of("fund_type"));
    const bool tagged = says_word(node.find("fund_tag"), where + "/fund_tag", "资金标签");
    const auto* tag = find_enum<FundTag>(tagged ? node.text_of("fund_tag") : std::string_view("none"));
    if (type == nullptr) bad(where + "/fund_type", "没有这种资金性质", "11 一般公共预算、12 政府性基金……");
    if (tag == nullptr) bad(where + "/fund_tag", "没有这种资金标签", "不用标签时写 none");
    const Node* sum = node.find("amount");
    const auto money = sum == nullptr ? std::nullopt : amount(*sum, where + "/amount", "金额");
    if (sum == nullptr || sum->is_null()) bad(where + "/amount", "没有填金额");
    if (type == nullptr || tag == nullptr || !money) return;
    if (!seen.emplace(*type, *tag).second)
      bad(where, fmt::format("“{}·{}”写了两行", enum_label(*type), enum_label(*tag)), "合成一行");
    form_.lines.push_back({*type, *tag, *money});
  }

  GoalRow row(const Node& node, const std::string& where, const std::vector<GoalRow>& stored,
              std::set<std::int64_t>& used) {
    GoalRow made;
    // What is no row must not be taken for an empty one: the list is the whole table.
    if (!node.is_map()) {
      bad(where, "每一行应为对象");
      return made;
    }
    const Node* id = node.find("id");
    if (id != nullptr && !id->is_null() && !(id->kind == Node::Kind::string && id->text.empty())) {
      const auto number = number_of(id);
      const auto before = std::ranges::find(stored, number, &GoalRow::id);
      if (number == 0 || before == stored.end())
        bad(where + "/id", "没有这一行指标，可能已被删除", "去掉 id，作为新的一行");
      else if (!used.insert(number).second)
        bad(where + "/id", "同一行指标写了两次");
      else
        made = *before;
    }
    const GoalRow before = made;
    for (const auto& one : kRowTexts) {
      if (const Node* cell = node.find(one.name))
        made.*one.member = text(*cell, fmt::format("{}/{}", where, one.name), one.label, one.max);
    }
    rest_of_row(node, where, made);
    if (!before.fixed_by.empty()) keep_fixed(where, before, made);
    return made;
  }

  void rest_of_row(const Node& node, const std::string& where, GoalRow& made) {
    if (const Node* op = node.find("op")) {
      const bool said = says_word(op, where + "/op", "性质");
      const auto* found = said ? find_enum<Operator>(op->text) : nullptr;
      if (said && found == nullptr) bad(where + "/op", fmt::format("没有性质“{}”", op->text));
      made.op = found == nullptr ? std::nullopt : std::optional(*found);
    }
    if (const Node* weight = node.find("weight")) {
      made.weight.reset();
      const auto score = Score::parse(weight->text);
      if (score && *score <= Score::from_points(100))
        made.weight = *score;
      else if (!weight->is_null() && (!weight->is_scalar() || !weight->text.empty()))
        bad(where + "/weight", fmt::format("分值“{}”应为 0 到 100 的数，最多两位小数", weight->text));
    }
    if (const Node* core = node.find("core")) {
      if (!core->is_null() && core->kind != Node::Kind::boolean)
        bad(where + "/core", "核心标记应为 true 或 false");
      made.core = core->kind == Node::Kind::boolean && core->text == "true";
    }
  }

  /// What was sent down stays as it is; a different value is told, not dropped.
  void keep_fixed(const std::string& where, const GoalRow& before, const GoalRow& made) {
    const auto told = [&](std::string_view name, std::string_view label) {
      bad(fmt::format("{}/{}", where, name),
          fmt::format("“{}”是{}下达的指标，{}不能改", before.name, before.fixed_by, label),
          "需要改时请与下达单位商量");
    };
    for (const auto& one : kRowTexts) {
      const bool fixed = one.fixed || (before.fixed_target && one.member == &GoalRow::target);
      if (fixed && made.*one.member != before.*one.member) told(one.name, one.label);
    }
    if (made.op != before.op) told("op", "性质");
    if (made.core != before.core) told("core", "核心标记");
  }

  GoalForm& form_;
  Findings findings_;
};

}  // namespace

Findings read_section(const Node& body, std::string_view section, GoalForm& form) {
  SectionReader reader(form);
  if (section == "indicators")
    reader.rows(body);
  else
    reader.fields(body, section);
  return reader.take();
}

}  // namespace jiheng::app
