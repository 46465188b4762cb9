#include "cli/usage.h"

#include <fmt/format.h>

#include <regex>

#include <CLI/CLI.hpp>

namespace jiheng::cli {
namespace {

struct Saying {
  const char* english;
  const char* chinese;
};

// The first that fits is taken. CLI11 2.1 has no hook for its messages, so they are known by their words;
// what is not listed here is shown as it came.
constexpr Saying kSayings[] = {
    {"A subcommand is required", "没有说做什么"},
    {R"((.+) is required)", "缺少 $1"},
    {R"(Could not convert: (\S+) = (.*))", "$1 的值“$2”不能读取"},
    {R"((\S+): 1 required \S+ missing)", "$1 后面没有写值"},
    {R"((\S+): At Most 1 required but received (\d+))", "$1 只能写一次，写了 $2 次"},
    {R"(The following arguments? (?:was|were) not expected: (.*))", "不认识“$1”"},
    {R"((\S+) excludes (\S+))", "$1 和 $2 不能一起写"},
    {R"((\S+): Number less th[ae]n 0: (.*))", "$1 的值“$2”不能小于 0"},
};

std::string in_chinese(const std::string& english) {
  for (const auto& [pattern, chinese] : kSayings) {
    const std::regex known(pattern);
    if (std::regex_match(english, known)) return std::regex_replace(english, known, chinese);
  }
  return english;
}

}  // namespace

void speak_chinese(CLI::App& app) {
  constexpr std::pair<const char*, const char*> kLabels[] = {{"Usage", "用法"},
                                                             {"OPTIONS", "选项"},
                                                             {"SUBCOMMAND", "命令"},
                                                             {"Positionals", "参数"},
                                                             {"REQUIRED", "必填"}};
  for (const auto& [english, chinese] : kLabels) app.get_formatter()->label(english, chinese);
  app.get_help_ptr()->description("显示这份说明");
  for (auto* option : app.get_options()) option->group("选项");
  for (auto* command : app.get_subcommands([](CLI::App*) { return true; })) {
    command->group("命令");
    speak_chinese(*command);
  }
}

std::string usage_error(const CLI::App& app, const CLI::ParseError& error) {
  std::string command = app.get_name();
  const CLI::App* at = &app;
  while (!at->get_subcommands().empty()) {
    at = at->get_subcommands().front();
    command += " " + at->get_name();
  }
  // Without a known command the first word is what was meant as one.
  const auto rest = app.remaining();
  const bool unknown = at == &app && !rest.empty() && !rest.front().starts_with('-');
  const auto said = unknown ? fmt::format("没有“{}”这个命令", rest.front()) : in_chinese(error.what());
  return fmt::format("错误：{}\n用法见 {} --help\n", said, command);
}

}  // namespace jiheng::cli
