#include <array>

#include <fmt/format.h>

#include "app/figures.h"
#include "base/json_writer.h"
#include "base/node.h"
#include "http/answers.h"
#include "http/arguments.h"
#include "http/figure_answers.h"
#include "http/problem.h"
#include "http/routes/resources.h"
#include "law/figure.h"

namespace jiheng::http {
namespace {

constexpr std::int64_t kUsualRows = 100;
constexpr std::int64_t kMostRows = 1000;
constexpr std::int64_t kMostCsvRows = 200'000;

/// Whether CSV is asked for, which is an export and needs that permission.
Result<bool> wants_csv(const Context& context, const Request& request) {
  auto csv = http::wants_csv(request);
  if (!csv || !*csv) return csv;
  if (const auto may = context.access->require("figure", law::Action::export_); !may) return pass(may);
  return csv;
}

/// "department,quarter" as its parts.
std::vector<std::string> read_by(const Request& request) {
  std::vector<std::string> by;
  for (const auto name : split_list(request.parameter("by").value_or(""))) by.emplace_back(name);
  return by;
}

Result<engine::FigureQuery> read_query(const Context& context, const Request& request, const Scope& scope) {
  auto filters = read_filters(request);
  if (!filters) return pass(filters);
  return context.access->narrow(engine::FigureQuery{std::string(request.part("id")), scope.place, scope.year,
                                                    read_by(request), std::move(*filters)});
}

Response list_figures(const Context& context, const Request& request) {
  const auto scope = read_scope(context, request);
  if (!scope) return problem(scope.error());
  std::vector<engine::FigureQuery> queries;
  for (auto& id : law::figure_ids(*scope->view.book, scope->place, scope->year)) {
    auto query =
        context.access->narrow(engine::FigureQuery{std::move(id), scope->place, scope->year, {}, {}});
    if (!query) return problem(query.error());
    queries.push_back(std::move(*query));
  }
  JsonWriter writer;
  writer.begin_object();
  write_scope(writer, scope->place, scope->year, scope->view);
  writer.key("figures").begin_list();
  const auto answers = engine::ask_all(*scope->view.facts, *scope->view.book, queries);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (!answers[i]) return problem(answers[i].error());
    write_figure(writer, queries[i], *answers[i]);
  }
  writer.end_list().end_object();
  return json_answer(writer.take());
}

Response get_figure(const Context& context, const Request& request) {
  const auto csv = wants_csv(context, request);
  if (!csv) return problem(csv.error());
  const auto scope = read_scope(context, request);
  if (!scope) return problem(scope.error());
  const auto query = read_query(context, request, *scope);
  if (!query) return problem(query.error());
  const auto answer = engine::ask(*scope->view.facts, *scope->view.book, *query);
  if (!answer) return problem(answer.error());
  if (*csv) {
    return csv_answer(figure_csv(*query, *answer), fmt::format("{}-{}-{}.csv", answer->figure->label,
                                                               scope->place.to_text(), scope->year.value()));
  }
  JsonWriter writer;
  write_figure(writer, *query, *answer);
  return json_answer(writer.take());
}

Response get_figure_rows(const Context& context, const Request& request) {
  const auto csv = wants_csv(context, request);
  if (!csv) return problem(csv.error());
  const auto scope = read_scope(context, request);
  if (!scope) return problem(scope.error());
  const auto query = read_query(context, request, *scope);
  if (!query) return problem(query.error());
  const auto limit = read_number(request, "limit", kUsualRows, 1, kMostRows);
  if (!limit) return problem(limit.error());
  const auto offset = read_number(request, "cursor", 0, 0, INT64_MAX / 2);
  if (!offset) return problem(offset.error());
  const auto rows = app::figure_rows_with_names(context.workspace, scope->view, *query, *csv ? 0 : *offset,
                                                *csv ? kMostCsvRows : *limit);
  if (!rows) return problem(rows.error());
  if (*csv && rows->total > kMostCsvRows) {
    return problem(Error{ErrorCode::invalid,
                         fmt::format("共 {} 行，超过一次下载的上限 {} 行；请用 filter 缩小范围后分次下载",
                                     rows->total, kMostCsvRows),
                         {}});
  }
  if (*csv) {
    return csv_answer(rows_csv(*rows), fmt::format("{}-明细-{}-{}.csv", query->figure, scope->place.to_text(),
                                                   scope->year.value()));
  }
  return json_answer(rows_json(query->figure, *rows, *offset));
}

Response query_figures(const Context& context, const Request& request) {
  const auto body = parse_json(request.body, "body");
  if (!body)
    return problem(
        Error{ErrorCode::usage, "请求正文不是 JSON：" + body.error().message, body.error().findings});
  const auto questions = read_figure_questions(*body);
  if (!questions) return problem(questions.error());
  const auto scope = read_scope(context, *body);
  if (!scope) return problem(scope.error());
  std::vector<engine::FigureQuery> queries;
  for (const auto& question : questions->questions) {
    auto query = context.access->narrow(
        engine::FigureQuery{question.figure, scope->place, scope->year, question.by, questions->filters});
    if (!query) return problem(query.error());
    queries.push_back(std::move(*query));
  }
  const auto answers = engine::ask_all(*scope->view.facts, *scope->view.book, queries);
  Findings findings;
  JsonWriter writer;
  writer.begin_object().key("results").begin_list();
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (answers[i]) {
      write_figure(writer, queries[i], *answers[i]);
    } else {
      findings.push_back(
          {"query", Severity::error, answers[i].error().message, fmt::format("/queries/{}", i), ""});
    }
  }
  if (!findings.empty()) return problem(Error{ErrorCode::invalid, "有的指标查不了", std::move(findings)});
  writer.end_list().end_object();
  return json_answer(writer.take());
}

constexpr Parameter kFigureId{"id", Parameter::In::path, "指标编号", "string", true, "assessment.count"};
constexpr Parameter kFigurePlace{
    "place", Parameter::In::query, "地区的 6 位区划代码；末尾为零的代码包括其下各地", "string", true,
    "640323"};
constexpr Parameter kFigureYear{"year", Parameter::In::query, "年度", "integer", true, "2022"};
constexpr Parameter kFigureSnapshot{
    "snapshot", Parameter::In::query, "快照编号；不给则为现在", "string", false, ""};
constexpr Parameter kFigureFilter{
    "filter", Parameter::In::query, "筛选，写作 维度:取值,取值；可以多个，须同时满足", "string[]",
    false,    "fund_type:11,12"};
constexpr Parameter kFigureFormat{
    "format", Parameter::In::query, "json 或 csv；不给则看 Accept", "string", false, "csv"};
constexpr std::array kFigureListParameters{kFigurePlace, kFigureYear, kFigureSnapshot};
constexpr std::array kFigureParameters{
    kFigureId,
    kFigurePlace,
    kFigureYear,
    kFigureSnapshot,
    Parameter{"by", Parameter::In::query, "按哪些维度分组，最多两个，逗号分开", "string", false,
              "department"},
    kFigureFilter,
    kFigureFormat};
constexpr std::array kRowsParameters{
    kFigureId,
    kFigurePlace,
    kFigureYear,
    kFigureSnapshot,
    kFigureFilter,
    kFigureFormat,
    Parameter{"cursor", Parameter::In::query, "上一页给出的 next；不给则为第一页", "string", false, ""},
    Parameter{"limit", Parameter::In::query, "每页行数，1 至 1000", "integer", false, "100"}};
constexpr std::array<std::string_view, 1> kCsvForm{"text/csv"};

constexpr Route kFiguresRoutes[] = {
    {"GET",
     "/api/v1/figures",
     "listFigures",
     "一地一年的全部指标",
     Permission("figure", law::Action::list),
     kFigureListParameters,
     "",
     "FigureList",
     {},
     list_figures},
    {"POST",
     "/api/v1/figures/query",
     "queryFigures",
     "一次查询多个指标，共用一组筛选",
     Permission("figure", law::Action::read),
     {},
     "FigureQuestions",
     "FigureAnswers",
     {},
     query_figures},
    {"GET", "/api/v1/figures/{id}", "getFigure", "一个指标，可分组和筛选",
     Permission("figure", law::Action::read), kFigureParameters, "", "Figure", kCsvForm, get_figure},
    {"GET", "/api/v1/figures/{id}/rows", "listFigureRows", "指标背后的明细行",
     Permission("figure", law::Action::read), kRowsParameters, "", "FigureRows", kCsvForm, get_figure_rows},
};

}  // namespace

std::span<const Route> figures_routes() { return kFiguresRoutes; }

}  // namespace jiheng::http
