#include "io/xlsx_zip.h"

#include <fmt/format.h>
#include <zip.h>

#include <array>

#include "base/text.h"

namespace jiheng::io {
namespace {

constexpr std::size_t kZipBlock = 64U << 10U;
constexpr std::uint64_t kRatioMatters = 1U << 20U;

tl::unexpected<Error> refuse_zip(std::string_view file, std::string message) {
  return fail(ErrorCode::invalid, fmt::format("{}：{}", file, message));
}

/// What libzip's code means to the person whose workbook it is.
std::string zip_reason(int code) {
  switch (code) {
    case ZIP_ER_NOZIP: return "找不到压缩包的目录，文件多半没有传完";
    case ZIP_ER_INCONS: return "压缩包的目录与内容对不上";
    case ZIP_ER_CRC: return "校验和不符，内容被改动或没有传完";
    case ZIP_ER_EOF: return "文件提前结束";
    case ZIP_ER_ZLIB: return "压缩的数据有误";
    case ZIP_ER_COMPNOTSUPP: return "用了不支持的压缩方法（如 Deflate64），请用表格软件打开后另存为 .xlsx";
    case ZIP_ER_ENCRNOTSUPP:
    case ZIP_ER_NOPASSWD:
    case ZIP_ER_WRONGPASSWD: return "加了密码，请去掉密码再用";
    case ZIP_ER_MULTIDISK: return "是分卷压缩包的一部分";
    case ZIP_ER_MEMORY: return "内存不足";
    default: return fmt::format("压缩包不能读取（libzip 错误 {}）", code);
  }
}

std::string zip_reason(zip_error_t& error) {
  std::string text = zip_reason(zip_error_code_zip(&error));
  zip_error_fini(&error);
  return text;
}

/// OLE files name their streams in UTF-16.
bool names_stream(std::string_view ole, std::string_view name) {
  std::string wide;
  for (const char c : name) wide += {c, '\0'};
  return ole.find(wide) != std::string_view::npos;
}

/// What somebody handed in as a workbook, and how it becomes one.
std::string what_it_is(std::string_view bytes) {
  constexpr std::size_t kHead = 512;
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) {
    if (names_stream(bytes, "EncryptedPackage"))
      return "加了打开密码，请在表格软件里去掉密码（文件—信息—保护工作簿），再另存为 .xlsx";
    return "是旧的 .xls（或 WPS 的 .et）格式，只是改了后缀也不行；请用表格软件打开，另存为 .xlsx";
  }
  if (bytes.empty()) return "是空文件，请重新导出或另存为 .xlsx";
  if (bytes.starts_with("%PDF")) return "是 PDF，不是 .xlsx 工作簿；请交表格软件里另存为 .xlsx 的文件";
  const auto head = trim(bytes.substr(0, kHead));
  if (head.find("<html") != std::string_view::npos || head.find("<HTML") != std::string_view::npos ||
      head.find("<table") != std::string_view::npos)
    return "是网页（HTML），不是 .xlsx 工作簿；请用表格软件打开，另存为 .xlsx";
  if (head.find("office:spreadsheet") != std::string_view::npos)
    return "是 2003 年的 XML 表格，不是 .xlsx 工作簿；请用表格软件打开，另存为 .xlsx";
  const bool lines = head.find('\n') != std::string_view::npos && head.find('\0') == std::string_view::npos;
  if (lines && head.find_first_of(",\t;") != std::string_view::npos)
    return "是文本（CSV），不是 .xlsx 工作簿；请用表格软件打开，另存为 .xlsx";
  return "不是 .xlsx 工作簿（不是 ZIP 文件）；请用表格软件打开，另存为 .xlsx";
}

/// Entries whose local headers say sizes beside a data descriptor (as macOS writes them) are no fault: what
/// comes out is held against the directory anyway.
zip_t* open_tolerant(std::string_view bytes, zip_error_t& error) {
  for (const int flags : {ZIP_RDONLY | ZIP_CHECKCONS, ZIP_RDONLY}) {
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip_t* zip = source == nullptr ? nullptr : zip_open_from_source(source, flags, &error);
    if (zip != nullptr) return zip;
    if (source != nullptr) zip_source_free(source);
    if (zip_error_code_zip(&error) != ZIP_ER_INCONS) break;
  }
  return nullptr;
}

/// Closes an entry when it goes out of scope.
struct ZipEntryCloser {
  void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};

}  // namespace

std::string part_key(std::string_view name) {
  if (name.starts_with('/') || name.starts_with('\\')) name.remove_prefix(1);
  std::string key(name);
  for (auto& c : key) c = c == '\\' ? '/' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return key;
}

void XlsxArchive::Closer::operator()(void* archive) const { zip_discard(static_cast<zip_t*>(archive)); }

Result<XlsxArchive> XlsxArchive::open(std::string_view bytes, std::string_view file,
                                      const XlsxLimits& limits) {
  if (bytes.size() > limits.file_bytes)
    return refuse_zip(file, fmt::format("文件超过上限 {} 字节", limits.file_bytes));
  if (!bytes.starts_with("PK")) return refuse_zip(file, what_it_is(bytes));
  zip_error_t error;
  zip_t* zip = open_tolerant(bytes, error);
  if (zip == nullptr) return refuse_zip(file, "ZIP 结构损坏或不完整：" + zip_reason(error));
  XlsxArchive archive;
  archive.zip_.reset(zip);
  archive.file_ = file;
  archive.limits_ = limits;
  const auto entries = zip_get_num_entries(zip, 0);
  if (entries < 0 || entries > static_cast<zip_int64_t>(limits.parts)) {
    return refuse_zip(file, fmt::format("压缩包里有 {} 个文件，超过上限 {}", entries, limits.parts));
  }
  for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(entries); ++i) {
    const char* name = zip_get_name(zip, i, 0);
    if (name != nullptr) archive.places_.try_emplace(part_key(name), i);
  }
  return archive;
}

bool XlsxArchive::contains(const std::string& name) const { return place_of(name).has_value(); }

std::optional<std::uint64_t> XlsxArchive::place_of(std::string_view name) const {
  const auto found = places_.find(part_key(name));
  return found == places_.end() ? std::nullopt : std::optional(found->second);
}

Result<void> XlsxArchive::stream(const std::string& name, const std::function<bool(std::string_view)>& sink) {
  auto* zip = static_cast<zip_t*>(zip_.get());
  zip_stat_t stat;
  zip_stat_init(&stat);
  const auto place = place_of(name);
  if (!place || zip_stat_index(zip, *place, 0, &stat) != 0)
    return refuse_zip(file_, fmt::format("缺少部件 {}", name));
  if (stat.encryption_method != ZIP_EM_NONE) return refuse_zip(file_, "工作簿加了密码，请去掉密码再用");
  const bool too_dense = stat.size > kRatioMatters && stat.size / limits_.ratio > stat.comp_size;
  if (stat.size > limits_.part_bytes || too_dense) {
    return refuse_zip(
        file_, fmt::format("部件 {} 展开后 {} 字节（压缩后 "
                           "{}），超过上限，疑似压缩炸弹；若是表格下方有大量只带格式的空行，请删除空行后"
                           "再保存",
                           name, stat.size, stat.comp_size));
  }
  const std::unique_ptr<zip_file_t, ZipEntryCloser> entry(zip_fopen_index(zip, *place, 0));
  if (!entry)
    return refuse_zip(
        file_, fmt::format("部件 {} 不能读取：{}", name, zip_reason(zip_error_code_zip(zip_get_error(zip)))));
  std::array<char, kZipBlock> block{};
  std::uint64_t size = 0;
  for (;;) {
    const auto count = zip_fread(entry.get(), block.data(), block.size());
    if (count < 0)
      return refuse_zip(file_, fmt::format("部件 {} 损坏或不完整：{}", name,
                                           zip_reason(zip_error_code_zip(zip_file_get_error(entry.get())))));
    if (count == 0) return {};
    size += static_cast<std::uint64_t>(count);
    inflated_ += static_cast<std::uint64_t>(count);
    // The declared size may lie; what really comes out counts.
    const bool dense = size > kRatioMatters && size / limits_.ratio > stat.comp_size;
    if (size > limits_.part_bytes || inflated_ > limits_.total_bytes || dense) {
      return refuse_zip(file_, fmt::format("部件 {} 展开超过上限，疑似压缩炸弹", name));
    }
    if (!sink(std::string_view(block.data(), static_cast<std::size_t>(count)))) return {};
  }
}

}  // namespace jiheng::io
