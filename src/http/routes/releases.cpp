#include <array>
#include <map>

#include "app/budget.h"
#include "http/answers.h"
#include "http/arguments.h"
#include "http/money_answers.h"
#include "http/money_body.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

/// Names of the projects that releases are about.
Result<std::map<ProjectId, Project>> projects_of(const Context& context,
                                                 const std::vector<Release>& releases) {
  std::map<ProjectId, Project> found;
  if (releases.empty()) return found;
  store::Query query;
  query.region = releases.front().region;
  query.where.push_back({"id", {}});
  for (const auto& release : releases) query.where.back().values.emplace_back(release.project_id.value);
  const auto projects = store::load<Project>(context.workspace.store(), query);
  if (!projects) return pass(projects);
  for (const auto& project : *projects) found[project.id] = project;
  return found;
}

void write_line(JsonWriter& writer, const Release& release, const std::map<ProjectId, Project>& projects) {
  const auto project = projects.find(release.project_id);
  writer.begin_object().member("id", std::to_string(release.id.value)).key("project").begin_object();
  writer.member("id", std::to_string(release.project_id.value));
  writer.member("code", project == projects.end() ? "" : project->second.code);
  writer.member("name", project == projects.end() ? "" : project->second.name).end_object();
  write_code(writer, "fund_type", release.fund_type);
  write_code(writer, "fund_tag", release.fund_tag);
  write_money(writer, "amount", release.amount);
  writer.key("goal_id");
  release.goal_id ? writer.string(std::to_string(release.goal_id->value)) : writer.null();
  writer.key("goal_version");
  release.goal_version ? writer.integer(*release.goal_version) : writer.null();
  write_code(writer, "provenance", release.provenance);
  writer.end_object();
}

/// The lines [from, to) are those of one document.
void write_document(JsonWriter& writer, std::span<const Release> lines,
                    const std::map<ProjectId, Project>& projects) {
  const auto& first = lines.front();
  Money total;
  std::int64_t with_goal = 0;
  writer.begin_object()
      .member("document_number", first.document_number)
      .member("on", first.released_on.to_text());
  writer.member("year", std::int64_t{first.year.value()}).member("title", first.title.value_or(""));
  writer.member("by_name", first.by_name.value_or("")).key("lines").begin_list();
  for (const auto& line : lines) {
    total = add(total, line.amount).value_or(total);
    with_goal += line.goal_id ? 1 : 0;
    write_line(writer, line, projects);
  }
  writer.end_list().member("with_goal", with_goal);
  write_money(writer, "amount", total);
  writer.end_object();
}

/// Splits lines, which are sorted by document, into documents.
std::vector<std::span<const Release>> documents_of(std::span<const Release> lines) {
  std::vector<std::span<const Release>> documents;
  for (std::size_t begin = 0; begin < lines.size();) {
    std::size_t end = begin + 1;
    while (end < lines.size() && lines[end].document_number == lines[begin].document_number) ++end;
    documents.push_back(lines.subspan(begin, end - begin));
    begin = end;
  }
  return documents;
}

Response list_releases_of(const Context& context, const Request& request) {
  const auto text = request.parameter("year");
  const auto year =
      text && !text->empty() ? read_year(*text) : Result<FiscalYear>(context.access->viewer().year);
  if (!year) return problem(year.error());
  const auto releases = app::list_releases(context.workspace, *context.access, *year);
  if (!releases) return problem(releases.error());
  const auto projects = projects_of(context, *releases);
  if (!projects) return problem(projects.error());
  const auto documents = documents_of(*releases);
  JsonWriter writer;
  writer.begin_object().member("total", static_cast<std::int64_t>(documents.size())).key("rows").begin_list();
  for (const auto document : documents) write_document(writer, document, *projects);
  writer.end_list().key("next").null().end_object();
  return json_answer(writer.take());
}

Response post_release(const Context& context, const Request& request) {
  auto body = MoneyBody::read(request, {"document_number", "year", "on", "title", "lines"});
  if (!body) return problem(body.error());
  app::ReleaseRequest release;
  release.document_number = body->text("document_number", record_of<Release>());
  release.year = body->year("year");
  release.on = body->date("on");
  release.title = body->text("title", record_of<Release>());
  for (const auto& [node, pointer] : body->lines())
    release.lines.push_back({{body->id(pointer, "project")},
                             body->code<FundType>(*node, pointer, "fund_type"),
                             body->code<FundTag>(*node, pointer, "fund_tag"),
                             body->amount(*node, pointer)});
  if (const auto done = body->done(); !done) return problem(done.error());
  release.dry_run = request.parameter("dry_run") == "1";
  const auto lines = app::release_money(context.workspace, *context.access, release);
  if (!lines) return problem(lines.error());
  const auto projects = projects_of(context, *lines);
  if (!projects) return problem(projects.error());
  JsonWriter writer;
  write_document(writer, *lines, *projects);
  return json_answer(writer.take());
}

constexpr std::array kReleaseYear{
    Parameter{"year", Parameter::In::query, "年度；不给则为登录时选的", "integer", false, "2024"}};
constexpr std::array kReleaseDryRun{
    Parameter{"dry_run", Parameter::In::query, "1：只检查，不登记", "switch", false, ""}};

constexpr Route kReleasesRoutes[] = {
    {"GET",
     "/api/v1/releases",
     "listReleases",
     "一个年度的下达文件，新的在前；单位只看到下达给自己的行",
     Permission("release", law::Action::list),
     kReleaseYear,
     "",
     "ReleaseList",
     {},
     list_releases_of},
    {"POST",
     "/api/v1/releases",
     "releaseMoney",
     "登记下达：各行都办或都不办，目标随资金下达；规则不允许的为 409，逐行逐条说明",
     Permission("release", law::Action::create),
     kReleaseDryRun,
     "ReleaseBody",
     "ReleaseDocument",
     {},
     post_release},
};

}  // namespace

std::span<const Route> releases_routes() { return kReleasesRoutes; }

}  // namespace jiheng::http
