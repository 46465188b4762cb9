#include "cli/commands/init.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/demo.h"
#include "app/department_goal_demo.h"

namespace jiheng::cli {
namespace {

struct InitArguments {
  std::string demo;
  bool if_empty = false;
  bool people = false;
};

/// The database files of a data folder that was not there before, so that a failed init leaves nothing.
class NewDatabase {
 public:
  explicit NewDatabase(const app::WorkspaceOptions& options) : folder_(options.data) {
    std::error_code error;
    new_ = options.url.empty() && !std::filesystem::exists(folder_ / "jiheng.db", error);
  }
  void remove() const {
    if (!new_) return;
    std::error_code error;
    for (const char* name : {"jiheng.db", "jiheng.db-wal", "jiheng.db-shm"})
      std::filesystem::remove(folder_ / name, error);
  }

 private:
  std::filesystem::path folder_;
  bool new_ = false;
};

Result<void> fill_workspace(app::Workspace& workspace, const InitArguments& arguments) {
  if (arguments.demo.empty()) return {};
  const auto begun = std::chrono::steady_clock::now();
  const auto told = [](const RecordDesc& record, const app::ImportReport& report) {
    print(fmt::format("  {}：{} 行\n", record.label, report.rows));
    std::fflush(stdout);
  };
  if (const auto done = app::load_demo(workspace, arguments.demo, told); !done) return done;
  if (arguments.people) {
    if (const auto done = app::load_demo_people(workspace, arguments.demo, told); !done) return done;
    if (const auto done = app::load_demo_goals(workspace, arguments.demo, told); !done) return done;
    if (const auto done = app::load_demo_departments(workspace, arguments.demo, told); !done) return done;
  }
  const auto spent =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun).count();
  print(fmt::format("演示数据已导入，用时 {:.1f} 秒。公开材料没有说的，都是生成的演示数据。\n",
                    static_cast<double>(spent) / 1000));
  return {};
}

int run_init(const Invocation& invocation, const InitArguments& arguments) {
  if (!arguments.demo.empty()) {
    if (const auto known = app::demo_files(arguments.demo); !known) return report(known.error());
  }
  auto options = invocation.workspace_options();
  options.mode = store::OpenMode::create;
  const std::string place = options.url.empty() ? options.data.string() : std::string("数据库");
  const NewDatabase fresh(options);
  auto workspace = app::Workspace::open(options);
  if (!workspace) {
    fresh.remove();
    return report(workspace.error());
  }
  const auto empty = app::holds_nothing((*workspace)->store());
  if (!empty) return report(empty.error());
  if (!*empty) {
    if (arguments.if_empty) return kFine;
    return report({ErrorCode::refused,
                   fmt::format("{} 里已经有数据，没有改动。要重新开始，请换一个文件夹", place),
                   {}});
  }
  print(fmt::format("建立 {}\n", place));
  if (auto done = fill_workspace(**workspace, arguments); !done) {
    workspace->reset();
    fresh.remove();
    done.error().message = fmt::format("演示数据没有导入，没有留下任何数据：{}", done.error().message);
    return report(done.error());
  }
  if (!arguments.if_empty)
    print(fmt::format("可以启动了：jiheng serve {}\n", invocation.db.empty() ? "--data " + place : "--db …"));
  return kFine;
}

void set_up_init(CLI::App& app, Invocation& invocation) {
  auto arguments = std::make_shared<InitArguments>();
  app.add_option("--demo", arguments->demo, "导入演示县的数据，如 yanchi（盐池县 2022–2023 年）");
  app.add_flag("--people", arguments->people, "连同演示县的人员：须登录，登录页列出演示账号和公开的口令");
  app.add_flag("--if-empty", arguments->if_empty, "已经有数据时什么也不做");
  app.callback([&invocation, arguments] {
    invocation.run = [&invocation, arguments] { return run_init(invocation, *arguments); };
  });
}

}  // namespace

const Command kInitCommand{"init", "建立数据文件夹（或在 PostgreSQL 里建表），可带演示数据", set_up_init};

}  // namespace jiheng::cli
