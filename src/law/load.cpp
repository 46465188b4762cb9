#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <system_error>

#include "base/file.h"
#include "base/pack.h"
#include "base/sm3.h"
#include "base/system_reason.h"
#include "law/book.h"
#include "law/check.h"
#include "law/head.h"
#include "law/json_schema.h"

extern "C" {
// Made by jiheng_embed from the folder law/.
extern const char jiheng_law_pack_begin[];
extern const char jiheng_law_pack_end[];
}

namespace jiheng::law {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSchemaFolderName = "schema/";

std::string_view embedded_pack() {
  return {jiheng_law_pack_begin, static_cast<std::size_t>(jiheng_law_pack_end - jiheng_law_pack_begin)};
}

std::string version_of(const std::vector<LawFile>& files) {
  std::string all;
  for (const auto& file : files)
    all += fmt::format("{} {}\n{}{}", file.path.size(), file.text.size(), file.path, file.text);
  return "sm3:" + to_hex(sm3(all));
}

bool is_read_me(std::string_view path) { return path.ends_with(".md"); }

void append(Findings& to, Findings from) { std::ranges::move(from, std::back_inserter(to)); }

/// A fault without a line, such as a wrong encoding; its message may begin with the file's name.
Finding whole_file_fault(const std::string& name, std::string message) {
  const std::string beginning = name + "：";
  if (message.starts_with(beginning)) message.erase(0, beginning.size());
  return {"law.yaml", Severity::error, std::move(message), name + ":1:1", "另存为 UTF-8，一个文件不要太大"};
}

/// The kind by the first folder of the path; nothing, and a finding, when that is no kind.
std::optional<Kind> kind_of_path(const LawFile& file, const std::string& name, Findings& findings) {
  const auto slash = file.path.find('/');
  const auto kind = find_kind(std::string_view(file.path).substr(0, slash));
  if (kind && slash != std::string::npos && file.path.ends_with(".yaml")) return kind;
  findings.push_back({"law.file", Severity::error,
                      "law 下只能有 <类别>/….yaml、schema/….schema.json 和 .md 文件", name + ":1:1",
                      "放到类别文件夹里，扩展名用 .yaml"});
  return std::nullopt;
}

/// The files given, and the program's own schemas of the kinds that bring none.
Result<std::vector<LawFile>> with_schemas(const std::vector<LawFile>& files) {
  std::vector<LawFile> schemas;
  for (const auto& file : files) {
    if (file.path.starts_with(kSchemaFolderName)) schemas.push_back(file);
  }
  const auto packed = read_pack(embedded_pack());
  if (!packed) return pass(packed);
  for (const auto& file : *packed) {
    const bool given =
        std::ranges::any_of(schemas, [&](const LawFile& schema) { return schema.path == file.path; });
    if (file.path.starts_with(kSchemaFolderName) && !given)
      schemas.push_back({std::string(file.path), std::string(file.bytes)});
  }
  return schemas;
}

/// Reads and checks file by file; what concerns several files comes afterwards.
class Loader {
 public:
  Loader(const SchemaSet& schemas, std::string root) : schemas_(schemas), root_(std::move(root)) {}

  /// The document of a file, if it is one that later checks can use; faults go to findings().
  std::optional<Document> read(LawFile file) {
    const std::string name = root_ + file.path;
    const auto kind = kind_of_path(file, name, findings_);
    if (!kind) return std::nullopt;
    auto body = parse_yaml(file.text, name);
    if (!body) {
      if (body.error().findings.empty()) findings_.push_back(whole_file_fault(name, body.error().message));
      append(findings_, std::move(body.error().findings));
      return std::nullopt;
    }
    Document document;
    document.kind = *kind;
    document.body = std::move(*body);
    document.file = name;
    document.text = std::move(file.text);
    const bool usable = read_head(document);
    auto found = check_by_schema(document);
    if (!found.empty()) broken_.insert(name);
    append(findings_, std::move(found));
    return usable ? std::optional<Document>(std::move(document)) : std::nullopt;
  }

  Findings& findings() { return findings_; }
  /// Whether a file has the shape that its schema asks for, so that typed checks may read it.
  bool has_shape(const std::string& file) const { return !broken_.contains(file); }

 private:
  Findings check_by_schema(const Document& document) const {
    const Schema* schema = schemas_.of_kind(document.kind);
    if (schema != nullptr) return validate(*schema, document.body, document.file);
    return {{"law.schema", Severity::error, fmt::format("类别“{}”没有模式文件", kind_name(document.kind)),
             document.file + ":1:1", fmt::format("写 schema/{}.schema.json", kind_name(document.kind))}};
  }

  const SchemaSet& schemas_;
  std::string root_;
  Findings findings_;
  std::set<std::string> broken_;
};

std::string with_one_slash(std::string_view root) {
  while (root.ends_with('/')) root.remove_suffix(1);
  return std::string(root) + "/";
}

}  // namespace

Result<Book> Book::load(std::vector<LawFile> files, std::string_view root) {
  std::ranges::sort(files, {}, &LawFile::path);
  Book book;
  book.root_ = with_one_slash(root);
  book.version_ = version_of(files);
  const auto schema_files = with_schemas(files);
  if (!schema_files) return pass(schema_files);
  const auto schemas =
      SchemaSet::compile(*schema_files, std::string_view(book.root_).substr(0, book.root_.size() - 1));
  if (!schemas) return pass(schemas);
  Loader loader(*schemas, book.root_);
  for (auto& file : files) {
    if (is_read_me(file.path) || file.path.starts_with(kSchemaFolderName)) {
      book.others_.push_back(std::move(file));
    } else if (auto document = loader.read(std::move(file))) {
      book.documents_.push_back(std::move(*document));
    }
  }
  book.index();
  Findings& findings = loader.findings();
  check_heads(book, findings);
  for (const auto& document : book.documents_) {
    if (!loader.has_shape(document.file)) continue;
    for (const auto& row : kind_checks()) {
      if (row.kind == document.kind) row.check(book, document, findings);
    }
  }
  if (has_errors(findings)) {
    sort_by_place(findings);
    std::string message = fmt::format("规则文件有 {} 处错误", findings.size());
    return fail(ErrorCode::invalid, std::move(message), std::move(findings));
  }
  return book;
}

Result<Book> Book::embedded() {
  const auto packed = read_pack(embedded_pack());
  if (!packed) return pass(packed);
  std::vector<LawFile> files;
  for (const auto& file : *packed) files.push_back({std::string(file.path), std::string(file.bytes)});
  return load(std::move(files));
}

Result<Book> Book::from_directory(const fs::path& directory) {
  std::error_code error;
  if (!fs::is_directory(directory, error)) {
    return fail(ErrorCode::not_found, fmt::format("规则文件夹“{}”不存在", directory.string()));
  }
  std::vector<LawFile> files;
  fs::recursive_directory_iterator entries(directory, error);
  for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
    if (!entries->is_regular_file(error)) continue;
    auto text = read_file(entries->path(), 8U << 20U);
    if (!text) return pass(text);
    files.push_back({entries->path().lexically_relative(directory).generic_string(), std::move(*text)});
  }
  if (files.empty() && !error)
    return fail(ErrorCode::not_found, fmt::format("规则文件夹“{}”是空的", directory.string()));
  if (error)
    return fail(ErrorCode::unavailable,
                fmt::format("读不了规则文件夹“{}”：{}", directory.string(), system_reason(error.value())));
  return load(std::move(files), directory.lexically_normal().generic_string());
}

Result<Book> Book::open(const fs::path& directory) {
  return directory.empty() ? embedded() : from_directory(directory);
}

}  // namespace jiheng::law
