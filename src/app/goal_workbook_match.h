#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "app/access.h"
#include "app/workspace.h"
#include "io/form_data.h"

namespace jiheng::app {

/// The goals of one year that a viewer may see, by what forms call their projects.
class GoalIndex {
 public:
  struct Entry {
    std::int64_t goal = 0;  ///< 0: the project has none in that year
    std::string code;
    std::string name;
    std::string unit;
  };

  static Result<GoalIndex> load(Workspace& workspace, const Access& access, FiscalYear year);

  /// The goal a form is about: by project code, else by name and, of several with the same name, unit.
  /// Errors say what the form lacks (not_found, invalid).
  Result<Entry> find(const io::FormData& data) const;

 private:
  Result<Entry> with_goal(const Entry& entry) const;

  FiscalYear year_;
  std::multimap<std::string, Entry, std::less<>> by_code_;
  std::multimap<std::string, Entry, std::less<>> by_name_;
};

}  // namespace jiheng::app
