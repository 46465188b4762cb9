#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/demo.h"
#include "app/goal_file.h"

// Between the parts of the demonstration's declarations; nothing outside app/demo_goal* includes this.
namespace jiheng::app {

inline constexpr std::int64_t kDayMs = 86'400'000;

/// What a step on the way to a state is, and who does it.
struct DemoStep {
  std::string_view action;
  std::string_view from;
  std::string_view to;
  Role role;
};

/// One declaration on its way into the store.
struct Declaration {
  DemoRow row;
  const law::ProcessState* state = nullptr;
  std::vector<DemoStep> way;
  Project project;
  Unit unit;
  GoalForm form;
  Goal goal;
  WorkCase work_case;
  std::int64_t begun_ms = 0;
};

/// Who holds a role over a unit: id and name.
using PersonOf = std::function<std::pair<std::int64_t, std::string>(Role, const Unit&)>;

/// When the step of that position was done: a day after the one before, never later than now.
std::int64_t time_of_step(const Declaration& made, std::int64_t now_ms, std::size_t step);

/// Adds the steps, versions and reviews of a declaration whose goal and case are stored, and the budget of
/// one that was approved.
void put_story(const Declaration& made, std::int64_t now_ms, const PersonOf& person,
               const std::vector<std::pair<std::string, std::string>>& points, std::vector<store::Put>& puts);

}  // namespace jiheng::app
