#pragma once

#include <cstdio>
#include <functional>
#include <memory>
#include <string>

#include "app/workspace.h"
#include "base/result.h"

namespace CLI {
class App;
}

namespace jiheng::cli {

/// Exit codes of the program.
enum ExitCode : int { kFine = 0, kFindings = 1, kUsage = 2, kBadInput = 3, kRefused = 4, kInternal = 5 };

/// The one mapping from failures to exit codes.
int exit_code(ErrorCode code);

/// What every command is given: the common options and where to write.
struct Invocation {
  std::string data;          ///< --data DIR
  std::string db;            ///< --db postgresql://…
  std::string law;           ///< --law DIR
  bool json = false;         ///< --json
  std::function<int()> run;  ///< set by the command that was chosen

  /// The data folder, or the database, that the options name.
  app::WorkspaceOptions workspace_options() const;
  Result<std::unique_ptr<app::Workspace>> open_workspace() const;
};

/// Prints to standard output.
void print(std::string_view text);
/// Prints the error to standard error and returns its exit code.
int report(const Error& error);

/// One command: adds its options to `app` and, when it is chosen, sets invocation.run.
struct Command {
  const char* name;
  const char* help;
  void (*set_up)(CLI::App& app, Invocation& invocation);
};

/// Parses the arguments and runs the command.
int run(int argc, char** argv);

}  // namespace jiheng::cli
