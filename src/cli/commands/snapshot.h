#pragma once

#include "cli/command.h"

namespace jiheng::cli {

/// `jiheng snapshot create|list`: facts and law frozen as they are.
extern const Command kSnapshotCommand;

}  // namespace jiheng::cli
