#include "cli/commands/lint.h"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/lint_files.h"
#include "base/file.h"
#include "base/json_writer.h"
#include "cli/rule_options.h"
#include "engine/lint_json.h"
#include "law/lint_terms.h"

namespace jiheng::cli {
namespace {

constexpr int kLintJsonIndent = 2;

struct LintArguments {
  std::vector<std::string> files;
  RuleArguments rules;
  std::string explain;
  std::string docs;
  bool list = false;
  bool functions = false;
  bool json = false;
};

std::string_view severity_word(Severity severity) {
  return severity == Severity::error ? "须改" : severity == Severity::warning ? "提示" : "参考";
}

int list_rules(const law::Book& book, const engine::Linter& linter, bool as_json) {
  if (as_json) {
    JsonWriter out(kLintJsonIndent);
    out.begin_list();
    for (const auto& rule : linter.rules()) engine::write_json(out, book, *rule);
    print(out.end_list().text() + "\n");
    return kFine;
  }
  for (const auto& rule : linter.rules()) {
    print(fmt::format("{}\t{}\t{}\t{}\n", rule->id, severity_word(rule->severity), enum_label(rule->target),
                      rule->title));
  }
  print(fmt::format("共 {} 条\n", linter.rules().size()));
  return kFine;
}

int explain_rule(const law::Book& book, const engine::Linter& linter, const LintArguments& arguments) {
  const auto* rule = linter.find(arguments.explain);
  if (rule == nullptr) {
    return report({ErrorCode::not_found,
                   fmt::format("没有生效的体检规则“{}”；jiheng lint --list 列出全部", arguments.explain),
                   {}});
  }
  if (arguments.json) {
    JsonWriter out(kLintJsonIndent);
    engine::write_json(out, book, *rule);
    print(out.take() + "\n");
  } else {
    print(engine::rule_page(book, *rule));
  }
  return kFine;
}

int list_functions() {
  for (const auto& function : law::lint_functions()) {
    std::string names;
    for (const auto& argument : function.arguments)
      names += fmt::format(" {}{}", argument.name, argument.required ? "" : "?");
    print(fmt::format("{}\t{}\t{}\n", function.name, function.about, names));
  }
  print("\n");
  for (const auto& field : law::kLintFields)
    print(fmt::format("{}\t{}{}\n", field.name, field.label, field.input ? "" : "（算出）"));
  return kFine;
}

/// A page that this command wrote; nobody else's file is removed.
bool is_generated(const std::filesystem::path& path) {
  if (path.extension() != ".md") return false;
  const auto text = read_file(path);
  return text && text->find("`jiheng lint --docs`") != std::string::npos;
}

/// Writes a page a rule and the index; pages of rules that are gone are removed.
int write_docs(const law::Book& book, const engine::Linter& linter, const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (is_generated(entry.path())) std::filesystem::remove(entry.path(), error);
  }
  if (error)
    return report(
        {ErrorCode::unavailable, fmt::format("写不了“{}”：{}", folder.string(), error.message()), {}});
  for (const auto& rule : linter.rules()) {
    const auto written = write_file(folder / (rule->id + ".md"), engine::rule_page(book, *rule));
    if (!written) return report(written.error());
  }
  const auto written = write_file(folder / "README.md", engine::rule_index(linter.rules()));
  if (!written) return report(written.error());
  print(fmt::format("写了 {} 页规则和目录到 {}\n", linter.rules().size(), folder.string()));
  return kFine;
}

int lint_the_files(const law::Book& book, const LintArguments& arguments, const app::ScoreOptions& options) {
  const auto outcomes = app::lint_files(book, arguments.files, options);
  JsonWriter out(kLintJsonIndent);
  out.begin_list();
  int code = kFine;
  for (const auto& outcome : outcomes) {
    if (outcome.error) code = std::max(code, report(*outcome.error));
    if (outcome.error && arguments.json) app::write_json(out, outcome.file, *outcome.error);
    for (const auto& form : outcome.forms) {
      if (form.report.worrying()) code = std::max<int>(code, kFindings);
      if (arguments.json) {
        app::write_json(out, book, form);
      } else {
        print(app::to_text(form));
      }
    }
  }
  if (arguments.json) print(out.end_list().text() + "\n");
  return code;
}

int run_lint(const Invocation& invocation, const LintArguments& arguments) {
  if (arguments.functions) return list_functions();
  const auto options = read_rule_options(arguments.rules);
  if (!options) return report(options.error());
  const auto book = law::Book::open(invocation.law);
  if (!book) return report(book.error());
  const bool about_rules = arguments.list || !arguments.explain.empty() || !arguments.docs.empty();
  if (!about_rules) {
    if (arguments.files.empty())
      return report({ErrorCode::usage, "写上要体检的文件，或 --list、--explain 规则编号", {}});
    return lint_the_files(*book, arguments, *options);
  }
  const auto linter = engine::Linter::compile(*book, app::region_of_place(options->place),
                                              options->as_of.value_or(options->today));
  if (!linter) return report(linter.error());
  if (!arguments.docs.empty()) return write_docs(*book, *linter, arguments.docs);
  return arguments.list ? list_rules(*book, *linter, arguments.json)
                        : explain_rule(*book, *linter, arguments);
}

void set_up_lint(CLI::App& app, Invocation& invocation) {
  const auto arguments = std::make_shared<LintArguments>();
  app.add_option("FILE", arguments->files, "目标申报表或自评表：.json 或 .xlsx");
  add_rule_options(app, arguments->rules, "目标表按年初，自评表按次年 3 月 31 日");
  app.add_flag("--list", arguments->list, "列出规则");
  app.add_option("--explain", arguments->explain, "说明一条规则：为什么、依据、怎么改、例子");
  app.add_option("--docs", arguments->docs, "把每条规则写成一页，连同目录写到这个文件夹");
  app.add_flag("--functions", arguments->functions, "列出写规则可用的函数和字段");
  app.add_flag("--json", arguments->json, "输出 JSON");
  app.callback([&invocation, arguments] {
    invocation.run = [&invocation, arguments] { return run_lint(invocation, *arguments); };
  });
}

}  // namespace

const Command kLintCommand{"lint", "目标体检：查目标申报表和自评表的毛病", set_up_lint};

}  // namespace jiheng::cli
