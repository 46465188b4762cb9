#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace jiheng::engine {

/// `text` in ASCII width; `scratch` holds it when it differs from `text`.
std::string_view folded(std::string_view text, std::string& scratch);

/// Letters, digits and Chinese characters of `text` only, in ASCII width: what counts when two texts are
/// compared.
std::u32string bare_text(std::string_view text);

/// How alike two texts are, in parts per million: twice the common pairs of neighbouring characters over all
/// pairs (Dice). The same text is 1,000,000; texts without a pair are alike only when equal.
std::int64_t similarity_ppm(std::string_view a, std::string_view b);

/// The share of the pairs of `part` that are somewhere in `whole`, in parts per million.
std::int64_t mention_ppm(std::string_view whole, std::string_view part);

/// Whether the whole of `text` has the form of `pattern`: * any characters, ? one character, # one digit.
bool matches_pattern(std::string_view text, std::string_view pattern);

/// Up to 64 lists of words, found in a text in one pass.
class WordIndex {
 public:
  static constexpr std::size_t kMostLists = 64;

  /// Adds a list; its number is its bit. Lists beyond the most are refused (false).
  bool add(std::span<const std::string> words);
  /// A bit for each list of which some word is in `text`.
  std::uint64_t scan(std::string_view text) const;

 private:
  struct Entry {
    std::string word;
    std::uint64_t lists;
  };
  std::size_t lists_ = 0;
  std::unordered_map<std::uint32_t, std::vector<Entry>> by_head_;  ///< by the first bytes of the word
  std::vector<bool> heads_ = std::vector<bool>(1U << 16U);         ///< which heads there are, hashed
};

}  // namespace jiheng::engine
