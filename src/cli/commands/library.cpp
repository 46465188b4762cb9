#include "cli/commands/library.h"

#include <fmt/format.h>

#include <memory>

#include <CLI/CLI.hpp>

#include "app/library.h"
#include "app/library_proposals.h"
#include "app/library_statistics.h"
#include "base/file.h"
#include "engine/library_quality.h"

namespace jiheng::cli {
namespace {

constexpr int kLibraryIndent = 2;

struct LibraryArguments {
  std::string place;
  std::string as_of;
  std::string words;
  engine::LibraryFilter filter;
  engine::ProjectBrief project;
  std::string category;
  std::string output;
  std::size_t limit = 10;
  bool by_database = false;
  bool json = false;
};

/// The law and the library that the options name.
struct LibrarySession {
  law::Book book;
  std::shared_ptr<const engine::LibraryIndex> index;
  Date as_of;
};

Result<std::optional<Region>> library_place(const std::string& text) {
  if (text.empty()) return std::optional<Region>();
  const auto place = Region::parse(text);
  if (!place) return fail(ErrorCode::usage, place.error().message);
  return std::optional<Region>(*place);
}

Result<Date> library_day(const std::string& text) {
  return text.empty() ? Result<Date>(beijing_date(SystemClock().now_ms())) : Date::parse(text);
}

Result<LibrarySession> open_session(const Invocation& invocation, const LibraryArguments& arguments) {
  const auto place = library_place(arguments.place);
  if (!place) return pass(place);
  const auto as_of = library_day(arguments.as_of);
  if (!as_of) return pass(as_of);
  auto book = law::Book::open(invocation.law);
  if (!book) return pass(book);
  LibrarySession session;
  session.book = std::move(*book);
  session.as_of = *as_of;
  session.index = app::open_library(session.book, *place, *as_of);
  if (!*place || (invocation.data.empty() && invocation.db.empty())) return session;
  // The county's own layer is in its data folder.
  const auto workspace = invocation.open_workspace();
  if (!workspace) return pass(workspace);
  auto county = app::open_library(**workspace, *place, *as_of);
  if (!county) return pass(county);
  session.index = std::move(*county);
  return session;
}

std::string entry_line(const LibrarySession& session, std::size_t position) {
  const auto& entry = session.index->entry(position);
  return fmt::format("{}\t{}\t{}\t{}{}\t{} {} {}\n", entry.code, session.index->set_of(position).sector,
                     entry.level, entry.starred ? "★" : "", entry.name, enum_label(entry.op), entry.target,
                     entry.unit.value_or(""));
}

int list_library(const LibrarySession& session, const LibraryArguments& arguments) {
  const auto entries = session.index->list(arguments.filter);
  if (arguments.json) {
    JsonWriter json(kLibraryIndent);
    json.begin_object().key("groups");
    app::write_sector_tree(json, *session.index);
    json.key("entries").begin_list();
    for (const auto entry : entries) {
      app::begin_library_entry(json, session.book, *session.index, entry);
      json.end_object();
    }
    print(json.end_list().end_object().text() + "\n");
    return kFine;
  }
  for (const auto entry : entries) print(entry_line(session, entry));
  print(fmt::format("共 {} 个指标\n", entries.size()));
  return kFine;
}

int search_library(const LibrarySession& session, const LibraryArguments& arguments) {
  const auto hits = session.index->search(arguments.words, arguments.filter, arguments.limit);
  if (arguments.json) {
    JsonWriter json(kLibraryIndent);
    json.begin_object().key("hits").begin_list();
    for (const auto& hit : hits) {
      app::begin_library_entry(json, session.book, *session.index, hit.entry);
      json.member("points", std::int64_t{hit.points}).key("partial").boolean(hit.partial).end_object();
    }
    print(json.end_list().end_object().text() + "\n");
    return kFine;
  }
  if (!hits.empty() && hits.front().partial) print("没有全部包含的指标，下面的只有部分字相同\n");
  for (const auto& hit : hits) print(entry_line(session, hit.entry));
  if (hits.empty()) print("没有找到\n");
  return kFine;
}

int suggest_from_library(const LibrarySession& session, const LibraryArguments& arguments) {
  engine::ProjectBrief project = arguments.project;
  if (!arguments.category.empty()) {
    const auto* category = find_enum<Category>(arguments.category);
    if (category == nullptr)
      return report(
          {ErrorCode::usage, fmt::format("没有项目类别“{}”，应为 1、21、22、3", arguments.category), {}});
    project.category = *category;
  }
  const auto suggestions = session.index->suggest(project, arguments.limit);
  if (arguments.json) {
    JsonWriter json(kLibraryIndent);
    json.begin_object().key("suggestions").begin_list();
    for (const auto& suggestion : suggestions)
      app::write_suggestion(json, session.book, *session.index, suggestion);
    print(json.end_list().end_object().text() + "\n");
    return kFine;
  }
  for (const auto& suggestion : suggestions) {
    print(entry_line(session, suggestion.entry));
    for (const auto& reason : suggestion.reasons) print(fmt::format("    因为{}\n", reason.text));
  }
  if (suggestions.empty()) print("看不出是什么项目：写上项目内容、功能分类或行业再试\n");
  return kFine;
}

std::string use_text(const app::IndicatorUse& use) {
  std::string text = fmt::format("{}\t{}\t{}\t用过 {} 次，{} 个项目，满分 {}/{}\n", use.code, use.sector,
                                 use.name, use.uses, use.projects, use.full, use.claimed);
  for (const auto& advice : use.advice)
    text +=
        fmt::format("    {}：{}\n", advice.kind == app::LibraryAdvice::Kind::retire ? "建议停用" : "建议细化",
                    advice.reason);
  return text;
}

int print_statistics(const app::LibraryStatistics& statistics, const LibraryArguments& arguments) {
  if (arguments.json) {
    JsonWriter json(kLibraryIndent);
    json.begin_object().member("place", statistics.place.to_text()).member("rows", statistics.rows);
    json.member("from_library", statistics.from_library).key("entries").begin_list();
    for (const auto& use : statistics.entries) app::write_use(json, use);
    json.end_list().key("others").begin_list();
    for (const auto& use : statistics.others) app::write_use(json, use);
    print(json.end_list().end_object().text() + "\n");
    return kFine;
  }
  print(fmt::format("指标 {} 行，其中 {} 行的名称在指标库里\n", statistics.rows, statistics.from_library));
  for (const auto& use : statistics.entries) {
    if (use.uses > 0 || !use.advice.empty()) print(use_text(use));
  }
  print(fmt::format("指标库里没有的名称 {} 个，用得最多的：\n", statistics.others.size()));
  for (std::size_t i = 0; i < std::min(arguments.limit, statistics.others.size()); ++i)
    print(use_text(statistics.others[i]));
  return kFine;
}

int statistics_of_library(const Invocation& invocation, const LibraryArguments& arguments) {
  const auto place = library_place(arguments.place);
  if (!place) return report(place.error());
  if (!*place) return report({ErrorCode::usage, "请用 --place 指定区划，如 640323", {}});
  const auto as_of = library_day(arguments.as_of);
  if (!as_of) return report(as_of.error());
  const auto workspace = invocation.open_workspace();
  if (!workspace) return report(workspace.error());
  const auto opened = app::open_library(**workspace, *place, *as_of);
  if (!opened) return report(opened.error());
  const auto& index = *opened;
  const auto statistics =
      app::library_statistics(**workspace, *index, app::StatisticsScope::all_of(**place), *as_of);
  return statistics ? print_statistics(*statistics, arguments) : report(statistics.error());
}

/// The form by the file's extension: csv, xlsx or json.
Result<std::string> exported(const LibrarySession& session, const LibraryArguments& arguments,
                             const std::vector<std::size_t>& entries) {
  if (arguments.output.ends_with(".xlsx")) return app::library_xlsx(*session.index, entries);
  if (arguments.json || arguments.output.ends_with(".json"))
    return app::library_json(session.book, *session.index, entries);
  if (arguments.output.empty() || arguments.output.ends_with(".csv"))
    return app::library_csv(*session.index, entries);
  return fail(ErrorCode::usage, fmt::format("“{}”的扩展名应为 .csv、.xlsx 或 .json", arguments.output));
}

int export_library(const LibrarySession& session, const LibraryArguments& arguments) {
  const auto entries = session.index->list(arguments.filter);
  const auto text = exported(session, arguments, entries);
  if (!text) return report(text.error());
  if (arguments.output.empty()) {
    print(*text);
    return kFine;
  }
  const auto written = write_file(arguments.output, *text);
  if (!written) return report(written.error());
  print(fmt::format("已写 {} 个指标到 {}\n", entries.size(), arguments.output));
  return kFine;
}

std::string quality_line(std::string_view what, const engine::SuggestQuality& quality) {
  const auto percent = [](std::size_t part, std::size_t whole) {
    const auto ratio = Ratio::of(static_cast<std::int64_t>(part), static_cast<std::int64_t>(whole));
    return ratio ? ratio->to_percent(1) : std::string("—");
  };
  return fmt::format("{}：{} 个项目，前十个里有对的行业 {}%，第一个就是 {}%，推荐的指标里属于对的行业 {}%\n",
                     what, quality.projects, percent(quality.hits, quality.projects),
                     percent(quality.first, quality.projects), percent(quality.right, quality.suggested));
}

/// What docs/library-quality.md tells.
int measure_library(const Invocation& invocation, const law::IndicatorLibrary& library, bool by_database) {
  const engine::LibraryIndex training(library, engine::LibraryExamples::training);
  const auto held_out = engine::suggest_quality(training, engine::held_out_projects(library));
  print(quality_line("指标库留出的项目名称", held_out));
  std::string missed;
  for (const auto& name : held_out.missed) missed += (missed.empty() ? "" : "、") + name;
  if (!missed.empty()) print(fmt::format("    没有推荐对的：{}\n", missed));
  if (!by_database) return kFine;
  const auto workspace = invocation.open_workspace();
  if (!workspace) return report(workspace.error());
  const engine::LibraryIndex without_examples(library, engine::LibraryExamples::none);
  for (const bool with_class : {false, true}) {
    const auto projects = app::known_projects((*workspace)->store(), with_class);
    if (!projects) return report(projects.error());
    print(quality_line(with_class ? "库里的项目，名称和功能分类" : "库里的项目，只看名称",
                       engine::suggest_quality(without_examples, *projects)));
  }
  return kFine;
}

using LibraryAction = int (*)(const LibrarySession&, const LibraryArguments&);

void add_filter(CLI::App& app, LibraryArguments& arguments) {
  app.add_option("--sector", arguments.filter.sector, "行业，如 教育");
  app.add_option("--level", arguments.filter.level, "二级指标，如 数量");
  app.add_option("--function-class", arguments.filter.function_class, "支出功能分类，如 20502");
}

void add_project(CLI::App& app, LibraryArguments& arguments) {
  app.add_option("--name", arguments.project.name, "项目名称")->required();
  app.add_option("--purpose", arguments.project.purpose, "项目内容、立项依据");
  app.add_option("--function-class", arguments.project.function_class, "支出功能分类，如 20502");
  app.add_option("--sector", arguments.project.sector, "行业，如 教育");
  app.add_option("--category", arguments.category, "项目类别：1、21、22、3");
}

void set_up_library(CLI::App& app, Invocation& invocation) {
  app.require_subcommand(1);
  const auto arguments = std::make_shared<LibraryArguments>();
  const auto add = [&](const char* name, const char* help) {
    CLI::App* sub = app.add_subcommand(name, help);
    sub->fallthrough();
    sub->add_flag("--json", arguments->json, "输出 JSON");
    sub->add_option("--place", arguments->place, "区划代码，如 640323；默认只用全国的");
    sub->add_option("--as-of", arguments->as_of, "哪一天有效（默认今天），如 2023-01-01");
    return sub;
  };
  const auto run = [&invocation, arguments](CLI::App* sub, LibraryAction action) {
    sub->callback([&invocation, arguments, action] {
      invocation.run = [&invocation, arguments, action] {
        const auto session = open_session(invocation, *arguments);
        return session ? action(*session, *arguments) : report(session.error());
      };
    });
  };
  CLI::App* list = add("list", "列出指标，可按行业、二级指标、功能分类");
  add_filter(*list, *arguments);
  run(list, list_library);
  CLI::App* search = add("search", "查找：词、两个字、拼音首字母或全拼");
  search->add_option("WORDS", arguments->words, "要找的词，空格分开")->required();
  search->add_option("--limit", arguments->limit, "最多几个");
  add_filter(*search, *arguments);
  run(search, search_library);
  CLI::App* suggest = add("suggest", "按项目名称、内容和功能分类推荐，并说明理由");
  suggest->add_option("--limit", arguments->limit, "最多几个");
  add_project(*suggest, *arguments);
  run(suggest, suggest_from_library);
  CLI::App* save = add("export", "导出 CSV、XLSX 或 JSON；给了 --data 时含本县采纳的指标");
  save->add_option("-o,--output", arguments->output, "文件，.csv、.xlsx 或 .json；默认 CSV 写到屏幕");
  add_filter(*save, *arguments);
  run(save, export_library);
  CLI::App* statistics = add("statistics", "使用情况、完成情况分布、满分占比和停用细化建议");
  statistics->add_option("--limit", arguments->limit, "库外名称最多几个");
  statistics->callback([&invocation, arguments] {
    invocation.run = [&invocation, arguments] { return statistics_of_library(invocation, *arguments); };
  });
  CLI::App* quality = add("quality", "推荐质量：留出的项目名称里有几成前十个推荐是对的行业");
  quality->add_flag("--projects", arguments->by_database, "另用数据文件夹里的项目来测");
  quality->callback([&invocation, arguments] {
    invocation.run = [&invocation, arguments] {
      const auto session = open_session(invocation, *arguments);
      if (!session) return report(session.error());
      return measure_library(invocation, session->index->library(), arguments->by_database);
    };
  });
}

}  // namespace

const Command kLibraryCommand{"library", "指标库：查找、推荐、使用情况、导出", set_up_library};

}  // namespace jiheng::cli
