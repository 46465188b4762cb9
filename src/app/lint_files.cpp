#include "app/lint_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/goal_lint.h"
#include "app/goal_workbook_form.h"
#include "app/import_sheet.h"
#include "app/lint_goal_workbook.h"
#include "base/file.h"
#include "engine/lint_json.h"

namespace jiheng::app {
namespace {

constexpr std::size_t kLargestLintFile = 64U << 20U;

std::string_view severity_mark(Severity severity) {
  return severity == Severity::error ? "须改" : severity == Severity::warning ? "提示" : "参考";
}

struct KindName {
  engine::LintFormKind kind;
  std::string_view code;
  std::string_view label;
};
constexpr KindName kKindNames[] = {
    {engine::LintFormKind::goal, "goal", "目标申报表"},
    {engine::LintFormKind::self_evaluation, "self_evaluation", "自评表"},
    {engine::LintFormKind::department_overall, "department_overall", "部门整体目标申报表"}};
const KindName& name_of(engine::LintFormKind kind) {
  return *std::ranges::find(kKindNames, kind, &KindName::kind);
}

/// Linters of one run, by place and day.
class LinterShelf {
 public:
  LinterShelf(const law::Book& book, const ScoreOptions& options) : book_(book), options_(options) {}

  Result<FileLint> lint(const FileScore& score) {
    const auto kind = engine::kind_of(score.form);
    auto form = engine::lint_form(score.form, kind);
    put_scores(form, score);
    const Date day = law_day(score, kind);
    const bool own = options_.place == "cn" && score.form.region;
    const auto linter = find(own ? *score.form.region : region_of_place(options_.place), day);
    if (!linter) return pass(linter);
    return FileLint{score.file, score.form.where,      kind,         score.form.project_name,
                    day,        (*linter)->lint(form), score.reading};
  }

  Result<FileLint> lint(const std::string& file, GoalSheet sheet) {
    const Date day = options_.as_of ? *options_.as_of : sheet.year ? sheet.year->first_day() : options_.today;
    const bool own = options_.place == "cn" && sheet.region;
    const auto linter = find(own ? *sheet.region : region_of_place(options_.place), day);
    if (!linter) return pass(linter);
    FileLint done{file,
                  sheet.data.sheet,
                  sheet.lint.kind,
                  sheet.title,
                  day,
                  (*linter)->lint(sheet.lint),
                  std::move(sheet.reading)};
    for (auto& finding : done.report.findings)
      finding.origin = cell_of_field(sheet.data, form_field_of(finding));
    return done;
  }

 private:
  static void put_scores(engine::LintForm& form, const FileScore& score) {
    form.scored = form.kind == engine::LintFormKind::self_evaluation;
    for (std::size_t i = 0; i < form.indicators.size() && i < score.scored.indicators.size(); ++i)
      form.indicators[i].computed = score.scored.indicators[i].score;
    if (form.self_evaluation) form.self_evaluation->computed_total = score.scored.total;
  }

  Date law_day(const FileScore& score, engine::LintFormKind kind) const {
    if (options_.as_of) return *options_.as_of;
    return kind == engine::LintFormKind::goal && score.form.year ? score.form.year->first_day() : score.as_of;
  }

  Result<const engine::Linter*> find(Region place, Date day) {
    const auto key = std::pair(place, day);
    if (const auto known = linters_.find(key); known != linters_.end()) return &known->second;
    auto linter = engine::Linter::compile(book_, place, day);
    if (!linter) return pass(linter);
    return &linters_.emplace(key, std::move(*linter)).first->second;
  }

  const law::Book& book_;
  const ScoreOptions& options_;
  std::map<std::pair<Region, Date>, engine::Linter> linters_;
};

/// Why a workbook is neither kind of form: what each of the two lacks; one fault of the file itself once.
Error no_form(Error self_evaluation, Error goal) {
  if (self_evaluation.message == goal.message) return self_evaluation;
  self_evaluation.message += goal.findings.empty() ? "；" + goal.message : "；也不是目标申报表的表样";
  for (auto& finding : goal.findings) self_evaluation.findings.push_back(std::move(finding));
  return self_evaluation;
}

/// Workbooks that hold declarations and no self-evaluation.
LintOutcome lint_goals(const law::Book& book, std::string_view bytes, FileOutcome scored,
                       const ScoreOptions& options, LinterShelf& shelf) {
  auto sheets = read_goal_sheets(book, bytes, scored.file, options);
  if (!sheets) return {scored.file, {}, no_form(std::move(*scored.error), std::move(sheets.error()))};
  LintOutcome outcome;
  outcome.file = scored.file;
  for (auto& sheet : *sheets) {
    auto form = shelf.lint(scored.file, std::move(sheet));
    if (form)
      outcome.forms.push_back(std::move(*form));
    else
      outcome.error = std::move(form.error());
  }
  return outcome;
}

LintOutcome lint_one(const law::Book& book, std::string_view bytes, const std::string& file,
                     const ScoreOptions& options, LinterShelf& shelf) {
  auto scored = score_bytes(book, bytes, file, options);
  if (scored.error && looks_like_workbook(bytes, file))
    return lint_goals(book, bytes, std::move(scored), options, shelf);
  LintOutcome outcome;
  outcome.file = std::move(scored.file);
  outcome.error = std::move(scored.error);
  for (const auto& score : scored.scores) {
    auto form = shelf.lint(score);
    if (form) {
      outcome.forms.push_back(std::move(*form));
    } else {
      outcome.error = std::move(form.error());
    }
  }
  return outcome;
}

}  // namespace

Region region_of_place(std::string_view place) {
  if (!place.starts_with("cn/")) return {};
  return Region::parse((std::string(place.substr(3)) + "000000").substr(0, 6)).value_or(Region{});
}

LintOutcome lint_bytes(const law::Book& book, std::string_view bytes, const std::string& file,
                       const ScoreOptions& options) {
  LinterShelf shelf(book, options);
  return lint_one(book, bytes, file, options, shelf);
}

std::vector<LintOutcome> lint_files(const law::Book& book, std::span<const std::string> files,
                                    const ScoreOptions& options) {
  LinterShelf shelf(book, options);
  std::vector<LintOutcome> outcomes;
  for (const auto& file : files) {
    const auto bytes = read_file(file, kLargestLintFile);
    if (bytes) {
      outcomes.push_back(lint_one(book, *bytes, file, options, shelf));
    } else {
      outcomes.push_back({file, {}, bytes.error()});
    }
  }
  return outcomes;
}

void write_json(JsonWriter& out, const law::Book& book, const FileLint& form) {
  out.begin_object().member("file", form.file).member("where", form.where);
  out.member("kind", name_of(form.kind).code);
  out.member("project", form.project).member("as_of", form.as_of.to_text()).key("report");
  engine::write_json(out, book, form.report);
  out.end_object();
}

std::string to_text(const FileLint& form) {
  std::string text = fmt::format("{}{}{} {}（{}，按 {} 的规则）\n", form.file, form.where.empty() ? "" : " ",
                                 form.where, form.project, name_of(form.kind).label, form.as_of.to_text());
  for (const auto& finding : form.reading) text += "  读表 " + to_string(finding) + "\n";
  std::map<Severity, int> counts;
  for (const auto& finding : form.report.findings) {
    ++counts[finding.severity];
    text += fmt::format("  {} {} [{}]\n     改法：{}{}\n", severity_mark(finding.severity), finding.message,
                        finding.rule->id, finding.rule->fix,
                        finding.origin.empty() ? "" : fmt::format("（{}）", finding.origin));
  }
  text += fmt::format("  对照 {} 条规则：须改 {}，提示 {}，参考 {}", form.report.checked,
                      counts[Severity::error], counts[Severity::warning], counts[Severity::info]);
  if (form.report.not_checked.empty()) return text + "\n";
  std::map<std::string, std::vector<std::string>> missing;
  for (const auto& one : form.report.not_checked) missing[one.missing].push_back(one.rule->id);
  text += fmt::format("；其中 {} 条缺情况，没有判断：\n", form.report.not_checked.size());
  for (const auto& [what, rules] : missing)
    text += fmt::format("     缺{}：{}\n", what, fmt::join(rules, "、"));
  return text;
}

}  // namespace jiheng::app
