#pragma once

#include <map>
#include <string>
#include <vector>

#include "io/xlsx_reader.h"
#include "io/xlsx_xml.h"

namespace jiheng::io {

/// A relationship target seen from the folder ("xl/") of the part it belongs to: "worksheets/sheet1.xml",
/// "./…", "../…", "/xl/…", with \ for / too.
std::string resolve_part(std::string_view folder, std::string_view target);

/// Relationship targets of a .rels part, by id and by the last word of their type.
class RelationshipReader : public XmlHandler {
 public:
  void start(std::string_view name, const XmlAttributes& attributes) override;
  void end(std::string_view) override {}

  std::map<std::string, std::string, std::less<>> by_id;
  std::map<std::string, std::string, std::less<>> by_type;  ///< "officeDocument", "sharedStrings", "styles"
};

/// Sheet names, their relationship ids and the date system.
class WorkbookReader : public XmlHandler {
 public:
  struct SheetEntry {
    std::string name;
    std::string relationship;
    bool hidden = false;
  };
  void start(std::string_view name, const XmlAttributes& attributes) override;
  void end(std::string_view) override {}

  std::vector<SheetEntry> sheets;
  bool date1904 = false;
};

/// What a cell format makes of a number.
struct CellFormat {
  CellKind kind = CellKind::number;
  DateShape shape = DateShape::whole;
};

/// What kind of value each cell format shows.
class StyleReader : public XmlHandler {
 public:
  void start(std::string_view name, const XmlAttributes& attributes) override;
  void end(std::string_view name) override;

  std::vector<CellFormat> formats;

 private:
  std::map<int, std::string> codes_;
  bool in_cell_formats_ = false;
};

/// The shared strings; phonetic hints are left out.
class StringReader : public XmlHandler {
 public:
  void start(std::string_view name, const XmlAttributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view part) override;

  std::vector<std::string> strings;

 private:
  std::string current_;
  bool in_text_ = false;
  int phonetic_ = 0;
};

/// One sheet's cells and merged ranges.
class SheetReader : public XmlHandler {
 public:
  SheetReader(XlsxSheet& sheet, const std::vector<std::string>& strings,
              const std::vector<CellFormat>& formats, bool date1904, std::uint64_t& cells_left)
      : sheet_(sheet), strings_(strings), formats_(formats), date1904_(date1904), cells_left_(cells_left) {}

  void start(std::string_view name, const XmlAttributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view part) override;

 private:
  void start_row(const XmlAttributes& attributes);
  void start_cell(const XmlAttributes& attributes);
  void end_cell();
  void add(CellKind kind, std::string text);
  void add_number();
  void add_iso_date();
  CellFormat format() const { return style_ < formats_.size() ? formats_[style_] : CellFormat{}; }
  void add_merged(std::string_view range);

  XlsxSheet& sheet_;
  const std::vector<std::string>& strings_;
  const std::vector<CellFormat>& formats_;
  bool date1904_;
  std::uint64_t& cells_left_;
  std::uint32_t row_ = 0;
  std::uint32_t column_ = 0;
  std::string type_;
  std::size_t style_ = 0;
  std::string value_;
  bool has_value_ = false;
  bool formula_ = false;
  bool in_value_ = false;
  bool in_data_ = false;
  int phonetic_ = 0;
};

}  // namespace jiheng::io
