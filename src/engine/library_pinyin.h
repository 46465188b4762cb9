#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jiheng::engine {

/// How a text is typed by its sound: "yingyanggaishan" and "yygs".
struct PinyinText {
  std::string full;                   ///< syllables without blanks or tones, small letters
  std::string initials;               ///< the first letter of each syllable
  std::vector<std::uint16_t> starts;  ///< where each syllable begins in `full`
};

/// The pinyin of each text by ICU's Han-Latin (polyphones by their neighbours). Empty texts when ICU has no
/// such transliteration.
std::vector<PinyinText> pinyin_of(const std::vector<std::string_view>& texts);

/// How well `typed` (small letters and digits) fits: 3 the whole, 2 the beginning, 1 from some syllable on,
/// 0 not at all. A single letter only fits a beginning.
int pinyin_fit(const PinyinText& text, std::string_view typed);

}  // namespace jiheng::engine
