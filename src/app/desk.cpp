#include "app/desk.h"

#include <algorithm>

#include "app/lint_county.h"
#include "app/search.h"

namespace jiheng::app {
namespace {

constexpr std::int64_t kPresentMs = 120'000;
constexpr std::size_t kMostLinters = 16;
constexpr std::size_t kMostCounties = 4;  // years that are worked on at once

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

Result<std::shared_ptr<const CountyLint>> Desk::county(store::Store& store, const law::Book& book,
                                                       Region place, FiscalYear year, Date day) {
  const std::tuple key(place, year, day);
  std::shared_ptr<CountyLint> county;
  {
    const std::lock_guard lock(county_mutex_);
    const auto found = std::ranges::find(counties_, key, [](const auto& one) { return one.first; });
    if (found != counties_.end()) {
      std::rotate(counties_.begin(), found, found + 1);
    } else {
      auto made = CountyLint::load(store, book, place, year, day);
      if (!made) return pass(made);
      counties_.insert(counties_.begin(), {key, std::move(*made)});
      if (counties_.size() > kMostCounties) counties_.pop_back();
    }
    county = counties_.front().second;
  }
  if (const auto done = county->catch_up(store); !done) return pass(done);
  return std::shared_ptr<const CountyLint>(std::move(county));
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
