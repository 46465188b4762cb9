#include "app/decomposition.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/decomposition_check.h"
#include "app/goal_sections.h"
#include "app/indicator_order.h"
#include "base/decimal.h"
#include "base/json_writer.h"
#include "base/sm3.h"
#include "base/text.h"

namespace jiheng::app {
namespace {

constexpr std::size_t kMostParts = 300;
constexpr std::size_t kMostPartName = 80;
constexpr std::size_t kMostPartTarget = 200;

template <class T>
Result<std::vector<T>> decomposition_rows(store::Store& store, Region region, std::string_view field,
                                          std::vector<Value> values) {
  store::Query query;
  query.region = region;
  query.where.push_back({std::string(field), std::move(values)});
  return store::load<T>(store, query);
}

std::string targets_json(const std::map<std::string, std::string>& targets) {
  JsonWriter writer;
  writer.begin_object();
  for (const auto& [name, target] : targets) writer.member(name, target);
  return writer.end_object().take();
}

std::map<std::string, std::string> targets_of(std::string_view json) {
  std::map<std::string, std::string> targets;
  const auto tree = parse_json(json, "targets");
  if (!tree) return targets;
  for (const auto& member : tree->members) targets.emplace(member.key, member.value.text);
  return targets;
}

Result<void> read_receivers(store::Store& store, Decomposition& made) {
  std::vector<Value> ids;
  for (const auto& part : made.parts) {
    if (part.stored.project_id) ids.emplace_back(part.stored.project_id->value);
  }
  if (ids.empty()) return {};
  const Region region = made.file.goal.region;
  const auto projects = decomposition_rows<Project>(store, region, "id", std::move(ids));
  if (!projects) return pass(projects);
  std::vector<Value> unit_ids;
  for (const auto& project : *projects) unit_ids.emplace_back(project.unit_id.value);
  const auto units = decomposition_rows<Unit>(store, region, "id", std::move(unit_ids));
  if (!units) return pass(units);
  for (auto& part : made.parts) {
    const auto project = part.stored.project_id
                             ? std::ranges::find(*projects, *part.stored.project_id, &Project::id)
                             : projects->end();
    if (project == projects->end()) continue;
    part.project_code = project->code;
    part.project_name = project->name;
    const auto unit = std::ranges::find(*units, project->unit_id, &Unit::id);
    if (unit != units->end()) part.unit_name = unit->name;
  }
  return {};
}

/// Reads the parts of a body; all faults at once.
class PartsReader {
 public:
  PartsReader(store::Store& store, const Access& access, const Decomposition& now)
      : store_(store), access_(access), now_(now) {}

  Result<std::vector<GoalPart>> read(const Node& body) {
    const Node* list = body.find("parts");
    if (list == nullptr || !list->is_list()) bad("/parts", "要有 parts，写全部地区（单位）");
    if (list != nullptr && list->items.size() > kMostParts)
      bad("/parts", fmt::format("最多 {} 个地区（单位）", kMostParts));
    if (!findings_.empty()) return fail(ErrorCode::invalid, "分解有误", std::move(findings_));
    std::vector<GoalPart> parts;
    for (std::size_t i = 0; i < list->items.size(); ++i) {
      auto part = part_of(list->items[i], fmt::format("/parts/{}", i));
      if (!part) return pass(part);
      if (std::ranges::count(parts, part->name, &GoalPart::name) > 0)
        bad(fmt::format("/parts/{}/name", i), fmt::format("“{}”写了两次", part->name));
      parts.push_back(std::move(*part));
    }
    if (!findings_.empty()) return fail(ErrorCode::invalid, "分解有误", std::move(findings_));
    return parts;
  }

 private:
  void bad(std::string where, std::string message) {
    findings_.push_back({"goal.decomposition", Severity::error, std::move(message), std::move(where), {}});
  }

  Result<GoalPart> part_of(const Node& node, const std::string& where) {
    GoalPart part;
    const auto name = trim(node.text_of("name"));
    const auto before = std::ranges::find(now_.parts, name, [](const auto& one) { return one.stored.name; });
    if (before != now_.parts.end()) part = before->stored;
    part.region = now_.file.goal.region;
    part.goal_id = now_.file.goal.id;
    part.name = name;
    if (name.empty()) bad(where + "/name", "没有写地区或单位");
    if (count_characters(name) > kMostPartName)
      bad(where + "/name", fmt::format("最多 {} 字", kMostPartName));
    read_amount(node, where, part);
    read_targets(node, where, part);
    if (auto found = read_project(node, where, part); !found) return pass(found);
    // What was sent down was another amount, other targets or for another project: it has to be sent again.
    const bool same = before != now_.parts.end() && before->stored.amount == part.amount &&
                      before->stored.targets == part.targets && before->stored.project_id == part.project_id;
    if (!same) part.sent_by = std::nullopt;
    if (!same) part.sent_ms = std::nullopt;
    return part;
  }

  void read_amount(const Node& node, const std::string& where, GoalPart& part) {
    part.amount.reset();
    const Node* amount = node.find("amount");
    if (amount == nullptr || amount->is_null()) return;
    const auto fen = parse_decimal(amount->text);
    if (amount->kind != Node::Kind::number || !fen || fen->scale != 0 || fen->units < 0)
      return bad(where + "/amount", "资金应为不小于 0 的整数，以分计");
    part.amount = Money::from_fen(fen->units);
  }

  void read_targets(const Node& node, const std::string& where, GoalPart& part) {
    std::map<std::string, std::string> targets;
    const Node* given = node.find("targets");
    for (std::size_t i = 0; given != nullptr && i < given->members.size(); ++i) {
      const auto& name = given->members[i].key;
      const auto& value = given->members[i].value;
      if (std::ranges::count(now_.file.form.rows, name, &GoalRow::name) == 0)
        bad(where + "/targets", fmt::format("这份目标没有指标“{}”", name));
      if (count_characters(value.text) > kMostPartTarget)
        bad(where + "/targets", fmt::format("“{}”的指标值最多 {} 字", name, kMostPartTarget));
      if (!value.is_null() && !trim(value.text).empty()) targets.emplace(name, trim(value.text));
    }
    part.targets = targets_json(targets);
  }

  /// The receiving project is one that the viewer may read, and not the one that is decomposed.
  Result<void> read_project(const Node& node, const std::string& where, GoalPart& part) {
    part.project_id.reset();
    const auto text = node.text_of("project_id");
    if (text.empty()) return {};
    const auto number = parse_decimal(text);
    const auto row = access_.find(store_, record_of<Project>(), law::Action::read,
                                  number && number->scale == 0 ? number->units : 0);
    if (!row && row.error().code != ErrorCode::not_found) return pass(row);
    if (!row) {
      bad(where + "/project_id", "没有这个项目");
      return {};
    }
    part.project_id = from_row<Project>(*row).id;
    if (*part.project_id == now_.file.goal.project_id) bad(where + "/project_id", "不能分解给本项目自己");
    return {};
  }

  store::Store& store_;
  const Access& access_;
  const Decomposition& now_;
  Findings findings_;
};

/// The rows that a part carries, as they are sent down.
std::vector<GoalRow> rows_of_part(const Decomposition& whole, const DecompositionPart& part) {
  std::vector<GoalRow> rows;
  for (const auto& line : whole.lines) {
    const auto target = part.targets.find(line.row.name);
    if (target == part.targets.end()) continue;
    GoalRow row = line.row;
    row.id = 0;
    row.target = target->second;
    row.target_medium.clear();
    row.weight.reset();
    rows.push_back(std::move(row));
  }
  return rows;
}

/// Begins the receiving goal where there is none.
Result<void> ensure_goal(Workspace& workspace, const Access& access, ProjectId project, FiscalYear year) {
  store::Query query;
  query.region = access.viewer().place;
  query.where.push_back({"project_id", {Value{project.value}}});
  query.where.push_back({"year", {Value{std::int64_t{year.value()}}}});
  const auto goals = store::load<Goal>(workspace.store(), query);
  if (!goals) return pass(goals);
  if (!goals->empty()) return {};
  const auto started = start_goal(workspace, access, project.value, year);
  if (!started) return pass(started);
  return {};
}

Result<SentPart> send_part(Workspace& workspace, const Access& access, const Decomposition& whole,
                           const DecompositionPart& part) {
  SentPart result{part.stored.name, false, {}};
  if (!part.missing.empty()) {
    for (const auto& one : part.missing) result.why += (result.why.empty() ? "" : "、") + one;
    return result;
  }
  const auto rows = rows_of_part(whole, part);
  if (rows.empty()) {
    result.why = "承担的指标都已不在这份目标里";
    return result;
  }
  if (part.stored.project_id) {
    if (auto begun = ensure_goal(workspace, access, *part.stored.project_id, whole.file.goal.year); !begun) {
      if (begun.error().code == ErrorCode::unavailable) return pass(begun);
      result.why = begun.error().message;
      return result;
    }
    IndicatorOrder order;
    order.year = whole.file.goal.year;
    order.projects = {part.stored.project_id->value};
    order.rows = rows;
    const auto ordered = order_indicators(workspace, access, order);
    if (!ordered) return pass(ordered);
    if (ordered->goals.empty()) {
      result.why = ordered->passed_over.empty() ? std::string("没有找到承接项目的绩效目标")
                                                : ordered->passed_over.front().second + "，不能再下达";
      return result;
    }
  }
  const auto actor = access.viewer().actor("decomposition");
  auto next = part.stored;
  next.sent_by = actor.name;
  next.sent_ms = workspace.clock().now_ms();
  const auto written = workspace.write(actor, {store::put_of(next)});
  if (!written) return pass(written);
  result.sent = true;
  return result;
}

}  // namespace

std::string Decomposition::tag() const {
  std::string all;
  for (const auto& part : parts)
    all +=
        fmt::format("{}|{}|{}|{}\n", part.stored.name, part.stored.project_id.value_or(ProjectId{}).value,
                    part.stored.amount ? std::to_string(part.stored.amount->fen()) : "", part.stored.targets);
  return to_hex(sm3(all)).substr(0, 20);
}

Result<Decomposition> load_decomposition(Workspace& workspace, const Access& access, std::int64_t goal_id) {
  auto file = load_goal(workspace, access, goal_id);
  if (!file) return pass(file);
  Decomposition made;
  made.file = std::move(*file);
  auto& store = workspace.store();
  const auto stored = decomposition_rows<GoalPart>(store, made.file.goal.region, "goal_id", {Value{goal_id}});
  if (!stored) return pass(stored);
  for (const auto& part : *stored) made.parts.push_back({part, targets_of(part.targets), {}, {}, {}, {}});
  std::ranges::sort(made.parts, {}, [](const DecompositionPart& part) { return part.stored.id; });
  if (auto read = read_receivers(store, made); !read) return pass(read);
  made.may_write = access.may("goal_part", law::Action::write, made.file.subject());
  made.whole = sums_of(made.file.form).total;
  for (const auto& part : made.parts)
    made.divided = add(made.divided, part.stored.amount.value_or(Money())).value_or(made.divided);
  if (auto checked = check_decomposition(workspace, made); !checked) return pass(checked);
  return made;
}

Result<Decomposition> save_decomposition(Workspace& workspace, const Access& access, std::int64_t goal_id,
                                         std::string_view tag, const Node& body) {
  const auto actor = access.viewer().actor("decomposition");
  const auto written = workspace.write(actor, [&]() -> Result<std::vector<store::Put>> {
    const auto now = load_decomposition(workspace, access, goal_id);
    if (!now) return pass(now);
    if (auto may = access.require("goal_part", law::Action::write, now->file.subject()); !may)
      return pass(may);
    if (now->tag() != tag) return fail(ErrorCode::conflict, "别人刚改过这份分解，请重新打开后再改");
    auto parts = PartsReader(workspace.store(), access, *now).read(body);
    if (!parts) return pass(parts);
    std::vector<store::Put> puts;
    for (const auto& before : now->parts) {
      if (std::ranges::count(*parts, before.stored.id, &GoalPart::id) == 0)
        puts.push_back(store::erase_of(before.stored));
    }
    for (const auto& part : *parts) puts.push_back(part.id ? store::put_of(part) : store::fresh_put_of(part));
    return puts;
  });
  if (!written) return pass(written);
  return load_decomposition(workspace, access, goal_id);
}

Result<std::vector<SentPart>> send_decomposition(Workspace& workspace, const Access& access,
                                                 std::int64_t goal_id,
                                                 const std::vector<std::string>& names) {
  const auto now = load_decomposition(workspace, access, goal_id);
  if (!now) return pass(now);
  if (auto may = access.require("goal_part", law::Action::write, now->file.subject()); !may) return pass(may);
  if (now->parts.empty()) return fail(ErrorCode::conflict, "还没有分解到地区（单位）");
  if (!now->findings.empty()) return fail(ErrorCode::conflict, "分解还不能下达", now->findings);
  Findings unknown;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (std::ranges::count(now->parts, names[i], [](const auto& part) { return part.stored.name; }) == 0)
      unknown.push_back({"goal.decomposition", Severity::error,
                         fmt::format("没有“{}”这个地区（单位）", names[i]), fmt::format("/parts/{}", i),
                         "先保存，再下达"});
  }
  if (!unknown.empty()) return fail(ErrorCode::invalid, "分解里没有要下达的部分", std::move(unknown));
  std::vector<SentPart> sent;
  for (const auto& part : now->parts) {
    if (!names.empty() && std::ranges::count(names, part.stored.name) == 0) continue;
    auto one = send_part(workspace, access, *now, part);
    if (!one) return pass(one);
    sent.push_back(std::move(*one));
  }
  return sent;
}

Result<std::vector<ReceivedPart>> received_parts(Workspace& workspace, const Access& access,
                                                 std::int64_t goal_id) {
  const auto file = load_goal(workspace, access, goal_id);
  if (!file) return pass(file);
  auto& store = workspace.store();
  const Region region = file->goal.region;
  auto parts =
      decomposition_rows<GoalPart>(store, region, "project_id", {Value{file->goal.project_id.value}});
  if (!parts) return pass(parts);
  std::erase_if(*parts, [](const GoalPart& part) { return !part.sent_ms; });
  std::ranges::sort(*parts, {}, &GoalPart::id);
  std::vector<ReceivedPart> received;
  for (const auto& part : *parts) {
    const auto goals = decomposition_rows<Goal>(store, region, "id", {Value{part.goal_id.value}});
    if (!goals) return pass(goals);
    if (goals->empty() || goals->front().year != file->goal.year) continue;
    const auto projects =
        decomposition_rows<Project>(store, region, "id", {Value{goals->front().project_id.value}});
    if (!projects) return pass(projects);
    if (projects->empty()) continue;
    const auto units =
        decomposition_rows<Unit>(store, region, "id", {Value{projects->front().unit_id.value}});
    if (!units) return pass(units);
    received.push_back({projects->front().name, units->empty() ? std::string() : units->front().name,
                        part.name, part.amount, std::string(plain_name(part.sent_by.value_or(""))),
                        *part.sent_ms});
  }
  return received;
}

}  // namespace jiheng::app
