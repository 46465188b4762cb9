#include <algorithm>
#include <map>
#include <tuple>

#include "engine/library.h"
#include "law/form.h"

namespace jiheng::engine {
namespace {

constexpr int kWhole = 100;
constexpr int kClose = 50;

}  // namespace

std::vector<LibraryNear> LibraryIndex::near(std::string_view name, std::string_view level,
                                            std::size_t limit) const {
  const auto bare = law::bare_label(name);
  const auto wanted = grams_of(folded(name));
  std::map<std::size_t, std::size_t> shared;
  for (const Gram gram : wanted) {
    const auto found = entries_with_.find(gram);
    if (found == entries_with_.end()) continue;
    for (const auto entry : found->second) ++shared[entry];
  }
  std::vector<LibraryNear> all;
  for (const auto& [at, count] : shared) {
    const auto of = wanted.size() + texts_[at].grams.size();
    int share = static_cast<int>(2UL * kWhole * static_cast<std::size_t>(count) / of);
    // The same pairs in another order are not the same name.
    share = law::bare_label(library_.entries[at].name) == bare ? kWhole : std::min(share, kWhole - 1);
    if (share >= kClose) all.push_back({at, share});
  }
  std::ranges::sort(all, {}, [&](const LibraryNear& one) {
    return std::tuple(-one.share, library_.entries[one.entry].level != level, one.entry);
  });
  if (all.size() > limit) all.resize(limit);
  return all;
}

}  // namespace jiheng::engine
