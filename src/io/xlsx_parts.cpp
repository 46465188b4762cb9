#include "io/xlsx_parts.h"

#include <fmt/format.h>

#include <charconv>

#include "base/decimal.h"
#include "io/xlsx_value.h"

namespace jiheng::io {
namespace {

std::optional<std::uint32_t> read_index(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (ec != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

std::string_view without_blanks(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

void RelationshipReader::start(std::string_view name, const XmlAttributes& attributes) {
  if (name != "Relationship" || attributes.get("TargetMode") == "External") return;
  const std::string_view type = attributes.get("Type");
  const std::string target(attributes.get("Target"));
  by_id[std::string(attributes.get("Id"))] = target;
  by_type[std::string(type.substr(type.rfind('/') + 1))] = target;
}

void WorkbookReader::start(std::string_view name, const XmlAttributes& attributes) {
  if (name == "workbookPr") {
    const auto value = attributes.get("date1904");
    date1904 = value == "1" || value == "true";
  } else if (name == "sheet") {
    const auto state = attributes.get("state");
    sheets.push_back({std::string(attributes.get("name")), std::string(attributes.get("id")),
                      state == "hidden" || state == "veryHidden"});
  }
}

void StyleReader::start(std::string_view name, const XmlAttributes& attributes) {
  if (name == "numFmt") {
    if (const auto id = read_index(attributes.get("numFmtId")))
      codes_[static_cast<int>(*id)] = attributes.get("formatCode");
  } else if (name == "cellXfs") {
    in_cell_formats_ = true;
  } else if (name == "xf" && in_cell_formats_) {
    const int id = static_cast<int>(read_index(attributes.get("numFmtId")).value_or(0));
    const auto code = codes_.find(id);
    const std::string_view own = code == codes_.end() ? std::string_view() : std::string_view(code->second);
    formats.push_back({kind_of_format(id, own), shape_of_format(id, own)});
  }
}

void StyleReader::end(std::string_view name) {
  if (name == "cellXfs") in_cell_formats_ = false;
}

void StringReader::start(std::string_view name, const XmlAttributes&) {
  if (name == "si") current_.clear();
  if (name == "rPh") ++phonetic_;
  in_text_ = name == "t" && phonetic_ == 0;
}

void StringReader::end(std::string_view name) {
  if (name == "t") in_text_ = false;
  if (name == "rPh") --phonetic_;
  if (name == "si") strings.push_back(unescape_cell(current_));
}

void StringReader::text(std::string_view part) {
  if (in_text_) current_ += part;
}

void SheetReader::start_row(const XmlAttributes& attributes) {
  bool given = false;
  const auto text = attributes.get("r", &given);
  const auto row = given ? read_index(text) : std::optional<std::uint32_t>(row_ + 1);
  if (!row || *row == 0 || *row > 1'048'576) {
    problem = fmt::format("行号“{}”不对", text);
  } else if (*row <= row_) {
    problem = fmt::format("第 {} 行排在第 {} 行之后，行序不对", *row, row_);
  } else {
    row_ = *row;
    column_ = 0;
  }
}

void SheetReader::start_cell(const XmlAttributes& attributes) {
  bool given = false;
  const auto name = attributes.get("r", &given);
  const auto place = given ? parse_cell_name(name) : std::optional<CellPlace>(CellPlace{row_, column_ + 1});
  if (!place || place->row != row_ || place->column > 16'384) {
    problem = fmt::format("第 {} 行里的单元格地址“{}”不对", row_, name);
    return;
  }
  if (place->column <= column_) {
    problem = fmt::format("单元格 {} 重复或次序不对", name);
    return;
  }
  column_ = place->column;
  type_ = attributes.get("t");
  style_ = read_index(attributes.get("s")).value_or(0);
  value_.clear();
  has_value_ = false;
  formula_ = false;
}

void SheetReader::start(std::string_view name, const XmlAttributes& attributes) {
  if (name == "sheetData") {
    in_data_ = true;
  } else if (name == "mergeCell") {
    add_merged(attributes.get("ref"));
  } else if (!in_data_) {
    return;
  } else if (name == "row") {
    start_row(attributes);
  } else if (name == "c") {
    start_cell(attributes);
  } else if (name == "f") {
    formula_ = true;
  } else if (name == "rPh") {
    ++phonetic_;
  } else if (name == "v" || (name == "t" && phonetic_ == 0)) {
    in_value_ = true;
    has_value_ = true;
  }
}

void SheetReader::text(std::string_view part) {
  if (in_value_) value_ += part;
}

void SheetReader::end(std::string_view name) {
  if (name == "v" || name == "t") in_value_ = false;
  if (name == "rPh") --phonetic_;
  if (name == "sheetData") in_data_ = false;
  if (name == "c" && in_data_ && has_value_) end_cell();
  // A formula without a stored result (here and in end_cell): written by a program that does not compute.
  if (name == "c" && in_data_ && !has_value_ && formula_) add(CellKind::error, "");
}

void SheetReader::add(CellKind kind, std::string text) {
  if (cells_left_ == 0) {
    problem = "单元格太多，超过上限";
    return;
  }
  --cells_left_;
  const auto shape = kind == CellKind::date ? format().shape : DateShape::whole;
  sheet_.cells.push_back({row_, column_, kind, std::move(text), formula_, shape});
}

void SheetReader::add_number() {
  const auto number = plain_number(without_blanks(value_));
  if (!number) {
    problem = fmt::format("单元格 {} 的值“{}”不是数", cell_name(row_, column_), value_);
    return;
  }
  const CellKind kind = format().kind;
  if (kind == CellKind::date || kind == CellKind::time || kind == CellKind::date_time) {
    const auto date = date_text(*number, kind, date1904_);
    return date ? add(kind, *date) : add(CellKind::number, *number);
  }
  add(kind, *number);
}

/// Dates of strict workbooks: "2024-12-10", "2024-12-10T08:30:00.000", "08:30:00".
void SheetReader::add_iso_date() {
  constexpr std::size_t kToSeconds = 8;
  const auto text = without_blanks(value_);
  const auto t = text.find('T');
  const auto time = t == std::string_view::npos ? std::string_view() : text.substr(t + 1, kToSeconds);
  if (t == std::string_view::npos || t == 0) {
    const bool only_time = t == 0 || text.find(':') != std::string_view::npos;
    add(only_time ? CellKind::time : CellKind::date, std::string(t == 0 ? time : text));
  } else if (time.empty() || time == "00:00:00") {
    add(CellKind::date, std::string(text.substr(0, t)));
  } else {
    add(CellKind::date_time, fmt::format("{} {}", text.substr(0, t), time));
  }
}

void SheetReader::end_cell() {
  if (type_ == "s") {
    const auto index = read_index(without_blanks(value_));
    if (!index || *index >= strings_.size()) {
      problem = fmt::format("单元格 {} 指向不存在的共享字符串 {}", cell_name(row_, column_), value_);
      return;
    }
    if (!strings_[*index].empty()) add(CellKind::text, strings_[*index]);
  } else if (type_ == "inlineStr" || type_ == "str") {
    if (!value_.empty()) add(CellKind::text, unescape_cell(value_));
  } else if (type_ == "b") {
    add(CellKind::boolean, without_blanks(value_) == "1" ? "TRUE" : "FALSE");
  } else if (type_ == "e") {
    add(CellKind::error, value_);
  } else if (type_ == "d") {
    add_iso_date();
  } else if (type_.empty() || type_ == "n") {
    if (!without_blanks(value_).empty()) {
      add_number();
    } else if (formula_) {
      add(CellKind::error, "");
    }
  } else {
    problem = fmt::format("单元格 {} 的类型“{}”不认识", cell_name(row_, column_), type_);
  }
}

void SheetReader::add_merged(std::string_view range) {
  const auto colon = range.find(':');
  const auto first = parse_cell_name(range.substr(0, colon));
  const auto last = colon == std::string_view::npos ? first : parse_cell_name(range.substr(colon + 1));
  if (!first || !last || last->row < first->row || last->column < first->column) {
    problem = fmt::format("合并区域“{}”不对", range);
    return;
  }
  if (cells_left_ == 0) {
    problem = "合并区域太多，超过上限";
    return;
  }
  --cells_left_;
  sheet_.merged.push_back({first->row, first->column, last->row, last->column});
}

}  // namespace jiheng::io
