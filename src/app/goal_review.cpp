#include "app/goal_review.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/desk.h"
#include "app/goal_lint.h"
#include "base/text.h"
#include "law/parameter.h"
#include "law/scheme.h"

namespace jiheng::app {
namespace {

constexpr std::string_view kReviewPoints = "goal.review-points";
constexpr std::string_view kGradeBands = "scheme.grade-bands";
constexpr int kMostNote = 500;

/// The points with their labels and full marks, as the parameter lists them.
Result<std::vector<ReviewPoint>> declared_points(const law::Book& book, Region place, Date day) {
  const auto entries = law::map_parameter(book, kReviewPoints, place, day);
  if (!entries) return pass(entries);
  const auto match = law::find_parameter(book, kReviewPoints, place, day);
  const Node* labels = match ? match->rule->body.find("keys") : nullptr;
  std::vector<ReviewPoint> points;
  for (const auto& [key, value] : *entries) {
    const auto full = Score::parse(value);
    if (!full) return pass(full);
    ReviewPoint point;
    point.id = key;
    point.group = key.substr(0, key.find('.'));
    point.label = labels == nullptr ? key : std::string(labels->text_of(key, key));
    point.full = *full;
    points.push_back(std::move(point));
  }
  return points;
}

Result<std::optional<Grade>> grade_of(const law::Book& book, Region place, Date day, Score total) {
  const auto bands = book.find(law::Kind::schemes, kGradeBands, place, day);
  if (!bands) return fail(ErrorCode::not_found, "没有规定等次分数线");
  const auto read = law::read_grade_bands(*bands->rule);
  if (!read) return pass(read);
  for (const auto& band : *read) {
    if (total >= band.from) return std::optional(band.grade);
  }
  return std::optional<Grade>();
}

Result<void> propose(Workspace& workspace, const Access& access, const GoalFile& file, Date day,
                     std::vector<ReviewPoint>& points) {
  const auto linter = workspace.desk().linter(workspace.book(), file.goal.region, day);
  if (!linter) return pass(linter);
  const auto last = last_year_of(workspace.store(), file);
  if (!last) return pass(last);
  const auto report = lint_goal(workspace, access, file, file.form, *last);
  if (!report) return pass(report);
  for (const auto& proposal : (*linter)->review(*report)) {
    const auto point = std::ranges::find(points, proposal.point, &ReviewPoint::id);
    if (point == points.end()) continue;
    point->proposed = proposal.proposed;
    for (const auto index : proposal.because) point->because.push_back(report->findings.at(index).message);
  }
  return {};
}

}  // namespace

std::string_view review_consequence(Grade grade) {
  switch (grade) {
    case Grade::excellent: return "优：进入下一步预算安排";
    case Grade::good: return "良：与单位协商，完善后进入下一步预算安排";
    case Grade::fair: return "中：退回修改，重新报送";
    case Grade::poor: return "差：不得进入下一步预算安排";
  }
  return {};
}

Result<ReviewSheet> review_of(Workspace& workspace, const Access& access, const GoalFile& file) {
  const auto day = beijing_date(workspace.clock().now_ms());
  auto points = declared_points(workspace.book(), file.goal.region, day);
  if (!points) return pass(points);
  ReviewSheet sheet;
  sheet.points = std::move(*points);
  if (const auto done = propose(workspace, access, file, day, sheet.points); !done) return pass(done);
  bool all = !sheet.points.empty();
  for (auto& point : sheet.points) {
    for (const auto& given : file.reviews) {
      if (given.point != point.id || given.round != file.at.round) continue;
      point.scored = given.score;
      point.note = given.note.value_or("");
    }
    all = all && point.scored.has_value();
    sheet.total = sheet.total + point.scored.value_or(Score());
  }
  if (!all) return sheet;
  const auto grade = grade_of(workspace.book(), file.goal.region, day, sheet.total);
  if (!grade) return pass(grade);
  sheet.grade = *grade;
  if (sheet.grade) sheet.consequence = review_consequence(*sheet.grade);
  return sheet;
}

namespace {

/// The points of the body, checked against the declared ones.
Result<std::vector<GoalReview>> read_points(const Node& body, const std::vector<ReviewPoint>& declared) {
  Findings findings;
  std::vector<GoalReview> given;
  const Node* list = body.find("points");
  if (list == nullptr || !list->is_list())
    return fail(ErrorCode::invalid, "请求正文有误",
                {{"goal.review", Severity::error, "要有 points", "/points", ""}});
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    const Node& node = list->items[i];
    const auto where = fmt::format("/points/{}", i);
    const auto point = std::ranges::find(declared, node.text_of("id"), &ReviewPoint::id);
    if (point == declared.end()) {
      findings.push_back({"goal.review", Severity::error, fmt::format("没有审核要点“{}”", node.text_of("id")),
                          where + "/id", ""});
      continue;
    }
    const auto score = Score::parse(node.text_of("score"));
    if (!score || *score > point->full)
      findings.push_back({"goal.review", Severity::error,
                          fmt::format("“{}”应在 0 到 {} 之间", point->label, point->full.to_short()),
                          where + "/score", ""});
    if (count_characters(node.text_of("note")) > kMostNote)
      findings.push_back(
          {"goal.review", Severity::error, fmt::format("说明最多 {} 字", kMostNote), where + "/note", ""});
    GoalReview review;
    review.point = point->id;
    review.score = score.value_or(Score());
    if (!node.text_of("note").empty()) review.note = std::string(node.text_of("note"));
    given.push_back(std::move(review));
  }
  if (!findings.empty()) return fail(ErrorCode::invalid, "审核打分有误", std::move(findings));
  return given;
}

}  // namespace

Result<void> save_review(Workspace& workspace, const Access& access, GoalRef ref, const Node& body) {
  const auto actor = access.viewer().actor("goal-review");
  const auto written = workspace.write(actor, [&]() -> Result<std::vector<store::Put>> {
    const auto file = load_goal(workspace, access, ref);
    if (!file) return pass(file);
    if (auto may = access.require("goal_review", law::Action::write, file->subject()); !may) return pass(may);
    if (file->state().record_state != "submitted")
      return fail(ErrorCode::conflict,
                  fmt::format("“{}”时不打分：送审以后由审核人打分", file->state().label));
    const auto sheet = review_of(workspace, access, *file);
    if (!sheet) return pass(sheet);
    auto given = read_points(body, sheet->points);
    if (!given) return pass(given);
    std::vector<store::Put> puts;
    for (auto& review : *given) {
      review.region = file->goal.region;
      review.goal_id = file->goal.id;
      review.record = record_name(file->kind);
      review.round = file->at.round;
      review.by_name = actor.name;
      review.at_ms = workspace.clock().now_ms();
      puts.push_back(store::put_of(review));
    }
    return puts;
  });
  if (!written) return pass(written);
  return {};
}

}  // namespace jiheng::app
