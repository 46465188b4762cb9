#include "model/project_code.h"

#include <fmt/format.h>

#include <algorithm>

namespace jiheng {
namespace {

bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Result<ProjectCode> parse_project_code(std::string_view text) {
  const auto wrong = [&](std::string_view why) {
    return fail(ErrorCode::invalid, fmt::format("项目编码“{}”{}", text, why));
  };
  if (text.size() != 21) return wrong("应为 21 位：6 位区划＋2 位年度＋类别字母＋12 位流水");
  const auto region = Region::parse(text.substr(0, 6));
  if (!region) return wrong("的前 6 位不是区划代码：" + region.error().message);
  if (!all_digits(text.substr(6, 2))) return wrong("的第 7–8 位应为两位年度");
  const char letter = text[8];
  if (letter != 'T' && letter != 'R' && letter != 'Y') return wrong("的第 9 位应为类别字母 T、R 或 Y");
  if (!all_digits(text.substr(9))) return wrong("的后 12 位应为数字流水");
  return ProjectCode{*region, 2000 + (text[6] - '0') * 10 + (text[7] - '0'), letter};
}

char category_letter(Category category) {
  switch (category) {
    case Category::personnel: return 'R';
    case Category::public_expense:
    case Category::other_operating: return 'Y';
    case Category::earmarked: return 'T';
  }
  return 'T';
}

}  // namespace jiheng
