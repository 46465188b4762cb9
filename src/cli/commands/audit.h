#pragma once

#include "cli/command.h"

namespace jiheng::cli {

/// jiheng audit verify | list: the trail of every write, and whether it is whole (docs/dev/audit-chain.md).
extern const Command kAuditCommand;

}  // namespace jiheng::cli
