#include "io/xlsx_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "io/xlsx_parts.h"
#include "io/xlsx_zip.h"

namespace jiheng::io {
namespace {

std::string folder_of(std::string_view part) {
  const auto slash = part.rfind('/');
  return slash == std::string_view::npos ? std::string() : std::string(part.substr(0, slash + 1));
}

/// The steps of reading one workbook.
class WorkbookRun {
 public:
  WorkbookRun(XlsxArchive archive, std::string_view file, const XlsxLimits& limits)
      : archive_(std::move(archive)), file_(file), limits_(limits), cells_left_(limits.cells) {}

  Result<XlsxWorkbook> read() {
    if (auto found = find_workbook(); !found) return pass(found);
    if (auto done = parse(workbook_part_, book_); !done) return pass(done);
    if (book_.sheets.empty()) return fail(ErrorCode::invalid, fmt::format("{}：工作簿里没有工作表", file_));
    if (book_.sheets.size() > limits_.sheets)
      return fail(ErrorCode::invalid, fmt::format("{}：工作表超过 {} 张", file_, limits_.sheets));
    if (auto done = parse_optional("styles", styles_); !done) return pass(done);
    if (auto done = parse_optional("sharedStrings", strings_); !done) return pass(done);
    XlsxWorkbook workbook;
    for (const auto& entry : book_.sheets) {
      auto sheet = read_sheet(entry);
      if (!sheet) return pass(sheet);
      workbook.sheets.push_back(std::move(*sheet));
    }
    return workbook;
  }

 private:
  Result<void> parse(const std::string& part, XmlHandler& handler) {
    return parse_part(archive_, file_, part, limits_.depth, handler);
  }

  Result<void> find_workbook() {
    RelationshipReader root;
    if (archive_.contains("_rels/.rels")) {
      if (auto done = parse("_rels/.rels", root); !done) return done;
    }
    const auto found = root.by_type.find("officeDocument");
    workbook_part_ = found == root.by_type.end() ? "xl/workbook.xml" : resolve_part("", found->second);
    folder_ = folder_of(workbook_part_);
    if (const auto other = other_kind(); !other.empty())
      return fail(ErrorCode::invalid,
                  fmt::format("{}：{}，不是 .xlsx 工作簿；请用表格软件打开，另存为 .xlsx", file_, other));
    const std::string rels = fmt::format("{}_rels/{}.rels", folder_, workbook_part_.substr(folder_.size()));
    return archive_.contains(rels) ? parse(rels, relationships_) : Result<void>();
  }

  /// What the package is when it is no workbook that can be read; "" when it may be one.
  std::string_view other_kind() const {
    if (workbook_part_.starts_with("word/")) return "是 Word 文档";
    if (workbook_part_.starts_with("ppt/")) return "是演示文稿";
    if (workbook_part_.ends_with(".bin")) return "是二进制工作簿（.xlsb）";
    if (archive_.contains(workbook_part_)) return "";
    return archive_.contains("content.xml") ? "是 OpenDocument（.ods）表格" : "是 ZIP 文件";
  }

  Result<void> parse_optional(std::string_view type, XmlHandler& handler) {
    const auto found = relationships_.by_type.find(type);
    if (found == relationships_.by_type.end()) return {};
    const std::string part = resolve_part(folder_, found->second);
    return archive_.contains(part) ? parse(part, handler) : Result<void>();
  }

  Result<XlsxSheet> read_sheet(const WorkbookReader::SheetEntry& entry) {
    XlsxSheet sheet;
    sheet.name = entry.name;
    sheet.hidden = entry.hidden;
    const auto target = relationships_.by_id.find(entry.relationship);
    if (target == relationships_.by_id.end())
      return fail(ErrorCode::invalid, fmt::format("{}：找不到工作表“{}”的内容", file_, entry.name));
    const std::string part = resolve_part(folder_, target->second);
    if (part.find("chartsheets/") != std::string::npos) return sheet;
    SheetReader reader(sheet, strings_.strings, styles_.formats, book_.date1904, cells_left_);
    if (auto done = parse(part, reader); !done) return pass(done);
    return sheet;
  }

  XlsxArchive archive_;
  std::string file_;
  XlsxLimits limits_;
  std::uint64_t cells_left_;
  std::string workbook_part_;
  std::string folder_;
  RelationshipReader relationships_;
  WorkbookReader book_;
  StyleReader styles_;
  StringReader strings_;
};

}  // namespace

std::string resolve_part(std::string_view folder, std::string_view target) {
  std::string path(target);
  std::ranges::replace(path, '\\', '/');
  path = path.starts_with('/') ? path.substr(1) : fmt::format("{}{}", folder, path);
  for (auto at = path.find("/./"); at != std::string::npos; at = path.find("/./")) path.erase(at, 2);
  for (auto at = path.find("/../"); at != std::string::npos; at = path.find("/../")) {
    const auto before = at == 0 ? std::string::npos : path.rfind('/', at - 1);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    path.erase(begin, at + 4 - begin);
  }
  return path;
}

const XlsxCell* XlsxSheet::find(std::uint32_t row, std::uint32_t column) const {
  const auto found = std::lower_bound(
      cells.begin(), cells.end(), std::pair(row, column), [](const XlsxCell& cell, const auto& place) {
        return std::tie(cell.row, cell.column) < std::tie(place.first, place.second);
      });
  return found != cells.end() && found->row == row && found->column == column ? &*found : nullptr;
}

std::string cell_name(std::uint32_t row, std::uint32_t column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  return fmt::format("{}{}", letters, row);
}

Result<XlsxWorkbook> read_xlsx(std::string_view bytes, std::string_view file, const XlsxLimits& limits) {
  auto archive = XlsxArchive::open(bytes, file, limits);
  if (!archive) return pass(archive);
  return WorkbookRun(std::move(*archive), file, limits).read();
}

}  // namespace jiheng::io
