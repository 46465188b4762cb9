#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "base/result.h"

namespace jiheng::io {

/// A workbook whose parts are changed one by one; parts that nobody asks for keep their bytes.
class XlsxPackage {
 public:
  static Result<XlsxPackage> open(std::string_view bytes, std::string_view file);
  XlsxPackage(XlsxPackage&&) noexcept;
  XlsxPackage& operator=(XlsxPackage&&) noexcept;
  ~XlsxPackage();

  bool contains(const std::string& part) const;
  /// The part as a tree, to be read and changed; an error when it is missing or is no XML. Of a sheet the
  /// rows are left out (sheetData holds a comment) and put back as they were: there may be a million of them.
  Result<pugi::xml_document*> xml(const std::string& part);
  /// A part's text as it is now; "" when it is missing.
  Result<std::string> text(const std::string& part);
  /// Puts a part there, or in place of the one there is.
  void put(const std::string& part, std::string text);
  /// A name of the form "xl/comments%.xml" that no part has.
  std::string free_name(std::string_view before, std::string_view after) const;
  /// The namespaces that this workbook writes: those of most, or of "strict" ones.
  std::string_view main_namespace() const;
  std::string_view document_namespace() const;

  /// The workbook with its changes.
  Result<std::string> save();

 private:
  XlsxPackage() = default;
  struct Archive;
  /// The name by which the archive has the part, which may differ in its case.
  std::string stored_name(const std::string& part) const;
  std::string tree_text(const std::string& part) const;

  std::unique_ptr<Archive> archive_;
  std::string file_;
  bool strict_ = false;
  std::map<std::string, std::string> names_;  ///< by part_key
  std::map<std::string, std::string> rows_;   ///< of sheets whose trees are here: their rows as text
  std::map<std::string, std::unique_ptr<pugi::xml_document>> trees_;
  std::map<std::string, std::string> texts_;
};

/// A relationship of a part.
struct Relation {
  std::string id;
  std::string type;  ///< its last word: "worksheet", "comments"
  std::string part;  ///< the part it leads to, from the root of the package
};

/// "xl/worksheets/_rels/sheet1.xml.rels" for "xl/worksheets/sheet1.xml".
std::string relations_part(std::string_view part);
/// The relationships of `part`; none when it has no such part.
Result<std::vector<Relation>> relations(XlsxPackage& package, const std::string& part);
/// Adds one and returns its id.
Result<std::string> add_relation(XlsxPackage& package, const std::string& part, std::string_view type,
                                 const std::string& target);
/// Says in [Content_Types].xml what kind a part is, or all parts with an extension (default) are.
Result<void> add_content_type(XlsxPackage& package, const std::string& part, std::string_view type);
Result<void> add_default_type(XlsxPackage& package, std::string_view extension, std::string_view type);

/// The name without its namespace prefix.
std::string_view local_name(const pugi::xml_node& node);
/// The first child with that local name; null when there is none.
pugi::xml_node child_named(const pugi::xml_node& node, std::string_view name);
/// `name` with the prefix that `like` has.
std::string prefixed(const pugi::xml_node& like, std::string_view name);

}  // namespace jiheng::io
