#include "engine/library_pinyin.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <span>

namespace jiheng::engine {
namespace {

bool is_small(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// "ying yang gai shan" taken apart.
PinyinText syllables(std::string_view spoken) {
  PinyinText text;
  bool inside = false;
  for (const char c : spoken) {
    if (!is_small(c)) {
      inside = false;
      continue;
    }
    if (!inside) {
      text.starts.push_back(static_cast<std::uint16_t>(text.full.size()));
      text.initials += c;
    }
    inside = true;
    text.full += c;
  }
  return text;
}

void speak_some(const icu::Transliterator& speak, std::span<const std::string_view> texts,
                std::span<PinyinText> spoken) {
  icu::UnicodeString lines;
  for (const auto text : texts) {
    lines +=
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    lines += u'\n';
  }
  speak.transliterate(lines);
  std::string latin;
  lines.toUTF8String(latin);
  std::size_t at = 0;
  for (auto& text : spoken) {
    const std::size_t end = std::min(latin.find('\n', at), latin.size());
    text = syllables(std::string_view(latin).substr(at, end - at));
    at = std::min(end + 1, latin.size());
  }
}

int fit(std::string_view text, std::string_view typed) {
  if (text == typed) return 3;
  return text.starts_with(typed) ? 2 : 0;
}

}  // namespace

std::vector<PinyinText> pinyin_of(const std::vector<std::string_view>& texts) {
  std::vector<PinyinText> spoken(texts.size());
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> speak(
      icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
  if (U_FAILURE(status) != 0 || speak == nullptr) return spoken;
  // Some texts at once, one a line: a call costs more than its characters do, but each character that grows
  // into a syllable moves all that stand behind it.
  constexpr std::size_t kAtOnce = 16;
  for (std::size_t first = 0; first < texts.size(); first += kAtOnce) {
    const std::size_t end = std::min(first + kAtOnce, texts.size());
    speak_some(*speak, std::span(texts).subspan(first, end - first),
               std::span(spoken).subspan(first, end - first));
  }
  return spoken;
}

int pinyin_fit(const PinyinText& text, std::string_view typed) {
  const int whole = std::max(fit(text.full, typed), fit(text.initials, typed));
  if (whole > 0 || typed.size() < 2) return whole;
  if (text.initials.find(typed) != std::string::npos) return 1;
  for (const std::uint16_t start : text.starts) {
    if (std::string_view(text.full).substr(start).starts_with(typed)) return 1;
  }
  return 0;
}

}  // namespace jiheng::engine
