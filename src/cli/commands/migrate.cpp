#include "cli/commands/migrate.h"

#include <fmt/format.h>

#include <memory>

#include <CLI/CLI.hpp>

#include "store/store.h"

namespace jiheng::cli {
namespace {

/// A data folder is copied by the program itself; a server's database only whoever keeps it can copy, and
/// --yes says that this has been done.
int migrate_database(const Invocation& invocation, bool backed_up) {
  const auto where = invocation.workspace_options();
  store::OpenOptions options;
  options.data = where.data;
  options.url = where.url;
  options.migrate = backed_up;
  const auto opened = store::open(options);
  if (!opened) return report(opened.error());
  print("数据库已是本程序的版本\n");
  return kFine;
}

void set_up_migrate(CLI::App& app, Invocation& invocation) {
  const auto backed_up = std::make_shared<bool>(false);
  app.add_flag("--yes", *backed_up, "PostgreSQL：已用 pg_dump 备份，可以升级");
  app.callback([&invocation, backed_up] {
    invocation.run = [&invocation, backed_up] { return migrate_database(invocation, *backed_up); };
  });
}

}  // namespace

const Command kMigrateCommand{"migrate", "把旧版本的数据库升级到本程序的版本", set_up_migrate};

}  // namespace jiheng::cli
