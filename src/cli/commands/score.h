#pragma once

#include "cli/command.h"

namespace jiheng::cli {

/// `jiheng score FILE…`: scores self-evaluation forms and says how. Needs no data folder.
extern const Command kScoreCommand;

}  // namespace jiheng::cli
