#include "engine/lint_text.h"

#include <algorithm>

#include "base/text.h"

namespace jiheng::engine {
namespace {

constexpr std::int64_t kMillion = 1'000'000;
constexpr std::uint32_t kHeadHash = 2654435761U;
constexpr char kFullWidthLead = '\xEF';

bool counts(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '%';
  if (c >= 0x2000 && c <= 0x206F) return false;  // general punctuation
  if (c >= 0x3000 && c <= 0x303F) return false;  // Chinese punctuation
  return c < 0xFF00 || c > 0xFFEF;               // what is left of full-width signs
}

/// The pairs of neighbours, sorted.
std::vector<std::uint64_t> pairs_of(const std::u32string& text) {
  std::vector<std::uint64_t> pairs;
  for (std::size_t i = 1; i < text.size(); ++i)
    pairs.push_back(std::uint64_t{text[i - 1]} << 32U | std::uint64_t{text[i]});
  std::ranges::sort(pairs);
  return pairs;
}

/// How many pairs two sorted lists have in common, repeated ones as often as in both.
std::int64_t common(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::int64_t count = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) {
      ++count;
      ++i;
      ++j;
    } else if (a[i] < b[j]) {
      ++i;
    } else {
      ++j;
    }
  }
  return count;
}

std::size_t length_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  return std::min(length, text.size() - at);
}

/// A word's first three bytes, which is one Chinese character; shorter words are padded with nothing.
std::uint32_t head_of(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return std::uint32_t{at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U};
  };
  if (static_cast<unsigned char>(text[at]) < 0x80) return byte(0);
  return byte(0) | byte(1) << 8U | byte(2) << 16U;
}

std::size_t head_slot(std::uint32_t head) { return head * kHeadHash >> 16U; }

}  // namespace

std::string_view folded(std::string_view text, std::string& scratch) {
  if (text.find(kFullWidthLead) == std::string_view::npos) return text;
  scratch = fold_width(text);
  return scratch;
}

std::u32string bare_text(std::string_view text) {
  std::u32string bare = to_code_points(fold_width(text));
  std::erase_if(bare, [](char32_t c) { return !counts(c); });
  return bare;
}

std::int64_t similarity_ppm(std::string_view a, std::string_view b) {
  const auto left = bare_text(a);
  const auto right = bare_text(b);
  if (left == right) return left.empty() ? 0 : kMillion;
  const auto p = pairs_of(left);
  const auto q = pairs_of(right);
  const auto all = static_cast<std::int64_t>(p.size() + q.size());
  return all == 0 ? 0 : 2 * common(p, q) * kMillion / all;
}

std::int64_t mention_ppm(std::string_view whole, std::string_view part) {
  auto wanted = pairs_of(bare_text(part));
  wanted.erase(std::ranges::unique(wanted).begin(), wanted.end());
  if (wanted.empty()) return 0;
  const auto there = pairs_of(bare_text(whole));
  const auto found =
      std::ranges::count_if(wanted, [&](auto pair) { return std::ranges::binary_search(there, pair); });
  return found * kMillion / static_cast<std::int64_t>(wanted.size());
}

bool matches_pattern(std::string_view text, std::string_view pattern) {
  std::size_t t = 0;
  std::size_t p = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
      continue;
    }
    const std::size_t step = length_at(text, t);
    const bool any = p < pattern.size() && pattern[p] == '?';
    const bool digit = p < pattern.size() && pattern[p] == '#' && text[t] >= '0' && text[t] <= '9';
    if (any || digit) {
      t += step;
      ++p;
    } else if (p < pattern.size() && pattern[p] != '#' && pattern.substr(p, step) == text.substr(t, step)) {
      t += step;
      p += step;
    } else if (star != std::string_view::npos) {
      resume += length_at(text, resume);
      t = resume;
      p = star + 1;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

bool WordIndex::add(std::span<const std::string> words) {
  if (lists_ >= kMostLists) return false;
  const std::uint64_t bit = std::uint64_t{1} << lists_++;
  for (const auto& word : words) {
    if (word.empty()) continue;
    const auto head = head_of(word, 0);
    heads_[head_slot(head)] = true;
    auto& entries = by_head_[head];
    const auto known = std::ranges::find(entries, word, &Entry::word);
    if (known == entries.end()) {
      entries.push_back({word, bit});
    } else {
      known->lists |= bit;
    }
  }
  return true;
}

std::uint64_t WordIndex::scan(std::string_view text) const {
  std::uint64_t hits = 0;
  for (std::size_t at = 0; at < text.size(); at += length_at(text, at)) {
    const auto head = head_of(text, at);
    if (!heads_[head_slot(head)]) continue;
    const auto entries = by_head_.find(head);
    if (entries == by_head_.end()) continue;
    for (const auto& entry : entries->second) {
      if (text.substr(at, entry.word.size()) == entry.word) hits |= entry.lists;
    }
  }
  return hits;
}

}  // namespace jiheng::engine
