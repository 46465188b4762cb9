#include "cli/commands.h"

#include <vector>

#include "cli/commands/audit.h"
#include "cli/commands/export.h"
#include "cli/commands/figures.h"
#include "cli/commands/import.h"
#include "cli/commands/init.h"
#include "cli/commands/law.h"
#include "cli/commands/library.h"
#include "cli/commands/lint.h"
#include "cli/commands/migrate.h"
#include "cli/commands/notices.h"
#include "cli/commands/openapi.h"
#include "cli/commands/report.h"
#include "cli/commands/score.h"
#include "cli/commands/serve.h"
#include "cli/commands/simulate.h"
#include "cli/commands/snapshot.h"
#include "cli/commands/user.h"

namespace jiheng::cli {

std::span<const Command> commands() {
  static const std::vector<Command> kCommands{
      // Sorted by name; one file commands/<name>.cpp each, which declares its row in commands/<name>.h.
      kAuditCommand,   kExportCommand, kFiguresCommand,  kImportCommand,   kInitCommand,    kLawCommand,
      kLibraryCommand, kLintCommand,   kMigrateCommand,  kNoticesCommand,  kOpenapiCommand, kReportCommand,
      kScoreCommand,   kServeCommand,  kSimulateCommand, kSnapshotCommand, kUserCommand,
  };
  return kCommands;
}

}  // namespace jiheng::cli
