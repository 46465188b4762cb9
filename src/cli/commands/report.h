#pragma once

#include "cli/command.h"

namespace jiheng::cli {

/// `jiheng report annual`: draws up a report from the data.
extern const Command kReportCommand;

}  // namespace jiheng::cli
