#include "io/workbook_mark_comments.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "io/xlsx_value.h"

namespace jiheng::io {
namespace {

constexpr std::string_view kAuthor = "绩衡 jiheng";
/// Between somebody else's comment and ours.
constexpr std::string_view kOursBegins = "\n—— 绩衡 ——\n";
constexpr std::string_view kNoComments =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<comments xmlns="{}"><authors></authors><commentList></commentList></comments>)";
constexpr std::string_view kNoDrawing =
    R"(<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>)";

std::string shape_of(const CellPlace& place, int number) {
  const auto row = place.row - 1;
  const auto column = place.column - 1;
  return fmt::format(
      R"(<v:shape id="jiheng_{}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{}, 15, {}, 2, {}, 31, {}, 1</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{}</x:Row><x:Column>{}</x:Column></x:ClientData></v:shape>)",
      number, column + 1, row, column + 4, row + 5, row, column);
}

std::string comment_text(const pugi::xml_node& node) {
  std::string text;
  for (const auto& child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
    if (local_name(child) != "rPr" && local_name(child) != "rPh") text += comment_text(child);
  }
  return text;
}

void set_text(pugi::xml_node comment, const std::string& text) {
  const std::string text_name = prefixed(comment, "text");
  comment.remove_child(text_name.c_str());
  auto leaf = comment.append_child(text_name.c_str()).append_child(prefixed(comment, "r").c_str());
  auto t = leaf.append_child(prefixed(comment, "t").c_str());
  t.append_attribute("xml:space") = "preserve";
  t.append_child(pugi::node_pcdata).set_value(text.c_str());
}

/// The comments part of a sheet while it is changed.
class CommentList {
 public:
  explicit CommentList(pugi::xml_node root) : root_(root) {
    authors_ = child_named(root, "authors");
    list_ = child_named(root, "commentList");
    if (!authors_) authors_ = root.prepend_child(prefixed(root, "authors").c_str());
    if (!list_) list_ = root.append_child(prefixed(root, "commentList").c_str());
    int position = 0;
    for (const auto& author : authors_.children()) {
      if (local_name(author) != "author") continue;
      if (author.child_value() == kAuthor) ours_ = position;
      ++position;
    }
    count_ = position;
  }

  /// The cells whose comments were ours alone and are gone.
  std::vector<std::string> remove_ours() {
    std::vector<std::string> gone;
    std::vector<pugi::xml_node> nodes;
    for (const auto& node : list_.children()) {
      if (local_name(node) != "comment") continue;
      if (ours_ >= 0 && node.attribute("authorId").as_int(-1) == ours_) {
        nodes.push_back(node);
        gone.emplace_back(node.attribute("ref").value());
        continue;
      }
      const std::string text = comment_text(node);
      const auto at = text.find(kOursBegins);
      if (at != std::string::npos) set_text(node, text.substr(0, at));
    }
    for (const auto& node : nodes) list_.remove_child(node);
    return gone;
  }

  /// Whether the cell had no comment before.
  bool add(const std::string& cell, const std::string& text) {
    for (auto node : list_.children()) {
      if (cell != node.attribute("ref").value()) continue;
      set_text(node, comment_text(node) + std::string(kOursBegins) + text);
      return false;
    }
    if (ours_ < 0) {
      authors_.append_child(prefixed(root_, "author").c_str())
          .append_child(pugi::node_pcdata)
          .set_value(std::string(kAuthor).c_str());
      ours_ = count_++;
    }
    auto node = list_.append_child(prefixed(root_, "comment").c_str());
    node.append_attribute("ref") = cell.c_str();
    node.append_attribute("authorId") = ours_;
    set_text(node, text);
    return true;
  }

 private:
  pugi::xml_node root_;
  pugi::xml_node authors_;
  pugi::xml_node list_;
  int ours_ = -1;
  int count_ = 0;
};

/// Whether the shape is the note of that cell.
bool is_note_of(std::string_view shape, const CellPlace& place) {
  return shape.find(R"(ObjectType="Note")") != std::string_view::npos &&
         shape.find(fmt::format("<x:Row>{}</x:Row>", place.row - 1)) != std::string_view::npos &&
         shape.find(fmt::format("<x:Column>{}</x:Column>", place.column - 1)) != std::string_view::npos;
}

/// Takes our shapes out of the drawing's text: by their names, and where another program gave them names of
/// its own, by the cells whose comments are gone.
void remove_shapes(std::string& drawing, const std::vector<std::string>& gone) {
  constexpr std::string_view kEnd = "</v:shape>";
  for (auto at = drawing.find("<v:shape "); at != std::string::npos; at = drawing.find("<v:shape ", at)) {
    const auto end = drawing.find(kEnd, at);
    if (end == std::string::npos) return;
    const auto length = end + kEnd.size() - at;
    const auto shape = std::string_view(drawing).substr(at, length);
    const bool ours = shape.starts_with(R"(<v:shape id="jiheng_)") ||
                      std::ranges::any_of(gone, [&](const std::string& cell) {
                        const auto place = parse_cell_name(cell);
                        return place && is_note_of(shape, *place);
                      });
    if (ours)
      drawing.erase(at, length);
    else
      at += length;
  }
}

Result<std::string> part_of(XlsxPackage& package, const std::string& sheet, std::string_view type) {
  const auto found = relations(package, sheet);
  if (!found) return pass(found);
  const auto relation = std::ranges::find(*found, type, &Relation::type);
  return relation == found->end() ? std::string() : relation->part;
}

/// The drawing of the sheet's comments; headers and footers may have another one.
Result<std::string> drawing_of(XlsxPackage& package, const std::string& sheet_part, pugi::xml_node sheet) {
  const auto node = child_named(sheet, "legacyDrawing");
  std::string id;
  for (const auto& attribute : node.attributes()) {
    if (std::string_view(attribute.name()).ends_with(":id")) id = attribute.value();
  }
  const auto found = relations(package, sheet_part);
  if (!found) return pass(found);
  const auto relation = std::ranges::find(*found, id, &Relation::id);
  return relation == found->end() ? std::string() : relation->part;
}

Result<std::string> add_comments_part(XlsxPackage& package, const std::string& sheet) {
  std::string part = package.free_name("xl/commentsJh", ".xml");
  package.put(part, fmt::format(kNoComments, package.main_namespace()));
  if (const auto done = add_content_type(
          package, part, "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml");
      !done)
    return pass(done);
  if (const auto id = add_relation(package, sheet, "comments", part); !id) return pass(id);
  return part;
}

/// legacyDrawing stands before these (ECMA-376 part 1, 18.3.1.99).
Result<std::string> add_drawing_part(XlsxPackage& package, const std::string& sheet_part,
                                     pugi::xml_node sheet) {
  std::string part = package.free_name("xl/drawings/vmlDrawingJh", ".vml");
  package.put(part, std::string(kNoDrawing));
  if (const auto done =
          add_default_type(package, "vml", "application/vnd.openxmlformats-officedocument.vmlDrawing");
      !done)
    return pass(done);
  const auto id = add_relation(package, sheet_part, "vmlDrawing", part);
  if (!id) return pass(id);
  pugi::xml_node before;
  for (const auto& child : sheet.children()) {
    const auto name = local_name(child);
    if (name == "legacyDrawingHF" || name == "drawingHF" || name == "picture" || name == "oleObjects" ||
        name == "controls" || name == "webPublishItems" || name == "tableParts" || name == "extLst" ||
        name == "AlternateContent") {
      before = child;
      break;
    }
  }
  const std::string name = prefixed(sheet, "legacyDrawing");
  auto node = before ? sheet.insert_child_before(name.c_str(), before) : sheet.append_child(name.c_str());
  node.append_attribute("xmlns:jh") = std::string(package.document_namespace()).c_str();
  node.append_attribute("jh:id") = id->c_str();
  return part;
}

}  // namespace

Result<void> set_comments(XlsxPackage& package, const std::string& sheet_part, pugi::xml_node sheet,
                          const std::map<std::string, std::string>& comments) {
  auto part = part_of(package, sheet_part, "comments");
  if (!part) return pass(part);
  if (part->empty() && comments.empty()) return {};
  if (part->empty()) part = add_comments_part(package, sheet_part);
  if (!part) return pass(part);
  const auto tree = package.xml(*part);
  if (!tree) return pass(tree);
  auto drawing = drawing_of(package, sheet_part, sheet);
  if (!drawing) return pass(drawing);
  if (drawing->empty()) drawing = add_drawing_part(package, sheet_part, sheet);
  if (!drawing) return pass(drawing);
  auto shapes = package.text(*drawing);
  if (!shapes) return pass(shapes);
  CommentList list((*tree)->document_element());
  remove_shapes(*shapes, list.remove_ours());
  std::string added;
  int number = 0;
  for (const auto& [cell, text] : comments) {
    if (list.add(cell, text)) added += shape_of(parse_cell_name(cell).value_or(CellPlace{1, 1}), ++number);
  }
  const auto end = shapes->rfind("</xml>");
  if (end != std::string::npos) shapes->insert(end, added);
  package.put(*drawing, std::move(*shapes));
  return {};
}

}  // namespace jiheng::io
