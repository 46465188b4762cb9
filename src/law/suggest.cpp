#include "law/suggest.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "base/text.h"

namespace jiheng::law {
namespace {

constexpr std::size_t kLongestWord = 200;  ///< bytes; nobody mistypes a key of that length

std::size_t edit_distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string did_you_mean(std::string_view word, std::span<const std::string> candidates) {
  if (word.size() > kLongestWord) return {};
  const std::u32string points = to_code_points(word);
  const std::size_t far = std::max<std::size_t>(2, points.size() / 3 + 1);
  std::size_t best = far;
  std::string_view nearest;
  for (const auto& candidate : candidates) {
    const std::size_t distance = edit_distance(points, to_code_points(candidate));
    if (distance < best && distance < points.size()) {
      best = distance;
      nearest = candidate;
    }
  }
  return nearest.empty() ? std::string() : fmt::format("是否想写“{}”？", nearest);
}

}  // namespace jiheng::law
