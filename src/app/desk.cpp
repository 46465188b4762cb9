#include "app/desk.h"

#include <algorithm>

#include "app/search.h"

namespace jiheng::app {
namespace {

constexpr std::int64_t kPresentMs = 120'000;
constexpr std::size_t kMostLinters = 16;

}  // namespace

std::shared_ptr<Desk> make_desk() { return std::make_shared<Desk>(); }

Result<std::shared_ptr<const engine::Linter>> Desk::linter(const law::Book& book, Region place, Date day) {
  const std::lock_guard lock(mutex_);
  const std::pair key(place, day);
  if (const auto found = linters_.find(key); found != linters_.end()) return found->second;
  auto made = engine::Linter::compile(book, place, day);
  if (!made) return pass(made);
  if (linters_.size() >= kMostLinters) linters_.clear();
  auto shared = std::make_shared<const engine::Linter>(std::move(*made));
  linters_.emplace(key, shared);
  return shared;
}

void Desk::note(std::int64_t goal, std::string_view name, std::string_view section, std::int64_t at_ms) {
  const std::lock_guard lock(mutex_);
  auto& people = present_[goal];
  std::erase_if(people, [&](const PresenceEntry& entry) { return entry.name == name; });
  people.insert(people.begin(), {std::string(name), std::string(section), at_ms});
  std::erase_if(present_, [&](const auto& one) {
    return one.second.empty() || one.second.front().at_ms + kPresentMs < at_ms;
  });
}

std::vector<PresenceEntry> Desk::present(std::int64_t goal, std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  const auto found = present_.find(goal);
  if (found == present_.end()) return {};
  std::vector<PresenceEntry> people;
  for (const auto& entry : found->second) {
    if (entry.at_ms + kPresentMs >= now_ms) people.push_back(entry);
  }
  return people;
}

std::shared_ptr<SearchIndex> Desk::search_index(Region place) {
  const std::lock_guard lock(mutex_);
  auto& index = searches_[place];
  if (!index) index = std::make_shared<SearchIndex>();
  return index;
}

}  // namespace jiheng::app
