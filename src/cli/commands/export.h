#pragma once

#include "cli/command.h"

namespace jiheng::cli {

/// jiheng export KIND [--place CODE] [--year Y] [-o FILE]
extern const Command kExportCommand;

}  // namespace jiheng::cli
