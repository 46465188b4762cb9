#include "engine/library_text.h"

#include <algorithm>

#include "base/text.h"

namespace jiheng::engine {
namespace {

bool is_decimal_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

bool is_letter(char32_t c) {
  constexpr char32_t kFirstHan = 0x3400;
  constexpr char32_t kLastHan = 0x9FFF;
  return (c >= U'a' && c <= U'z') || is_decimal_digit(c) || (c >= kFirstHan && c <= kLastHan);
}

}  // namespace

std::string folded(std::string_view text) {
  std::string out = fold_width(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

std::vector<Gram> grams_of(std::string_view text) {
  constexpr int kHalf = 32;
  std::vector<Gram> grams;
  char32_t before = 0;
  for (const char32_t c : to_code_points(text)) {
    if (!is_letter(c)) {
      before = 0;
      continue;
    }
    if (before != 0 && !(is_decimal_digit(before) && is_decimal_digit(c)))
      grams.push_back((Gram{before} << kHalf) | c);
    before = c;
  }
  std::ranges::sort(grams);
  const auto tail = std::ranges::unique(grams);
  grams.erase(tail.begin(), tail.end());
  return grams;
}

int scaled_log2(std::uint64_t whole, std::uint64_t part) {
  constexpr int kFraction = 16;  // bits behind the point of `value`
  constexpr int kScale = 16;
  constexpr std::uint64_t kTwo = std::uint64_t{2} << kFraction;
  if (part == 0 || part >= whole) return 0;
  std::uint64_t value = (whole << kFraction) / part;
  int result = 0;
  for (; value >= kTwo; value >>= 1) result += kScale;
  for (int bit = kScale / 2; bit > 0; bit /= 2) {
    value = (value * value) >> kFraction;
    if (value < kTwo) continue;
    value >>= 1;
    result += bit;
  }
  return result;
}

}  // namespace jiheng::engine
