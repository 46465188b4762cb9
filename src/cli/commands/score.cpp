#include "cli/commands/score.h"

#include <memory>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/score_files.h"
#include "base/clock.h"
#include "base/json_writer.h"
#include "law/book.h"

namespace jiheng::cli {
namespace {

constexpr int kScoreJsonIndent = 2;

struct ScoreArguments {
  std::vector<std::string> files;
  std::string scheme;
  std::string place;
  std::string as_of;
  bool explain = false;
  bool json = false;
};

Result<app::ScoreOptions> score_options(const ScoreArguments& arguments) {
  app::ScoreOptions options;
  options.scheme = arguments.scheme;
  options.today = beijing_date(SystemClock().now_ms());
  if (!arguments.place.empty() && arguments.place != "cn") {
    const bool layer = arguments.place.starts_with("cn/");
    const auto region = layer ? Result<Region>(Region{}) : Region::parse(arguments.place);
    if (!region) return fail(ErrorCode::usage, region.error().message);
    options.place = layer ? arguments.place : region->law_places().front();
  }
  if (!arguments.as_of.empty()) {
    const auto date = Date::parse(arguments.as_of);
    if (!date) return fail(ErrorCode::usage, date.error().message);
    options.as_of = *date;
  }
  return options;
}

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
  const auto options = score_options(arguments);
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
  app.add_option("--scheme", arguments->scheme,
                 "评分方案编号，如 scheme.self-evaluation；默认按地方、日期和表自动选择");
  app.add_option("--place", arguments->place, "区划代码，如 640323；默认全国");
  app.add_option("--as-of", arguments->as_of, "按哪一天的制度，如 2022-12-31；默认表中年度的次年 3 月 31 日");
  app.add_flag("--explain", arguments->explain, "写出每一分的来历");
  app.add_flag("--json", arguments->json, "输出 JSON");
  app.callback([&invocation, arguments] {
    invocation.run = [&invocation, arguments] { return run_score(invocation, *arguments); };
  });
}

}  // namespace

const Command kScoreCommand{"score", "按评分方案给自评表计分并说明", set_up_score};

}  // namespace jiheng::cli
