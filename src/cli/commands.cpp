#include "cli/commands.h"

#include <vector>

#include "cli/commands/law.h"
#include "cli/commands/openapi.h"
#include "cli/commands/serve.h"
#include "cli/commands/snapshot.h"

namespace jiheng::cli {

std::span<const Command> commands() {
  static const std::vector<Command> kCommands{
      // Sorted by name; one file commands/<name>.cpp each, which declares its row in commands/<name>.h.
      kLawCommand,
      kOpenapiCommand,
      kServeCommand,
      kSnapshotCommand,
  };
  return kCommands;
}

}  // namespace jiheng::cli
