#include "cli/commands.h"

#include <vector>

namespace jiheng::cli {

std::span<const Command> commands() {
  static const std::vector<Command> kCommands{
      // Sorted by name; one file commands/<name>.cpp each, which declares its row in commands/<name>.h.
  };
  return kCommands;
}

}  // namespace jiheng::cli
