#include "cli/command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/usage.h"

namespace jiheng::cli {
namespace {

void add_common_options(CLI::App& app, Invocation& invocation) {
  app.add_option("--data", invocation.data, "数据文件夹（默认 ./data）");
  app.add_option("--db", invocation.db, "PostgreSQL 数据库，如 postgresql://user@host/db");
  app.add_option("--law", invocation.law, "用这个文件夹里的规则代替内置规则");
}

}  // namespace

int exit_code(ErrorCode code) {
  switch (code) {
    case ErrorCode::usage: return kUsage;
    case ErrorCode::invalid:
    case ErrorCode::not_found: return kBadInput;
    // What the machine refuses (a port, a disk, a database) is no defect of the program.
    case ErrorCode::conflict:
    case ErrorCode::refused:
    case ErrorCode::unavailable: return kRefused;
    case ErrorCode::internal: return kInternal;
  }
  return kInternal;
}

app::WorkspaceOptions Invocation::workspace_options() const {
  app::WorkspaceOptions options;
  options.data = data.empty() ? "data" : data;
  options.url = db;
  options.law = law;
  return options;
}

Result<std::unique_ptr<app::Workspace>> Invocation::open_workspace() const {
  return app::Workspace::open(workspace_options());
}

void print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

int report(const Error& error) {
  const std::string text = "错误：" + to_string(error) + "\n";
  std::fwrite(text.data(), 1, text.size(), stderr);
  return exit_code(error.code);
}

int run(int argc, char** argv) {
  CLI::App app{"绩衡 Jiheng：预算绩效管理", "jiheng"};
  app.set_version_flag("--version", std::string("jiheng ") + JIHENG_VERSION, "显示版本");
  app.require_subcommand(1);
  Invocation invocation;
  for (const auto& command : commands()) {
    CLI::App* sub = app.add_subcommand(command.name, command.help);
    add_common_options(*sub, invocation);
    command.set_up(*sub, invocation);
  }
  speak_chinese(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    std::fputs(usage_error(app, error).c_str(), stderr);
    return kUsage;
  }
  if (!invocation.run) return kUsage;
  return invocation.run();
}

}  // namespace jiheng::cli
