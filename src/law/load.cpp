#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <system_error>

#include "base/file.h"
#include "base/pack.h"
#include "base/sm3.h"
#include "law/book.h"
#include "law/check.h"
#include "law/head.h"

extern "C" {
// Made by jiheng_embed from the folder law/.
extern const char jiheng_law_pack_begin[];
extern const char jiheng_law_pack_end[];
}

namespace jiheng::law {
namespace {

namespace fs = std::filesystem;

std::string_view embedded_pack() {
  return {jiheng_law_pack_begin, static_cast<std::size_t>(jiheng_law_pack_end - jiheng_law_pack_begin)};
}

std::string version_of(const std::vector<LawFile>& files) {
  std::string all;
  for (const auto& file : files) all += fmt::format("{} {}\n{}{}", file.path.size(), file.text.size(), file.path, file.text);
  return "sm3:" + to_hex(sm3(all));
}

bool is_read_me(std::string_view path) { return path.ends_with(".md"); }

void append(Findings& to, Findings from) { std::ranges::move(from, std::back_inserter(to)); }

/// The kind by the first folder of the path; nothing, and a finding, when that is no kind.
std::optional<Kind> kind_of_path(const LawFile& file, const std::string& name, Findings& findings) {
  const auto slash = file.path.find('/');
  const auto kind = find_kind(std::string_view(file.path).substr(0, slash));
  if (kind && slash != std::string::npos && file.path.ends_with(".yaml")) return kind;
  findings.push_back({"law.file", Severity::error, "law 下只能有 <类别>/….yaml、schema/….schema.json 和 .md 文件", name + ":1:1",
                      "放到类别文件夹里，扩展名用 .yaml"});
  return std::nullopt;
}

}  // namespace

Result<Book> Book::load(std::vector<LawFile> files, std::string_view root) {
  std::ranges::sort(files, {}, &LawFile::path);
  Book book;
  book.root_ = std::string(root) + "/";
  book.version_ = version_of(files);
  Findings findings;
  for (auto& file : files) {
    const std::string name = book.root_ + file.path;
    if (is_read_me(file.path) || file.path.starts_with("schema/")) {
      book.others_.push_back(std::move(file));
      continue;
    }
    const auto kind = kind_of_path(file, name, findings);
    if (!kind) continue;
    auto body = parse_yaml(file.text, name);
    if (!body) {
      if (body.error().findings.empty()) findings.push_back({"law.yaml", Severity::error, body.error().message, name + ":1:1", {}});
      append(findings, std::move(body.error().findings));
      continue;
    }
    Document document;
    document.kind = *kind;
    document.body = std::move(*body);
    document.file = name;
    document.text = std::move(file.text);
    if (read_head(document)) book.documents_.push_back(std::move(document));
  }
  book.index();
  check_heads(book, findings);
  for (const auto& document : book.documents_) {
    for (const auto& row : kind_checks()) {
      if (row.kind == document.kind) row.check(book, document, findings);
    }
  }
  if (has_errors(findings)) {
    sort_by_place(findings);
    return fail(ErrorCode::invalid, fmt::format("规则文件有 {} 处错误", findings.size()), std::move(findings));
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
  if (error) return fail(ErrorCode::unavailable, fmt::format("读不了规则文件夹“{}”：{}", directory.string(), error.message()));
  return load(std::move(files), directory.lexically_normal().generic_string());
}

Result<Book> Book::open(const fs::path& directory) { return directory.empty() ? embedded() : from_directory(directory); }

}  // namespace jiheng::law
