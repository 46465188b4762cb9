#include "io/form_stamp.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>

namespace jiheng::io {
namespace {

constexpr const char* kStampSheet = "取出记录";
constexpr const char* kStampHead = "jiheng-taken-1";
constexpr const char* kStampWords =
    "这张表记着取出时的内容，导入时用它分清网上和表里各改了什么。请不要改；删掉也能导入，只是少了这层核对。";
/// A cell holds 32,767 characters; a character of UTF-8 has at most four bytes.
constexpr std::size_t kCellBytes = 8000;
constexpr std::uint32_t kFirstPart = 3;  ///< row

/// The longest beginning of at most kCellBytes that does not cut a character.
std::string_view first_part(std::string_view text) {
  if (text.size() <= kCellBytes) return text;
  std::size_t end = kCellBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

}  // namespace

Result<void> write_stamp(lxw_workbook* workbook, std::string_view kept) {
  lxw_worksheet* sheet = workbook_add_worksheet(workbook, kStampSheet);
  if (sheet == nullptr) return fail(ErrorCode::internal, fmt::format("不能加工作表“{}”", kStampSheet));
  worksheet_write_string(sheet, 0, 0, kStampHead, nullptr);
  worksheet_write_string(sheet, 1, 0, kStampWords, nullptr);
  for (lxw_row_t row = kFirstPart - 1; !kept.empty(); ++row) {
    // A part begins with a mark, so that no program takes its blanks at the ends away.
    const auto part = first_part(kept);
    worksheet_write_string(sheet, row, 0, fmt::format("|{}|", part).c_str(), nullptr);
    kept.remove_prefix(part.size());
  }
  worksheet_hide(sheet);
  return {};
}

bool is_stamp(const XlsxSheet& sheet) {
  const auto* head = sheet.find(1, 1);
  return head != nullptr && head->text == kStampHead;
}

std::string read_stamp(const XlsxWorkbook& workbook) {
  for (const auto& sheet : workbook.sheets) {
    if (!is_stamp(sheet)) continue;
    std::string kept;
    for (std::uint32_t row = kFirstPart; const auto* cell = sheet.find(row, 1); ++row) {
      const std::string_view part = cell->text;
      if (part.size() < 2 || part.front() != '|' || part.back() != '|') return {};
      kept += part.substr(1, part.size() - 2);
    }
    return kept;
  }
  return {};
}

}  // namespace jiheng::io
