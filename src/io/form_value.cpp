#include "io/form_value.h"

#include <fmt/format.h>

#include "base/decimal.h"
#include "base/int128.h"
#include "base/text.h"

namespace jiheng::io {

Result<Score> read_points(std::string_view text, const std::string& where, Findings& findings) {
  const auto exact = Score::parse(text);
  if (exact) return exact;
  const auto decimal = parse_decimal(text);
  if (!decimal || decimal->scale <= 2 || decimal->scale > 18) return exact;
  i128 unit = 1;
  for (int i = 2; i < decimal->scale; ++i) unit *= 10;
  const auto hundredths = static_cast<std::int64_t>(divide(i128{decimal->units}, unit, Rounding::half_up));
  const auto rounded = Score::parse(format_decimal(hundredths, 2));
  if (!rounded) return exact;
  findings.push_back({"form.points_decimals",
                      Severity::info,
                      fmt::format("分数 {} 多于两位小数，按 {} 比较", trim(text), rounded->to_short()),
                      where,
                      {}});
  return rounded;
}

std::string plain_width(std::string text) {
  std::string folded = fold_width(text);
  if (folded == text) return text;
  const std::string_view number =
      std::string_view(folded).substr(0, folded.size() - (folded.ends_with('%') ? 1 : 0));
  return number.empty() || parse_decimal(number) ? folded : text;
}

std::string label_key(std::string_view text) {
  std::string key = fold_width(text);
  for (const std::string_view noise :
       {" ", "\n", "\r", "\t", "\xE3\x80\x80", "\xC2\xA0", "\xE2\x80\x8B", "\xEF\xBB\xBF", ":", "*"})
    key = replace_all(std::move(key), noise, "");
  return key;
}

std::string bare_label_key(std::string_view text) {
  std::string key = label_key(text);
  for (auto open = key.find('('); open != std::string::npos; open = key.find('(', open)) {
    const auto close = key.find(')', open);
    if (close == std::string::npos) break;
    key.erase(open, close - open + 1);
  }
  return key;
}

}  // namespace jiheng::io
