#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "app/worklist.h"
#include "model/unit.h"

namespace jiheng::app {

/// Units and what they have not sent, while a list of them is made.
class Owing {
 public:
  std::optional<Date> due;

  void add(const Unit& unit, std::string name, std::string title);
  /// The departments of the viewer's year that he may see and that have not begun their overall goal; and the
  /// day by which goals are to be declared, where nothing has set it and the law in force says one.
  Result<void> add_not_begun(Workspace& workspace, const Access& access);

  /// "【2024 年绩效目标申报】截至…，还有 2 个单位 3 份没有送审…", a line each unit.
  MissingList list(std::string_view what, Date today);

 private:
  std::map<std::string, MissingUnit> units_;  ///< by code
  std::size_t owed_ = 0;
};

}  // namespace jiheng::app
