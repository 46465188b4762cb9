#include "io/zip_file.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <deque>
#include <set>

#include "base/text.h"

namespace jiheng::io {
namespace {

tl::unexpected<Error> bad_zip(std::string_view file, std::string_view message) {
  return fail(ErrorCode::invalid, fmt::format("{}：{}", file, message));
}

zip_t* open_zip(std::string_view bytes, int flags) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* zip = source == nullptr ? nullptr : zip_open_from_source(source, flags, &error);
  if (zip == nullptr && source != nullptr) zip_source_free(source);
  zip_error_fini(&error);
  return zip;
}

/// The name as UTF-8, whatever the program that packed it thought of encodings.
std::string entry_name(zip_t* zip, zip_uint64_t at) {
  const char* raw = zip_get_name(zip, at, ZIP_FL_ENC_RAW);
  if (raw == nullptr) return {};
  std::string name(raw);
  if (!name.empty() && is_utf8(name)) return name;
  auto decoded = gb18030_to_utf8(name);
  return decoded && !decoded->empty() ? std::move(*decoded) : fmt::format("第 {} 个文件.xlsx", at + 1);
}

}  // namespace

bool is_plain_zip(std::string_view bytes) {
  if (!bytes.starts_with("PK")) return false;
  zip_t* zip = open_zip(bytes, ZIP_RDONLY);
  if (zip == nullptr) return false;
  // An OpenDocument table is none either, but no archive of workbooks: the reader says what it is.
  const bool workbook =
      zip_name_locate(zip, "[Content_Types].xml", ZIP_FL_NOCASE) >= 0 ||
      (zip_name_locate(zip, "mimetype", 0) >= 0 && zip_name_locate(zip, "content.xml", 0) >= 0);
  zip_discard(zip);
  return !workbook;
}

struct ZipFiles::Archive {
  ~Archive() {
    if (zip != nullptr) zip_discard(zip);
  }
  zip_t* zip = nullptr;
  std::string file;
  ZipLimits limits;
  std::uint64_t inflated = 0;
  std::vector<std::string> names;
  std::vector<zip_uint64_t> places;
};

ZipFiles::ZipFiles(std::unique_ptr<Archive> archive) : archive_(std::move(archive)) {}
ZipFiles::ZipFiles(ZipFiles&&) noexcept = default;
ZipFiles& ZipFiles::operator=(ZipFiles&&) noexcept = default;
ZipFiles::~ZipFiles() = default;

const std::vector<std::string>& ZipFiles::names() const { return archive_->names; }

Result<ZipFiles> ZipFiles::open(std::string_view bytes, std::string_view file, const ZipLimits& limits) {
  // libzip takes no bytes at all for an archive without files.
  if (!bytes.starts_with("PK")) return bad_zip(file, "不是 ZIP 压缩包");
  auto archive = std::make_unique<Archive>();
  archive->zip = open_zip(bytes, ZIP_RDONLY);
  if (archive->zip == nullptr) return bad_zip(file, "ZIP 结构损坏或不完整，多半没有传完");
  archive->file = file;
  archive->limits = limits;
  const auto count = zip_get_num_entries(archive->zip, 0);
  if (count < 0 || count > static_cast<zip_int64_t>(limits.entries))
    return bad_zip(file, fmt::format("压缩包里有 {} 个文件，最多 {} 个，请分成几个", count, limits.entries));
  for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
    auto name = entry_name(archive->zip, i);
    if (name.ends_with('/')) continue;
    archive->names.push_back(std::move(name));
    archive->places.push_back(i);
  }
  return ZipFiles(std::move(archive));
}

Result<std::string> ZipFiles::read(std::size_t at) {
  constexpr std::size_t kBlock = 64U << 10U;
  const auto& name = archive_->names.at(at);
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat_index(archive_->zip, archive_->places[at], 0, &stat) != 0)
    return bad_zip(name, "压缩包里的这个文件不能读取");
  if (stat.encryption_method != ZIP_EM_NONE) return bad_zip(name, "加了密码，请去掉密码再用");
  if (zip_compression_method_supported(stat.comp_method, 0) == 0)
    return bad_zip(name, "用了不支持的压缩方法（如 Deflate64），请用普通 ZIP 方式重新压缩");
  zip_file_t* entry = zip_fopen_index(archive_->zip, archive_->places[at], 0);
  if (entry == nullptr) return bad_zip(name, "压缩包里的这个文件不能读取");
  std::string bytes;
  for (;;) {
    const auto before = bytes.size();
    bytes.resize(before + kBlock);
    const auto count = zip_fread(entry, bytes.data() + before, kBlock);
    bytes.resize(before + static_cast<std::size_t>(std::max<zip_int64_t>(count, 0)));
    archive_->inflated += bytes.size() - before;
    const bool too_much =
        bytes.size() > archive_->limits.entry_bytes || archive_->inflated > archive_->limits.total_bytes;
    if (count > 0 && !too_much) continue;
    zip_fclose(entry);
    if (too_much) return bad_zip(name, "展开后超过上限，疑似压缩炸弹");
    if (count < 0) return bad_zip(name, "内容损坏，校验不符");
    return bytes;
  }
}

struct ZipWriter::Archive {
  ~Archive() {
    if (zip != nullptr) zip_discard(zip);
    if (source != nullptr) zip_source_free(source);
  }
  zip_source_t* source = nullptr;  ///< kept: zip_close writes into it
  zip_t* zip = nullptr;
  std::deque<std::string> contents;  ///< libzip reads them when it closes
  std::set<std::string> taken;
};

ZipWriter::ZipWriter(std::unique_ptr<Archive> archive) : archive_(std::move(archive)) {}
ZipWriter::ZipWriter(ZipWriter&&) noexcept = default;
ZipWriter& ZipWriter::operator=(ZipWriter&&) noexcept = default;
ZipWriter::~ZipWriter() = default;

std::size_t ZipWriter::files() const { return archive_->contents.size(); }

Result<ZipWriter> ZipWriter::create() {
  auto archive = std::make_unique<Archive>();
  zip_error_t error;
  zip_error_init(&error);
  archive->source = zip_source_buffer_create(nullptr, 0, 0, &error);
  if (archive->source != nullptr) {
    zip_source_keep(archive->source);
    archive->zip = zip_open_from_source(archive->source, ZIP_TRUNCATE, &error);
  }
  zip_error_fini(&error);
  if (archive->zip == nullptr) return fail(ErrorCode::internal, "不能建立压缩包");
  return ZipWriter(std::move(archive));
}

Result<void> ZipWriter::add(std::string_view name, std::string bytes) {
  // libzip takes names with control characters for CP437 and refuses them as UTF-8.
  std::string clean(name);
  std::ranges::replace_if(clean, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, '_');
  const std::string_view whole = clean;
  const auto dot = std::min(whole.rfind('.'), whole.size());
  std::string unique = clean;
  for (int n = 2; !archive_->taken.insert(unique).second; ++n)
    unique = fmt::format("{}({}){}", whole.substr(0, dot), n, whole.substr(dot));
  archive_->contents.push_back(std::move(bytes));
  const auto& kept = archive_->contents.back();
  zip_source_t* source = zip_source_buffer(archive_->zip, kept.data(), kept.size(), 0);
  if (source == nullptr) return fail(ErrorCode::internal, "不能写压缩包");
  const auto at = zip_file_add(archive_->zip, unique.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (at < 0) {
    zip_source_free(source);
    return fail(ErrorCode::internal, "不能写压缩包");
  }
  // Workbooks are packed already; packing them again costs time and gains nothing.
  if (kept.starts_with("PK"))
    zip_set_file_compression(archive_->zip, static_cast<zip_uint64_t>(at), ZIP_CM_STORE, 0);
  return {};
}

Result<std::string> ZipWriter::finish() {
  const bool closed = zip_close(archive_->zip) == 0;
  if (closed) archive_->zip = nullptr;
  archive_->contents.clear();
  zip_stat_t stat;
  if (!closed || zip_source_open(archive_->source) != 0 || zip_source_stat(archive_->source, &stat) != 0)
    return fail(ErrorCode::internal, "不能写压缩包");
  std::string out(stat.size, '\0');
  const auto read = zip_source_read(archive_->source, out.data(), out.size());
  zip_source_close(archive_->source);
  if (read != static_cast<zip_int64_t>(out.size())) return fail(ErrorCode::internal, "不能写压缩包");
  return out;
}

std::string file_name_of(std::string_view wanted) {
  constexpr std::size_t kMost = 120;
  std::string name;
  for (const char c : wanted) {
    const bool bad = static_cast<unsigned char>(c) < 0x20 ||
                     std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos;
    name += bad ? '_' : c;
  }
  return std::string(first_characters(trim(name), kMost));
}

}  // namespace jiheng::io
