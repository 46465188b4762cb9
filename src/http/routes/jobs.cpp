#include "app/jobs.h"

#include <fmt/format.h>

#include <array>

#include "base/clock.h"
#include "http/answers.h"
#include "http/job_answers.h"
#include "http/people_answers.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

constexpr std::string_view state_code(app::JobState state) {
  switch (state) {
    case app::JobState::waiting: return "waiting";
    case app::JobState::running: return "running";
    case app::JobState::done: return "done";
    case app::JobState::failed: return "failed";
  }
  return "failed";
}

void write_error(JsonWriter& writer, const app::JobView& job) {
  writer.key("error");
  if (job.state != app::JobState::failed) {
    writer.null();
    return;
  }
  const bool own = job.error.code == ErrorCode::internal || job.error.code == ErrorCode::unavailable;
  const auto status = status_of(job.error.code);
  writer.begin_object().member("status", std::int64_t{status});
  // What the system says of itself may name files, hosts and users.
  writer.member("detail",
                own ? "程序或数据库出了问题，没有办成；请稍后再试，再不行请告诉管理员" : job.error.message);
  writer.key("errors").begin_list();
  for (const auto& finding : job.error.findings) {
    writer.begin_object().member("rule", finding.rule).member("severity", severity_code(finding.severity));
    writer.member("message", finding.message).member("where", finding.where);
    writer.member("hint", finding.hint).end_object();
  }
  writer.end_list().end_object();
}

/// All members but the result; the object stays open.
void begin_job(JsonWriter& writer, const app::JobView& job) {
  writer.begin_object().member("id", job.id).member("kind", job.kind).member("title", job.title);
  writer.member("state", state_code(job.state)).member("done", job.done).member("total", job.total);
  writer.member("what", job.what).member("started_at", format_instant(job.started_ms));
  write_error(writer, job);
  writer.key("file");
  if (job.result == nullptr || job.result->file.bytes.empty()) {
    writer.null();
  } else {
    writer.begin_object().member("name", job.result->file.name);
    writer.member("bytes", static_cast<std::int64_t>(job.result->file.bytes.size())).end_object();
  }
}

Result<app::JobView> job_of(const Context& context, const Request& request) {
  if (context.jobs == nullptr) return fail(ErrorCode::internal, "no jobs");
  return context.jobs->find(job_owner(context), request.part("id"));
}

Response list_jobs(const Context& context, const Request& /*request*/) {
  if (context.jobs == nullptr) return problem(500);
  const auto jobs = context.jobs->list(job_owner(context));
  JsonWriter writer;
  writer.begin_object().member("total", static_cast<std::int64_t>(jobs.size())).key("rows").begin_list();
  for (const auto& job : jobs) {
    begin_job(writer, job);
    writer.key("workbooks").null().key("import").null().end_object();
  }
  auto response = json_answer(writer.end_list().key("next").null().end_object().take());
  response.set("Cache-Control", "no-store");
  return response;
}

Response get_job(const Context& context, const Request& request) {
  const auto job = job_of(context, request);
  if (!job) return problem(job.error());
  JsonWriter writer;
  begin_job(writer, *job);
  // The result is JSON already, and may be large.
  auto text = writer.end_object().take();
  text.back() = ',';
  for (const std::string_view kind : {"workbooks", "import"}) {
    const bool has = job->result != nullptr && job->kind == kind;
    text += fmt::format("\"{}\":{}{}", kind, has ? job->result->json : "null", kind == "import" ? "}" : ",");
  }
  auto response = json_answer(std::move(text));
  response.set("Cache-Control", "no-store");
  return response;
}

Response get_job_file(const Context& context, const Request& request) {
  const auto job = job_of(context, request);
  if (!job) return problem(job.error());
  if (job->result == nullptr || job->result->file.bytes.empty())
    return problem(404, "这件事没有可以取走的文件");
  return file_answer(job->result->file);
}

Response stop_job(const Context& context, const Request& request) {
  if (context.jobs == nullptr) return problem(500);
  const auto stopped = context.jobs->stop(job_owner(context), request.part("id"));
  return stopped ? empty_answer() : problem(stopped.error());
}

constexpr std::array kJobParameters{
    Parameter{"id", Parameter::In::path, "开始时给的编号", "string", true, ""}};
constexpr std::array kFileForms{std::string_view("application/octet-stream")};

constexpr Route kJobsRoutes[] = {
    {"GET",
     "/api/v1/jobs",
     "listJobs",
     "自己要一会儿才办完的事，保留半小时",
     kOwn,
     {},
     "",
     "JobList",
     {},
     list_jobs},
    {"GET",
     "/api/v1/jobs/{id}",
     "getJob",
     "办到哪里了，办完以后是结果",
     kOwn,
     kJobParameters,
     "",
     "Job",
     {},
     get_job},
    {"GET", "/api/v1/jobs/{id}/file", "getJobFile", "取走办出来的文件", kOwn, kJobParameters, "", "object",
     kFileForms, get_job_file},
    {"DELETE",
     "/api/v1/jobs/{id}",
     "stopJob",
     "停下；办完了的不再保留",
     kOwn,
     kJobParameters,
     "",
     "",
     {},
     stop_job},
};

}  // namespace

std::span<const Route> jobs_routes() { return kJobsRoutes; }

}  // namespace jiheng::http
