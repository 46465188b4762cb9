#pragma once

#include "app/goal_file.h"

namespace jiheng::app {

/// Fills in who had a hand in the form as it stands: who confirmed each part, and who last wrote in it. Asks
/// the store only where a step from here wants to know (guard different_person).
Result<void> read_hands(store::Store& store, GoalFile& file);

}  // namespace jiheng::app
