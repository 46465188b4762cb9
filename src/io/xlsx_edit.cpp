#include "io/xlsx_edit.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <sstream>

#include "io/xlsx_parts.h"
#include "io/xlsx_reader.h"
#include "io/xlsx_zip.h"

namespace jiheng::io {
namespace {

constexpr std::string_view kRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view kStrictRelations = "http://purl.oclc.org/ooxml/officeDocument/relationships";
constexpr std::string_view kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kStrictMain = "http://purl.oclc.org/ooxml/spreadsheetml/main";
constexpr std::string_view kRowsHere = "<!--jiheng-rows-->";
constexpr std::string_view kNoRelations =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>)";
constexpr unsigned kKeepEverything = pugi::parse_full | pugi::parse_ws_pcdata;

/// Takes the rows out of a sheet's text; "" when it has none.
std::string cut_rows(std::string& text) {
  const auto word = text.find("sheetData");
  const auto open = word == std::string::npos ? word : text.rfind('<', word);
  const auto begin = word == std::string::npos ? word : text.find('>', word);
  if (open == std::string::npos || begin == std::string::npos || text[begin - 1] == '/') return {};
  const auto end = text.find("</" + text.substr(open + 1, word - open - 1) + "sheetData", begin);
  if (end == std::string::npos) return {};
  std::string rows = text.substr(begin + 1, end - begin - 1);
  text.replace(begin + 1, end - begin - 1, kRowsHere);
  return rows;
}

std::string part_folder(std::string_view part) {
  const auto slash = part.rfind('/');
  return slash == std::string_view::npos ? std::string() : std::string(part.substr(0, slash + 1));
}

}  // namespace

struct XlsxPackage::Archive {
  zip_source_t* source = nullptr;  ///< kept: zip_close writes into it
  zip_t* zip = nullptr;

  ~Archive() {
    if (zip != nullptr) zip_discard(zip);
    if (source != nullptr) zip_source_free(source);
  }
};

XlsxPackage::XlsxPackage(XlsxPackage&&) noexcept = default;
XlsxPackage& XlsxPackage::operator=(XlsxPackage&&) noexcept = default;
XlsxPackage::~XlsxPackage() = default;

Result<XlsxPackage> XlsxPackage::open(std::string_view bytes, std::string_view file) {
  XlsxPackage package;
  package.file_ = file;
  package.archive_ = std::make_unique<Archive>();
  zip_error_t error;
  zip_error_init(&error);
  auto& archive = *package.archive_;
  // libzip 1.7 frees what it was given when the archive was rewritten, whoever owns it: so it gets its own.
  void* copy = std::malloc(std::max<std::size_t>(bytes.size(), 1));
  if (copy == nullptr) return fail(ErrorCode::unavailable, "内存不足");
  std::memcpy(copy, bytes.data(), bytes.size());
  archive.source = zip_source_buffer_create(copy, bytes.size(), 1, &error);
  if (archive.source == nullptr) std::free(copy);
  if (archive.source != nullptr) {
    zip_source_keep(archive.source);
    archive.zip = zip_open_from_source(archive.source, 0, &error);
  }
  zip_error_fini(&error);
  if (archive.zip == nullptr) return fail(ErrorCode::invalid, fmt::format("{}：不是 XLSX 工作簿", file));
  const auto count = zip_get_num_entries(archive.zip, 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    const char* raw = zip_get_name(archive.zip, static_cast<zip_uint64_t>(i), 0);
    std::string name(raw == nullptr ? "" : raw);
    if (name.find('\\') != std::string::npos) {
      std::ranges::replace(name, '\\', '/');
      zip_file_rename(archive.zip, static_cast<zip_uint64_t>(i), name.c_str(), ZIP_FL_ENC_UTF_8);
    }
    package.names_.try_emplace(part_key(name), name);
  }
  const auto root = package.text("_rels/.rels");
  package.strict_ = root && root->find(kStrictRelations) != std::string::npos;
  return package;
}

std::string_view XlsxPackage::main_namespace() const { return strict_ ? kStrictMain : kMain; }
std::string_view XlsxPackage::document_namespace() const { return strict_ ? kStrictRelations : kRelations; }

std::string XlsxPackage::stored_name(const std::string& part) const {
  const auto found = names_.find(part_key(part));
  return found == names_.end() ? part : found->second;
}

std::string XlsxPackage::tree_text(const std::string& part) const {
  std::ostringstream out;
  trees_.at(part)->save(out, "", pugi::format_raw, pugi::encoding_utf8);
  std::string text = std::move(out).str();
  const auto rows = rows_.find(part);
  const auto here = rows == rows_.end() ? std::string::npos : text.find(kRowsHere);
  if (here != std::string::npos) text.replace(here, kRowsHere.size(), rows->second);
  return text;
}

bool XlsxPackage::contains(const std::string& asked) const {
  const std::string part = stored_name(asked);
  return texts_.contains(part) || trees_.contains(part) ||
         zip_name_locate(archive_->zip, part.c_str(), 0) >= 0;
}

Result<std::string> XlsxPackage::text(const std::string& asked) {
  const std::string part = stored_name(asked);
  if (trees_.contains(part)) return tree_text(part);
  if (const auto text = texts_.find(part); text != texts_.end()) return text->second;
  zip_stat_t stat;
  if (zip_stat(archive_->zip, part.c_str(), 0, &stat) != 0) return std::string();
  if (stat.size > XlsxLimits{}.part_bytes)
    return fail(ErrorCode::invalid, fmt::format("{}：部件 {} 太大", file_, part));
  zip_file_t* file = zip_fopen(archive_->zip, part.c_str(), 0);
  std::string text(static_cast<std::size_t>(stat.size), '\0');
  const auto read = file == nullptr ? -1 : zip_fread(file, text.data(), text.size());
  if (file != nullptr) zip_fclose(file);
  if (read != static_cast<zip_int64_t>(text.size()))
    return fail(ErrorCode::invalid, fmt::format("{}：部件 {} 读不出来", file_, part));
  return text;
}

Result<pugi::xml_document*> XlsxPackage::xml(const std::string& asked) {
  const std::string part = stored_name(asked);
  if (const auto there = trees_.find(part); there != trees_.end()) return there->second.get();
  auto bytes = text(part);
  if (!bytes) return pass(bytes);
  rows_.erase(part);
  if (auto rows = cut_rows(*bytes); !rows.empty()) rows_[part] = std::move(rows);
  auto tree = std::make_unique<pugi::xml_document>();
  if (!tree->load_buffer(bytes->data(), bytes->size(), kKeepEverything))
    return fail(ErrorCode::invalid, fmt::format("{}：部件 {} 不是 XML", file_, part));
  texts_.erase(part);
  return (trees_[part] = std::move(tree)).get();
}

void XlsxPackage::put(const std::string& asked, std::string text) {
  const std::string part = stored_name(asked);
  names_.try_emplace(part_key(part), part);
  trees_.erase(part);
  texts_[part] = std::move(text);
}

std::string XlsxPackage::free_name(std::string_view before, std::string_view after) const {
  for (int n = 1;; ++n) {
    std::string name = fmt::format("{}{}{}", before, n, after);
    if (!contains(name)) return name;
  }
}

Result<std::string> XlsxPackage::save() {
  for (const auto& [part, tree] : trees_) texts_[part] = tree_text(part);
  trees_.clear();
  const auto broken = [&] { return fail(ErrorCode::internal, fmt::format("{}：写不了工作簿", file_)); };
  for (const auto& [part, text] : texts_) {
    zip_source_t* source = zip_source_buffer(archive_->zip, text.data(), text.size(), 0);
    if (source == nullptr) return broken();
    if (zip_file_add(archive_->zip, part.c_str(), source, ZIP_FL_OVERWRITE | ZIP_FL_ENC_UTF_8) < 0) {
      zip_source_free(source);
      return broken();
    }
  }
  if (zip_close(archive_->zip) != 0) return broken();
  archive_->zip = nullptr;
  zip_stat_t stat;
  if (zip_source_open(archive_->source) != 0 || zip_source_stat(archive_->source, &stat) != 0)
    return broken();
  std::string out(static_cast<std::size_t>(stat.size), '\0');
  const auto read = zip_source_read(archive_->source, out.data(), out.size());
  zip_source_close(archive_->source);
  if (read != static_cast<zip_int64_t>(out.size())) return broken();
  return out;
}

std::string relations_part(std::string_view part) {
  const std::string folder = part_folder(part);
  return folder + "_rels/" + std::string(part.substr(folder.size())) + ".rels";
}

Result<std::vector<Relation>> relations(XlsxPackage& package, const std::string& part) {
  std::vector<Relation> found;
  const std::string name = relations_part(part);
  if (!package.contains(name)) return found;
  const auto tree = package.xml(name);
  if (!tree) return pass(tree);
  for (const auto& node : (*tree)->document_element().children()) {
    if (std::string_view(node.attribute("TargetMode").value()) == "External") continue;
    const std::string_view type = node.attribute("Type").value();
    found.push_back({node.attribute("Id").value(), std::string(type.substr(type.rfind('/') + 1)),
                     resolve_part(part_folder(part), node.attribute("Target").value())});
  }
  return found;
}

Result<std::string> add_relation(XlsxPackage& package, const std::string& part, std::string_view type,
                                 const std::string& target) {
  const std::string name = relations_part(part);
  if (!package.contains(name)) package.put(name, std::string(kNoRelations));
  const auto tree = package.xml(name);
  if (!tree) return pass(tree);
  pugi::xml_node root = (*tree)->document_element();
  const auto taken = [&](const std::string& id) {
    return std::ranges::any_of(
        root.children(), [&](const pugi::xml_node& node) { return id == node.attribute("Id").value(); });
  };
  int number = 1;
  while (taken(fmt::format("rIdJh{}", number))) ++number;
  std::string id = fmt::format("rIdJh{}", number);
  auto node = root.append_child(prefixed(root, "Relationship").c_str());
  node.append_attribute("Id") = id.c_str();
  node.append_attribute("Type") = fmt::format("{}/{}", package.document_namespace(), type).c_str();
  node.append_attribute("Target") = ("/" + target).c_str();
  return id;
}

Result<void> add_content_type(XlsxPackage& package, const std::string& part, std::string_view type) {
  const auto tree = package.xml("[Content_Types].xml");
  if (!tree) return pass(tree);
  pugi::xml_node root = (*tree)->document_element();
  auto node = root.append_child(prefixed(root, "Override").c_str());
  node.append_attribute("PartName") = ("/" + part).c_str();
  node.append_attribute("ContentType") = std::string(type).c_str();
  return {};
}

Result<void> add_default_type(XlsxPackage& package, std::string_view extension, std::string_view type) {
  const auto tree = package.xml("[Content_Types].xml");
  if (!tree) return pass(tree);
  pugi::xml_node root = (*tree)->document_element();
  for (const auto& node : root.children()) {
    if (local_name(node) == "Default" && extension == node.attribute("Extension").value()) return {};
  }
  auto node = root.prepend_child(prefixed(root, "Default").c_str());
  node.append_attribute("Extension") = std::string(extension).c_str();
  node.append_attribute("ContentType") = std::string(type).c_str();
  return {};
}

std::string_view local_name(const pugi::xml_node& node) {
  std::string_view name = node.name();
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child_named(const pugi::xml_node& node, std::string_view name) {
  for (const auto& child : node.children()) {
    if (local_name(child) == name) return child;
  }
  return {};
}

std::string prefixed(const pugi::xml_node& like, std::string_view name) {
  const std::string_view full = like.name();
  const auto colon = full.find(':');
  return colon == std::string_view::npos ? std::string(name)
                                         : std::string(full.substr(0, colon + 1)) + std::string(name);
}

}  // namespace jiheng::io
