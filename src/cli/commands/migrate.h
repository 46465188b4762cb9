#pragma once

#include "cli/command.h"

namespace jiheng::cli {

/// jiheng migrate --yes: brings an older database to this program's version, after a backup.
extern const Command kMigrateCommand;

}  // namespace jiheng::cli
