#include <fmt/format.h>

#include "app/case_people.h"
#include "base/clock.h"
#include "http/goal_answers.h"
#include "model/user.h"

namespace jiheng::http {
namespace {

void write_case_text(JsonWriter& writer, std::string_view key, std::string_view text) {
  writer.key(key);
  if (text.empty())
    writer.null();
  else
    writer.string(text);
}

void write_action(JsonWriter& writer, const app::GoalFile& file, const app::OfferedAction& action) {
  const auto& step = *action.offer.transition;
  writer.begin_object().member("id", step.id).member("label", step.label);
  writer.member("kind", enum_code(step.kind));
  write_case_text(writer, "target_label", action.target_label);
  writer.key("targets").begin_list();
  for (const auto& target : action.offer.targets) {
    writer.begin_object().member("state", target).member("label", file.process.state(target)->label);
    writer.end_object();
  }
  writer.end_list().key("needs_opinion").boolean(step.needs_opinion);
  writer.key("needs_reason").boolean(step.needs_reason).key("allowed").boolean(action.offer.allowed);
  writer.key("refusals").begin_list();
  for (const auto& refusal : action.offer.refusals) {
    writer.begin_object().member("rule", refusal.rule).member("message", refusal.message);
    writer.member("clause", refusal.clause).member("remedy", refusal.remedy).end_object();
  }
  writer.end_list().end_object();
}

void write_reasons(JsonWriter& writer, const law::Process& process, std::string_view json) {
  writer.key("reasons").begin_list();
  if (const auto reasons = parse_json(json, "reasons")) {
    for (const auto& item : reasons->items) {
      const auto* reason = process.reason(item.text_of("code"));
      writer.begin_object().member("code", item.text_of("code"));
      writer.member("label", reason == nullptr ? item.text_of("code") : std::string_view(reason->label));
      if (item.find("field") != nullptr) writer.member("field", item.text_of("field"));
      if (item.find("text") != nullptr) writer.member("text", item.text_of("text"));
      writer.end_object();
    }
  }
  writer.end_list();
}

/// "王丽", and of a lent role whose it is: "王丽（代张强）".
std::string acting_name(std::string_view actor) {
  constexpr std::string_view kFor = "，代 ";
  const auto lent = actor.find(kFor);
  if (lent == std::string_view::npos) return std::string(app::plain_name(actor));
  return fmt::format("{}（代{}", app::plain_name(actor), actor.substr(lent + kFor.size()));
}

void write_step(JsonWriter& writer, const app::GoalFile& file, const ProcessStep& step) {
  const auto* done = file.process.transition(step.action, step.from_state);
  const auto label_of = [&](const std::string& state) {
    const auto* found = file.process.state(state);
    return found == nullptr ? std::string_view(state) : std::string_view(found->label);
  };
  writer.begin_object().member("number", step.number).member("action", step.action);
  writer.member("label", done == nullptr ? std::string_view(step.action) : std::string_view(done->label));
  writer.member("from", step.from_state).member("from_label", label_of(step.from_state));
  writer.member("to", step.to_state).member("to_label", label_of(step.to_state));
  writer.member("actor", acting_name(step.actor_name)).member("role", enum_code(step.role));
  writer.member("role_label", enum_label(step.role)).member("at", format_instant(step.at_ms));
  write_case_text(writer, "opinion", step.opinion.value_or(""));
  write_reasons(writer, file.process, step.reasons);
  writer.member("changes", static_cast<std::int64_t>(app::changes_of_json(step.changes).size()));
  writer.end_object();
}

Result<void> write_waiting(JsonWriter& writer, const Context& context, const app::GoalFile& file) {
  std::string assignee;
  if (file.at.assignee_id != 0) {
    store::Query query;
    query.region = file.goal.region;
    query.where.push_back({"id", {Value{file.at.assignee_id}}});
    const auto users = store::load<User>(context.workspace.store(), query);
    if (!users) return pass(users);
    if (!users->empty()) assignee = users->front().name;
  }
  writer.key("waiting_for").begin_list();
  for (const Role role : engine::waiting_roles(file.process, file.at)) {
    writer.begin_object().member("role", enum_code(role)).member("role_label", enum_label(role));
    const bool unit = scope_of(role) == RoleScope::unit;
    const bool department = scope_of(role) == RoleScope::department;
    writer.member("unit_name", unit ? file.unit.name : department ? file.department_name : "财政局");
    if (!assignee.empty()) writer.member("user", assignee);
    writer.end_object();
  }
  writer.end_list();
  return {};
}

}  // namespace

Result<std::string> case_json(const Context& context, const app::GoalFile& file) {
  const auto actions = app::actions_of(context.workspace, *context.access, file);
  if (!actions) return pass(actions);
  JsonWriter writer;
  writer.begin_object();
  write_case_text(writer, "id", file.work_case ? std::to_string(file.work_case->id.value) : std::string());
  writer.member("process", file.process.id).member("process_label", file.process.title);
  writer.member("record", app::record_name(file.kind))
      .member("record_id", std::to_string(file.goal.id.value));
  writer.member("title", file.title()).member("unit_name", file.unit.name);
  writer.member("state", file.at.state).member("state_label", file.state().label);
  writer.member("round", std::int64_t{file.at.round});
  const auto due = file.work_case ? file.work_case->due_on : std::nullopt;
  write_case_text(writer, "due_on", due ? due->to_text() : std::string());
  writer.key("to_open").boolean(app::waits_unopened(*context.access, file));
  if (auto waiting = write_waiting(writer, context, file); !waiting) return pass(waiting);
  writer.key("actions").begin_list();
  for (const auto& action : *actions) write_action(writer, file, action);
  writer.end_list().key("steps").begin_list();
  for (const auto& step : file.steps) write_step(writer, file, step);
  writer.end_list().key("changes_since_last_look").begin_list();
  for (const auto& seen : app::changes_since_last_look(file, context.access->viewer().role)) {
    writer.begin_object().member("field", seen.change.field).member("label", seen.change.label);
    writer.member("before", seen.change.before).member("after", seen.change.after);
    writer.member("by", app::plain_name(seen.by)).member("at", format_instant(seen.at_ms)).end_object();
  }
  writer.end_list().end_object();
  return writer.take();
}

}  // namespace jiheng::http
