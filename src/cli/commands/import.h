#pragma once

#include "cli/command.h"

namespace jiheng::cli {

/// jiheng import KIND FILE… [--dry-run] [--partial] [--errors OUT.csv] [--place CODE] [--json]
extern const Command kImportCommand;

}  // namespace jiheng::cli
