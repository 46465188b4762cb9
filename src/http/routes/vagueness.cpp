#include <fmt/format.h>

#include <array>

#include "app/vagueness.h"
#include "http/answers.h"
#include "http/arguments.h"
#include "http/lint_answers.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

constexpr std::int64_t kMostRanked = 500;

std::string ranking_text(const Request& request, std::string_view name) {
  return std::string(request.parameter(name).value_or(""));
}

Result<app::VaguenessQuestion> read_ranking(const Context& context, const Request& request) {
  app::VaguenessQuestion question;
  question.place = context.access->viewer().place;
  question.year = context.access->viewer().year;
  if (const auto text = ranking_text(request, "place"); !text.empty()) {
    const auto place = read_place(text);
    if (!place) return pass(place);
    question.place = *place;
  }
  if (const auto text = ranking_text(request, "year"); !text.empty()) {
    const auto year = read_year(text);
    if (!year) return pass(year);
    question.year = *year;
  }
  if (const auto text = ranking_text(request, "by"); !text.empty()) {
    const auto* by = find_enum<app::VaguenessBy>(text);
    if (by == nullptr)
      return fail(ErrorCode::usage, "by 不认识",
                  {{"parameter.bad", Severity::error, fmt::format("不能按“{}”排", text), "?by",
                    "可用 unit、department、sector、project、indicator、entry"}});
    question.by = *by;
  }
  question.unit = ranking_text(request, "unit");
  question.department = ranking_text(request, "department");
  question.sector = ranking_text(request, "sector");
  question.words = ranking_text(request, "q");
  question.band = ranking_text(request, "band");
  if (!question.band.empty() && question.band != "low" && question.band != "middle" &&
      question.band != "high")
    return fail(ErrorCode::usage, "band 不认识",
                {{"parameter.bad", Severity::error, fmt::format("没有程度“{}”", question.band), "?band",
                  "可用 low、middle、high"}});
  const auto limit = read_number(request, "limit", 50, 1, kMostRanked);
  if (!limit) return pass(limit);
  const auto offset = read_number(request, "cursor", 0, 0, INT32_MAX);
  if (!offset) return pass(offset);
  question.limit = static_cast<std::size_t>(*limit);
  question.offset = static_cast<std::size_t>(*offset);
  return question;
}

Response get_vagueness(const Context& context, const Request& request) {
  const auto question = read_ranking(context, request);
  if (!question) return problem(question.error());
  const auto ranking = app::rank_vagueness(context.workspace, *context.access, *question);
  if (!ranking) return problem(ranking.error());
  return json_answer(vagueness_json(*question, *ranking));
}

constexpr std::array kVaguenessParameters{
    Parameter{"by", Parameter::In::query, "unit、department、sector、project、indicator 或 entry（指标库）",
              "string", false, "unit"},
    Parameter{"place", Parameter::In::query, "6 位区划代码；不给则为自己的地区", "string", false, "640323"},
    Parameter{"year", Parameter::In::query, "年度；不给则为所选年度", "integer", false, "2022"},
    Parameter{"unit", Parameter::In::query, "单位编码", "string", false, "219001"},
    Parameter{"department", Parameter::In::query, "主管部门编码", "string", false, "219"},
    Parameter{"sector", Parameter::In::query, "行业", "string", false, "教育"},
    Parameter{"band", Parameter::In::query, "low、middle 或 high", "string", false, "high"},
    Parameter{"q", Parameter::In::query, "名称的一部分", "string", false, ""},
    Parameter{"cursor", Parameter::In::query, "上一页给出的 next", "string", false, ""},
    Parameter{"limit", Parameter::In::query, "每页行数，1 至 500", "integer", false, "50"}};

constexpr Route kVaguenessRoutes[] = {
    {"GET",
     "/api/v1/vagueness",
     "rankVagueness",
     "泛指标化指数排行，附例子和理由",
     Permission("figure", law::Action::read),
     kVaguenessParameters,
     "",
     "VaguenessRanking",
     {},
     get_vagueness},
};

}  // namespace

std::span<const Route> vagueness_routes() { return kVaguenessRoutes; }

}  // namespace jiheng::http
