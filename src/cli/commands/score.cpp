#include "cli/commands/score.h"

#include <memory>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/score_files.h"
#include "base/json_writer.h"
#include "cli/rule_options.h"
#include "law/book.h"

namespace jiheng::cli {
namespace {

constexpr int kScoreJsonIndent = 2;

struct ScoreArguments {
  std::vector<std::string> files;
  RuleArguments rules;
  bool explain = false;
  bool json = false;
};

/// One file gives one object, several give a list.
std::string scores_as_json(const law::Book& book, const std::vector<app::FileOutcome>& outcomes,
                           bool explain) {
  JsonWriter out(kScoreJsonIndent);
  std::size_t objects = 0;
  for (const auto& outcome : outcomes) objects += outcome.error ? 1 : outcome.scores.size();
  if (objects != 1) out.begin_list();
  for (const auto& outcome : outcomes) {
    if (outcome.error) app::write_json(out, outcome.file, *outcome.error);
    for (const auto& score : outcome.scores) app::write_json(out, book, score, explain);
  }
  if (objects != 1) out.end_list();
  return out.take() + "\n";
}

int run_score(const Invocation& invocation, const ScoreArguments& arguments) {
  const auto options = read_rule_options(arguments.rules);
  if (!options) return report(options.error());
  const auto book = law::Book::open(invocation.law);
  if (!book) return report(book.error());
  const auto outcomes = app::score_files(*book, arguments.files, *options);
  if (arguments.json) print(scores_as_json(*book, outcomes, arguments.explain));
  int code = kFine;
  for (const auto& outcome : outcomes) {
    if (outcome.error) {
      const int failed = report(*outcome.error);
      code = std::max(code, failed);
    }
    for (const auto& score : outcome.scores) {
      if (!arguments.json) print(app::to_text(*book, score, arguments.explain) + "\n");
      if (!score.reading.empty() || !score.scored.findings.empty()) code = std::max<int>(code, kFindings);
    }
  }
  return code;
}

void set_up_score(CLI::App& app, Invocation& invocation) {
  const auto arguments = std::make_shared<ScoreArguments>();
  app.add_option("FILE", arguments->files, "自评表：.json 或 .xlsx")->required();
  add_rule_options(app, arguments->rules, "表中年度的次年 3 月 31 日");
  app.add_flag("--explain", arguments->explain, "写出每一分的来历");
  app.add_flag("--json", arguments->json, "输出 JSON");
  app.callback([&invocation, arguments] {
    invocation.run = [&invocation, arguments] { return run_score(invocation, *arguments); };
  });
}

}  // namespace

const Command kScoreCommand{"score", "按评分方案给自评表计分并说明", set_up_score};

}  // namespace jiheng::cli
