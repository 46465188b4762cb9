#include <fmt/format.h>

#include <array>

#include "app/library.h"
#include "app/library_proposals.h"
#include "app/library_statistics.h"
#include "base/text.h"
#include "http/answers.h"
#include "http/arguments.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

constexpr std::int64_t kMostLibraryEntries = 2000;
constexpr std::int64_t kMostHits = 100;
constexpr std::int64_t kUsualNear = 5;
constexpr std::size_t kMostName = 60;
constexpr std::string_view kWorkbookMedia =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr std::array kLibraryForms{Form{"json", "application/json"}, Form{"csv", "text/csv"},
                                   Form{"xlsx", kWorkbookMedia},
                                   Form{"file", "application/x-jiheng-library"}};

/// The library that the query's place and day mean.
struct LibraryView {
  std::optional<Region> place;
  Date as_of;
  std::shared_ptr<const engine::LibraryIndex> index;
};

Result<LibraryView> read_library(const Context& context, const Request& request) {
  LibraryView view;
  if (const auto text = request.parameter("place").value_or(""); !text.empty()) {
    const auto place = read_place(text);
    if (!place) return pass(place);
    view.place = *place;
  }
  const auto as_of = read_date(request, "as_of", beijing_date(context.workspace.clock().now_ms()));
  if (!as_of) return pass(as_of);
  view.as_of = *as_of;
  auto index = app::open_library(context.workspace, view.place, *as_of);
  if (!index) return pass(index);
  view.index = std::move(*index);
  return view;
}

engine::LibraryFilter read_library_filter(const Request& request) {
  return {std::string(request.parameter("sector").value_or("")),
          std::string(request.parameter("level").value_or("")),
          std::string(request.parameter("function_class").value_or(""))};
}

/// {"place","as_of","law_version",… : how every answer begins.
void begin_answer(JsonWriter& writer, const Context& context, const LibraryView& view) {
  writer.begin_object().key("place");
  view.place ? writer.string(view.place->to_text()) : writer.null();
  writer.member("as_of", view.as_of.to_text()).member("law_version", context.workspace.book().version());
}

Response library_workbook(const LibraryView& view, const std::vector<std::size_t>& entries) {
  auto bytes = app::library_xlsx(*view.index, entries);
  if (!bytes) return problem(bytes.error());
  Response response;
  response.content_type = std::string(kWorkbookMedia);
  response.body = std::move(*bytes);
  offer_download(response, "绩效指标库.xlsx");
  return response;
}

Response list_library(const Context& context, const Request& request) {
  const auto view = read_library(context, request);
  if (!view) return problem(view.error());
  const auto form = read_form(request, kLibraryForms);
  if (!form) return problem(form.error());
  const auto offset = read_number(request, "offset", 0, 0, kMostLibraryEntries * kMostLibraryEntries);
  if (!offset) return problem(offset.error());
  const auto limit = read_number(request, "limit", kMostLibraryEntries, 0, kMostLibraryEntries);
  if (!limit) return problem(limit.error());
  const auto entries = view->index->list(read_library_filter(request));
  if (*form == "csv") return csv_answer(app::library_csv(*view->index, entries), "绩效指标库.csv");
  if (*form == "xlsx") return library_workbook(*view, entries);
  const bool file = *form == "file";  // the same answer without pages, to be saved
  JsonWriter writer;
  begin_answer(writer, context, *view);
  writer.key("groups");
  app::write_sector_tree(writer, *view->index);
  writer.member("total", static_cast<std::int64_t>(entries.size())).key("entries").begin_list();
  const auto first = file ? std::size_t{0} : static_cast<std::size_t>(*offset);
  const auto most = file ? entries.size() : static_cast<std::size_t>(*limit);
  for (std::size_t i = first; i < entries.size() && i - first < most; ++i) {
    app::begin_library_entry(writer, context.workspace.book(), *view->index, entries[i]);
    writer.end_object();
  }
  writer.end_list().end_object();
  auto response = json_answer(writer.take());
  if (file) offer_download(response, "绩效指标库.json");
  return response;
}

Response search_library(const Context& context, const Request& request) {
  const auto view = read_library(context, request);
  if (!view) return problem(view.error());
  const auto limit = read_number(request, "limit", 20, 1, kMostHits);
  if (!limit) return problem(limit.error());
  const auto hits = view->index->search(request.parameter("q").value_or(""), read_library_filter(request),
                                        static_cast<std::size_t>(*limit));
  JsonWriter writer;
  begin_answer(writer, context, *view);
  writer.key("hits").begin_list();
  for (const auto& hit : hits) {
    app::begin_library_entry(writer, context.workspace.book(), *view->index, hit.entry);
    writer.member("points", std::int64_t{hit.points}).key("partial").boolean(hit.partial).end_object();
  }
  writer.end_list().end_object();
  return json_answer(writer.take());
}

Response near_library(const Context& context, const Request& request) {
  const auto view = read_library(context, request);
  if (!view) return problem(view.error());
  const auto limit = read_number(request, "limit", kUsualNear, 1, kMostHits);
  if (!limit) return problem(limit.error());
  const std::string_view name = request.parameter("name").value_or("");
  if (count_characters(name) > kMostName) {
    const auto message = fmt::format("name 最多 {} 字", kMostName);
    return problem(
        {ErrorCode::usage, message, {{"parameter.bad", Severity::error, message, "?name", "写指标的名称"}}});
  }
  JsonWriter writer;
  begin_answer(writer, context, *view);
  writer.key("near").begin_list();
  for (const auto& one :
       view->index->near(name, request.parameter("level").value_or(""), static_cast<std::size_t>(*limit))) {
    app::begin_library_entry(writer, context.workspace.book(), *view->index, one.entry);
    writer.member("share", std::int64_t{one.share}).end_object();
  }
  writer.end_list().end_object();
  return json_answer(writer.take());
}

Result<engine::ProjectBrief> read_project(const Request& request) {
  const auto text = [&](std::string_view name) { return std::string(request.parameter(name).value_or("")); };
  engine::ProjectBrief project{text("name"), text("purpose"), text("function_class"), text("sector"), {}};
  const std::string category = text("category");
  if (category.empty()) return project;
  const auto* found = find_enum<Category>(category);
  if (found != nullptr) {
    project.category = *found;
    return project;
  }
  std::string message = fmt::format("category“{}”应为 1、21、22 或 3", category);
  return fail(ErrorCode::usage, message, {{"parameter.bad", Severity::error, message, "?category", ""}});
}

Response suggest_library(const Context& context, const Request& request) {
  const auto view = read_library(context, request);
  if (!view) return problem(view.error());
  const auto limit = read_number(request, "limit", 10, 1, kMostHits);
  if (!limit) return problem(limit.error());
  const auto project = read_project(request);
  if (!project) return problem(project.error());
  JsonWriter writer;
  begin_answer(writer, context, *view);
  writer.key("suggestions").begin_list();
  for (const auto& suggestion : view->index->suggest(*project, static_cast<std::size_t>(*limit)))
    app::write_suggestion(writer, context.workspace.book(), *view->index, suggestion);
  writer.end_list().end_object();
  return json_answer(writer.take());
}

/// The rows of the place that the viewer may see.
Result<app::StatisticsScope> read_statistics_scope(const Context& context, Region place) {
  app::StatisticsScope scope = app::StatisticsScope::all_of(place);
  if (!context.access->covers(place))
    return fail(ErrorCode::refused, fmt::format("{} 不在你的地区之内", place.to_text()));
  if (!context.access->unit_codes("figure", law::Action::read)) return scope;
  auto indicators = context.access->narrow(record_of<Indicator>(), law::Action::read, scope.indicators);
  if (!indicators) return pass(indicators);
  auto projects = context.access->narrow(record_of<Project>(), law::Action::read, scope.projects);
  if (!projects) return pass(projects);
  scope.indicators = std::move(*indicators);
  scope.projects = std::move(*projects);
  return scope;
}

Response library_entry_statistics(const Context& context, const Request& request) {
  const auto view = read_library(context, request);
  if (!view) return problem(view.error());
  const auto place = read_place(request.parameter("place").value_or(""));
  if (!place) return problem(place.error());
  const auto* entry = view->index->find(request.part("id"));
  if (entry == nullptr)
    return problem({ErrorCode::not_found, fmt::format("指标库里没有编号“{}”", request.part("id")), {}});
  const auto scope = read_statistics_scope(context, *place);
  if (!scope) return problem(scope.error());
  const auto statistics = app::library_statistics(context.workspace, *view->index, *scope, view->as_of);
  if (!statistics) return problem(statistics.error());
  JsonWriter writer;
  begin_answer(writer, context, *view);
  const auto at = static_cast<std::size_t>(entry - view->index->library().entries.data());
  writer.key("entry");
  app::begin_library_entry(writer, context.workspace.book(), *view->index, at);
  writer.end_object().key("use");
  app::write_use(writer, statistics->entries[at]);
  writer.end_object();
  return json_answer(writer.take());
}

constexpr Parameter kOfPlace{
    "place", Parameter::In::query, "6 位区划代码；不给则只有全国的指标", "string", false, "640323"};
constexpr Parameter kOnDay{"as_of", Parameter::In::query, "哪一天有效；不给则为今天", "date",
                           false,   "2023-01-01"};
constexpr Parameter kOfSector{"sector", Parameter::In::query, "行业", "string", false, "教育"};
constexpr Parameter kOfLevel{"level", Parameter::In::query, "二级指标", "string", false, "数量"};
constexpr Parameter kOfFunctionClass{"function_class", Parameter::In::query, "支出功能分类", "string", false,
                                     "20502"};
constexpr Parameter kAtMost{"limit", Parameter::In::query, "最多几个", "integer", false, "10"};

constexpr std::array kListParametersOfLibrary{
    kOfPlace,
    kOnDay,
    kOfSector,
    kOfLevel,
    kOfFunctionClass,
    Parameter{"offset", Parameter::In::query, "从第几个起", "integer", false, "0"},
    kAtMost,
    Parameter{"format", Parameter::In::query, "json、csv、xlsx，或 file（JSON 文件，全部属性）", "string",
              false, "json"}};
constexpr std::array kSearchParameters{
    Parameter{"q", Parameter::In::query, "词、两个字、拼音首字母或全拼，空格分开", "string", true, "yygs"},
    kOfPlace,
    kOnDay,
    kOfSector,
    kOfLevel,
    kOfFunctionClass,
    kAtMost};
constexpr std::array kNearParameters{
    Parameter{"name", Parameter::In::query, "三级指标的名称", "string", true, "学生营养膳食达标率"}, kOfLevel,
    kOfPlace, kOnDay, kAtMost};
constexpr std::array kSuggestParameters{
    Parameter{"name", Parameter::In::query, "项目名称", "string", true, "农村公路日常养护"},
    Parameter{"purpose", Parameter::In::query, "项目内容、立项依据", "string", false, ""},
    Parameter{"category", Parameter::In::query, "项目类别：1、21、22、3", "string", false, "3"},
    kOfFunctionClass,
    kOfSector,
    kOfPlace,
    kOnDay,
    kAtMost};
constexpr std::array kStatisticsParameters{
    Parameter{"id", Parameter::In::path, "指标编号", "string", true, "education-01"},
    Parameter{"place", Parameter::In::query, "6 位区划代码", "string", true, "640323"}, kOnDay};
constexpr std::array<std::string_view, 2> kLibraryOtherForms{"text/csv", kWorkbookMedia};

constexpr Route kLibraryRoutes[] = {
    {"GET", "/api/v1/library", "listLibrary", "绩效指标库：行业树和指标，可筛选，可导出 CSV", kPublic,
     kListParametersOfLibrary, "", "Library", kLibraryOtherForms, list_library},
    {"GET",
     "/api/v1/library/search",
     "searchLibrary",
     "在指标库里查找",
     kPublic,
     kSearchParameters,
     "",
     "LibraryHits",
     {},
     search_library},
    {"GET",
     "/api/v1/library/near",
     "nearIndicators",
     "名称相近的指标：建议新指标之前先看",
     kPublic,
     kNearParameters,
     "",
     "LibraryNearHits",
     {},
     near_library},
    {"GET",
     "/api/v1/library/suggest",
     "suggestIndicators",
     "按项目推荐指标，并说明理由",
     kPublic,
     kSuggestParameters,
     "",
     "LibrarySuggestions",
     {},
     suggest_library},
    {"GET",
     "/api/v1/library/{id}/statistics",
     "libraryStatistics",
     "一个指标在一地的使用和完成情况",
     Permission("figure", law::Action::read),
     kStatisticsParameters,
     "",
     "LibraryStatistics",
     {},
     library_entry_statistics},
};

}  // namespace

std::span<const Route> library_routes() { return kLibraryRoutes; }

}  // namespace jiheng::http
