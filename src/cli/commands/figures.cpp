#include "cli/commands/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/figures.h"
#include "app/snapshot.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "http/answers.h"
#include "http/figure_answers.h"

namespace jiheng::cli {
namespace {

struct FigureArguments {
  std::string id;
  std::string place;
  std::string year;
  std::string snapshot;
  std::vector<std::string> by;
  std::vector<std::string> filters;
  std::int64_t limit = 100;
  bool rows = false;
  bool json = false;
};

/// The view that is asked, with the place and year that were named or are there.
struct FigureSession {
  std::unique_ptr<app::Workspace> workspace;
  app::View view;
  engine::FigureQuery query;
};

/// As many places as the screen gives the text: Chinese characters and full-width signs take two, marks that
/// stand over others none (Unicode's East Asian Width).
std::size_t shown_width(std::string_view text) {
  std::size_t width = 0;
  for (const char32_t c : to_code_points(text)) {
    const bool none = c < 0x20 || (c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F) || c == 0xFEFF;
    const bool wide =
        (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
        (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
        (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
    width += none ? 0 : wide ? 2 : 1;
  }
  return width;
}

std::string padded(std::string_view text, std::size_t width, bool right = false) {
  const std::size_t shown = shown_width(text);
  const std::string blanks(shown < width ? width - shown : 0, ' ');
  return right ? blanks + std::string(text) : std::string(text) + blanks;
}

/// The given place, else the only one there is.
Result<Region> figure_place(const app::View& view, const std::string& text) {
  if (!text.empty()) return Region::parse(text);
  const auto regions = view.facts->regions();
  if (regions.size() == 1) return regions.front()->region;
  if (regions.empty()) return fail(ErrorCode::not_found, "库里还没有数据");
  return fail(ErrorCode::usage, fmt::format("库里有 {} 个区划，请用 --place 指定一个", regions.size()));
}

/// The given year, else the last one with project facts.
Result<FiscalYear> figure_year(const app::View& view, Region place, const std::string& text) {
  if (!text.empty()) return FiscalYear::parse(text);
  const auto years = view.facts->values_of(place, law::Entity::project_year, "year");
  if (years.empty()) return fail(ErrorCode::usage, "请用 --year 指定年度");
  return FiscalYear::parse(years.back().code);
}

Result<engine::Filter> figure_filter(const std::string& text) {
  const auto colon = text.find(':');
  engine::Filter filter{text.substr(0, colon), {}};
  if (colon != std::string::npos) {
    for (const auto code : split(std::string_view(text).substr(colon + 1), ','))
      filter.codes.emplace_back(code);
  }
  if (filter.dimension.empty() || filter.codes.empty()) {
    return fail(ErrorCode::usage,
                fmt::format("--filter “{}”应写成 维度:代码,代码，如 fund_type:11,12", text));
  }
  return filter;
}

Result<FigureSession> open_figures(const Invocation& invocation, const FigureArguments& arguments) {
  FigureSession session;
  auto workspace = invocation.open_workspace();
  if (!workspace) return pass(workspace);
  session.workspace = std::move(*workspace);
  auto view = app::open_view(*session.workspace, arguments.snapshot);
  if (!view) return pass(view);
  session.view = std::move(*view);
  const auto place = figure_place(session.view, arguments.place);
  if (!place) return pass(place);
  const auto year = figure_year(session.view, *place, arguments.year);
  if (!year) return pass(year);
  session.query.figure = arguments.id;
  session.query.place = *place;
  session.query.year = *year;
  session.query.by = arguments.by;
  for (const auto& text : arguments.filters) {
    auto filter = figure_filter(text);
    if (!filter) return pass(filter);
    session.query.filters.push_back(std::move(*filter));
  }
  return session;
}

std::string value_text(const law::Figure& figure, const engine::FigureValue& value, bool slice) {
  const bool made_up = app::is_illustrative(value, slice);
  return fmt::format("{}{}{}", value.text, value.value ? " " + figure.unit : "", made_up ? "（示）" : "");
}

std::string group_lines(const engine::FigureAnswer& answer) {
  std::string text;
  std::size_t width = 0;
  std::vector<std::string> labels;
  for (const auto& group : answer.groups) {
    std::string label;
    for (const auto& part : group.labels) label += (label.empty() ? "" : " · ") + part;
    width = std::max(width, shown_width(label));
    labels.push_back(std::move(label));
  }
  for (std::size_t i = 0; i < labels.size(); ++i) {
    text += fmt::format("    {}  {}\n", padded(labels[i], width),
                        value_text(*answer.figure, answer.groups[i].value, true));
  }
  return text;
}

std::string scope_line(const FigureSession& session) {
  return fmt::format(
      "{}（{}）{}年度{}\n", session.view.book->place_name(session.query.place), session.query.place.to_text(),
      session.query.year.value(),
      session.view.snapshot ? fmt::format("，快照 {}", session.view.snapshot->id) : std::string());
}

/// The queries of `jiheng figures`: every figure, split where it has the dimensions asked for.
std::vector<engine::FigureQuery> all_queries(const FigureSession& session) {
  std::vector<engine::FigureQuery> queries;
  for (const auto& id : law::figure_ids(*session.view.book, session.query.place, session.query.year)) {
    auto query = session.query;
    query.figure = id;
    const auto figure = law::find_figure(*session.view.book, id, query.place, query.year);
    std::erase_if(query.by, [&](const std::string& dimension) {
      const bool always = dimension == "region" || dimension == "year";
      return !always && (!figure || std::ranges::count(figure->dimensions, dimension) == 0);
    });
    if (query.by.size() == session.query.by.size()) queries.push_back(std::move(query));
  }
  return queries;
}

int list_figures(const Invocation& invocation, const FigureArguments& arguments) {
  const auto session = open_figures(invocation, arguments);
  if (!session) return report(session.error());
  const auto queries = all_queries(*session);
  if (queries.empty()) {
    return report(
        {ErrorCode::usage, fmt::format("没有指标可以按 {} 分组", fmt::join(arguments.by, "、")), {}});
  }
  const auto answers = engine::ask_all(*session->view.facts, *session->view.book, queries);
  JsonWriter json(2);
  json.begin_object();
  http::write_scope(json, session->query.place, session->query.year, session->view);
  json.key("figures").begin_list();
  std::string text = scope_line(*session);
  std::size_t id_width = 0;
  std::size_t label_width = 0;
  for (const auto& answer : answers) {
    if (!answer) return report(answer.error());
    id_width = std::max(id_width, shown_width(answer->figure->id));
    label_width = std::max(label_width, shown_width(answer->figure->label));
  }
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const auto& figure = *answers[i]->figure;
    http::write_figure(json, queries[i], *answers[i]);
    text += fmt::format("{}  {}  {}\n", padded(figure.id, id_width), padded(figure.label, label_width),
                        value_text(figure, answers[i]->whole, !arguments.filters.empty()));
    if (!arguments.by.empty() || figure.kind == law::ValueKind::distribution)
      text += group_lines(*answers[i]);
  }
  json.end_list().end_object();
  print(arguments.json ? json.text() + "\n" : text);
  return kFine;
}

std::string row_lines(const engine::FigureRows& rows) {
  std::string text = fmt::format("\n依据 {} 行", rows.total);
  if (static_cast<std::int64_t>(rows.rows.size()) < rows.total)
    text += fmt::format("，下面是前 {} 行（--limit 可改）", rows.rows.size());
  text += "：\n";
  for (const auto& row : rows.rows) {
    std::string line;
    for (std::size_t i = 0; i < rows.columns.size(); ++i) {
      const auto& column = rows.columns[i];
      if (column.name == "illustrative" || column.name == "region" || column.name == "year" ||
          is_empty(row.values[i]))
        continue;
      const auto* number = std::get_if<std::int64_t>(&row.values[i]);
      std::string shown = number == nullptr ? std::get<std::string>(row.values[i]) : std::to_string(*number);
      if (number != nullptr && column.kind == "money")
        shown = engine::figure_text(law::ValueKind::money, *number) + " 万元";
      if (number != nullptr && column.kind == "score")
        shown = engine::figure_text(law::ValueKind::score, *number) + " 分";
      if (number != nullptr && column.kind == "ratio")
        shown = engine::figure_text(law::ValueKind::ratio, *number) + "%";
      line += fmt::format("{}{}={}", line.empty() ? "" : "  ", column.label, shown);
    }
    text += "  " + line + "\n";
  }
  return text;
}

int show_figure(const Invocation& invocation, const FigureArguments& arguments) {
  auto session = open_figures(invocation, arguments);
  if (!session) return report(session.error());
  const auto answer = engine::ask(*session->view.facts, *session->view.book, session->query);
  if (!answer) return report(answer.error());
  engine::FigureRows rows;
  if (arguments.rows) {
    auto found =
        app::figure_rows_with_names(*session->workspace, session->view, session->query, 0, arguments.limit);
    if (!found) return report(found.error());
    rows = std::move(*found);
  }
  if (arguments.json) {
    // Both parts are as the API answers them.
    JsonWriter json(arguments.rows ? 0 : 2);
    http::write_figure(json, session->query, *answer);
    print(arguments.rows ? fmt::format("{{\"figure\":{},\"rows\":{}}}\n", json.text(),
                                       http::rows_json(arguments.id, rows, 0))
                         : json.text() + "\n");
    return kFine;
  }
  const auto& figure = *answer->figure;
  std::string text = scope_line(*session);
  text += fmt::format("{}（{}）：{}\n口径：{}\n依据 {} 行，其中演示数据 {} 行，总数公开、分项示意 {} 行\n",
                      figure.label, figure.id, value_text(figure, answer->whole, !arguments.filters.empty()),
                      figure.definition, answer->whole.rows, answer->whole.illustrative_rows,
                      answer->whole.allocated_rows);
  for (const auto& dimension : answer->ignored_filters)
    text += fmt::format("提示：这个指标没有维度“{}”，筛选没有用上\n", dimension);
  text += group_lines(*answer);
  print(arguments.rows ? text + row_lines(rows) : text);
  return kFine;
}

void set_up_figures(CLI::App& app, Invocation& invocation) {
  const auto arguments = std::make_shared<FigureArguments>();
  const auto add_options = [&](CLI::App& to) {
    to.add_option("--place", arguments->place, "区划代码，如 640323；库里只有一个时可以不写");
    to.add_option("--year", arguments->year, "年度，如 2022；默认有数据的最后一年");
    to.add_option("--by", arguments->by, "按维度分组，最多两个，用逗号隔开，如 fund_type,sector")
        ->delimiter(',');
    to.add_option("--filter", arguments->filters, "筛选，如 fund_type:11,12；可以写几次")->take_all();
    to.add_option("--snapshot", arguments->snapshot, "用这个快照的数据和规则");
    to.add_flag("--json", arguments->json, "输出 JSON");
  };
  add_options(app);
  app.callback([&app, &invocation, arguments] {
    if (app.get_subcommands().empty()) {
      invocation.run = [&invocation, arguments] { return list_figures(invocation, *arguments); };
    }
  });
  CLI::App* show = app.add_subcommand("show", "一个指标：口径、数值、分组和依据的明细");
  show->fallthrough();
  show->add_option("ID", arguments->id, "指标编号，如 assessment.count")->required();
  show->add_flag("--rows", arguments->rows, "列出依据的明细");
  show->add_option("--limit", arguments->limit, "明细最多列多少行，0 为全部")->check(CLI::NonNegativeNumber);
  show->callback([&invocation, arguments] {
    invocation.run = [&invocation, arguments] { return show_figure(invocation, *arguments); };
  });
}

}  // namespace

const Command kFiguresCommand{"figures", "指标：一览、口径、分组、明细", set_up_figures};

}  // namespace jiheng::cli
