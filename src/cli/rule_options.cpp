#include "cli/rule_options.h"

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "base/region.h"

namespace jiheng::cli {

void add_rule_options(CLI::App& app, RuleArguments& arguments, const std::string& days) {
  app.add_option("--scheme", arguments.scheme,
                 "评分方案编号，如 scheme.self-evaluation；默认按地方、日期和表自动选择");
  app.add_option("--place", arguments.place, "区划代码，如 640323；默认全国");
  app.add_option("--as-of", arguments.as_of, "按哪一天的制度，如 2022-12-31；默认" + days);
}

Result<app::ScoreOptions> read_rule_options(const RuleArguments& arguments) {
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

}  // namespace jiheng::cli
