#include <array>

#include "app/case_guards.h"
#include "base/json_writer.h"
#include "http/answers.h"
#include "http/problem.h"
#include "http/routes/resources.h"
#include "law/process.h"

namespace jiheng::http {
namespace {

void write_names(JsonWriter& writer, std::string_view key, const std::vector<std::string>& names) {
  writer.key(key).begin_list();
  for (const auto& name : names) writer.string(name);
  writer.end_list();
}

void write_roles(JsonWriter& writer, std::string_view key, const std::vector<Role>& roles) {
  writer.key(key).begin_list();
  for (const Role role : roles) {
    writer.begin_object().member("code", enum_code(role)).member("label", enum_label(role)).end_object();
  }
  writer.end_list();
}

void write_states(JsonWriter& writer, const law::Process& process) {
  writer.key("states").begin_list();
  for (const auto& state : process.states) {
    writer.begin_object().member("id", state.id).member("label", state.label);
    writer.member("record_state", state.record_state);
    write_roles(writer, "waiting", state.waiting);
    write_names(writer, "editable", state.editable);
    writer.end_object();
  }
  writer.end_list();
}

void write_transitions(JsonWriter& writer, const law::Process& process) {
  writer.key("transitions").begin_list();
  for (const auto& step : process.transitions) {
    writer.begin_object().member("id", step.id).member("label", step.label);
    writer.member("kind", enum_code(step.kind));
    write_names(writer, "from", step.from);
    write_names(writer, "to", step.to);
    write_roles(writer, "who", step.who);
    write_names(writer, "guards", step.guards);
    writer.key("needs_reason").boolean(step.needs_reason).key("needs_opinion").boolean(step.needs_opinion);
    writer.end_object();
  }
  writer.end_list();
}

Response get_process(const Context& context, const Request& request) {
  const auto& book = context.workspace.book();
  const auto day = beijing_date(context.workspace.clock().now_ms());
  const auto process = law::find_process(book, request.part("id"), context.who->user.region, day);
  if (!process) return problem(process.error());
  JsonWriter writer;
  writer.begin_object().member("id", process->id).member("title", process->title);
  writer.member("initial", process->initial);
  write_states(writer, *process);
  write_transitions(writer, *process);
  writer.key("groups").begin_list();
  for (const auto& group : process->groups) {
    writer.begin_object().member("id", group.id).member("label", group.label);
    write_roles(writer, "who", group.who);
    write_names(writer, "fields", group.fields);
    writer.end_object();
  }
  writer.end_list().key("reasons").begin_list();
  for (const auto& reason : process->reasons) {
    writer.begin_object().member("code", reason.code).member("label", reason.label);
    writer.key("needs_text").boolean(reason.needs_text).end_object();
  }
  writer.end_list().key("guards").begin_list();
  for (const auto& guard : process->guards) {
    writer.begin_object().member("id", guard.id).member("message", guard.message);
    writer.member("remedy", guard.remedy).member("clause", app::clause_text(book, guard.citations));
    writer.end_object();
  }
  return json_answer(writer.end_list().end_object().take());
}

constexpr std::array kProcessParameters{
    Parameter{"id", Parameter::In::path, "流程编号", "string", true, "process.goal"}};

constexpr Route kProcessesRoutes[] = {
    {"GET",
     "/api/v1/processes/{id}",
     "getProcess",
     "一个流程：状态、操作、分工、退回理由",
     kOwn,
     kProcessParameters,
     "",
     "Process",
     {},
     get_process},
};

}  // namespace

std::span<const Route> processes_routes() { return kProcessesRoutes; }

}  // namespace jiheng::http
