#include "base/region.h"

#include <fmt/format.h>

#include <charconv>

#include "base/text.h"

namespace jiheng {
namespace {

bool is_province(std::int64_t number) {
  return (number >= 11 && number <= 65) || number == 71 || number == 81 || number == 82;
}

}  // namespace

Result<Region> Region::parse(std::string_view original) {
  const std::string folded = fold_width(original);
  const std::string_view text = trim(folded);
  std::int64_t code = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), code);
  if (text.size() != 6 || ec != std::errc{} || end != text.data() + text.size()) {
    return fail(ErrorCode::invalid, fmt::format("区划代码“{}”应为 6 位数字，如 640323", original));
  }
  return of(code);
}

Result<Region> Region::of(std::int64_t code) {
  if (code < 110000 || code > 829999 || !is_province(code / 10000)) {
    return fail(ErrorCode::invalid, fmt::format("区划代码“{}”的前两位不是省级代码", code));
  }
  Region region;
  region.code_ = static_cast<std::int32_t>(code);
  return region;
}

std::string Region::to_text() const { return fmt::format("{:06}", code_); }

std::vector<std::string> Region::law_places() const {
  std::vector<std::string> places;
  const std::string text = to_text();
  for (std::size_t length = 6; length >= 2; length -= 2) {
    if (text.substr(length - 2, 2) != "00") places.push_back("cn/" + text.substr(0, length));
  }
  places.emplace_back("cn");
  return places;
}

}  // namespace jiheng
