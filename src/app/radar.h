#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/access.h"
#include "app/goal_form.h"
#include "app/workspace.h"

namespace jiheng::app {

/// A goal whose owner should be spoken to, and why.
struct RadarEntry {
  FormKind kind = FormKind::project;
  std::int64_t goal_id = 0;  ///< 0: it has not been begun
  std::string unit;          ///< by its name in the goal's year
  std::string project;
  std::string owner;  ///< who last worked in the form; else the leader it names; may be empty
  std::string why;
};

/// Signs that a form is not lived with, of the goals of the viewer's year that he may see, projects' and
/// departments' (practice).
struct OwnerRadar {
  std::vector<RadarEntry> not_begun;      ///< departments without an overall goal
  std::vector<RadarEntry> never_updated;  ///< made, and never touched
  /// The last two monitoring forms that are due say the same, or are missing; of a year that has none due
  /// yet, those of the year before.
  std::vector<RadarEntry> untouched_two_periods;
  /// First touched on the last day, or all monitoring forms that are due sent in on the day they were due.
  std::vector<RadarEntry> last_day_filled;
  std::vector<RadarEntry> copied_from_last_year;  ///< text and indicators as last year
};
Result<OwnerRadar> owner_radar(Workspace& workspace, const Access& access);

/// How alike two texts are, 0 to 100: shared pairs of neighbouring characters (Dice), years left out.
/// Deterministic; empty texts are not alike.
int likeness(std::string_view a, std::string_view b);

}  // namespace jiheng::app
