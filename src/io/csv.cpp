#include "io/csv.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <memory>

#include "base/decimal.h"
#include "base/system_reason.h"
#include "base/text.h"

namespace jiheng::io {
namespace {

/// Bytes that can be read twice: once to learn the encoding, once to split them.
class BlockSource {
 public:
  virtual ~BlockSource() = default;
  virtual Result<void> rewind() = 0;
  /// The next bytes, good until the next call; empty at the end.
  virtual Result<std::string_view> next() = 0;
};

class MemorySource final : public BlockSource {
 public:
  MemorySource(std::string_view bytes, std::size_t block) : bytes_(bytes), block_(block) {}
  Result<void> rewind() override {
    at_ = 0;
    return {};
  }
  Result<std::string_view> next() override {
    const auto block = bytes_.substr(at_, block_);
    at_ += block.size();
    return block;
  }

 private:
  std::string_view bytes_;
  std::size_t block_;
  std::size_t at_ = 0;
};

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

class FileSource final : public BlockSource {
 public:
  FileSource(std::filesystem::path path, std::size_t block) : path_(std::move(path)), buffer_(block, '\0') {}
  Result<void> rewind() override {
    std::error_code error;
    if (std::filesystem::is_directory(path_, error)) return fault("这是文件夹，不是文件");
    file_.reset(std::fopen(path_.c_str(), "rb"));
    if (!file_) return fault(system_reason(errno));
    return {};
  }
  Result<std::string_view> next() override {
    const std::size_t got = std::fread(buffer_.data(), 1, buffer_.size(), file_.get());
    if (got < buffer_.size() && std::ferror(file_.get()) != 0) return fault(system_reason(errno));
    return std::string_view(buffer_.data(), got);
  }

 private:
  tl::unexpected<Error> fault(std::string_view why) const {
    return fail(ErrorCode::invalid, fmt::format("读不了“{}”：{}", path_.string(), why));
  }

  std::filesystem::path path_;
  std::string buffer_;
  std::unique_ptr<std::FILE, CloseFile> file_;
};

/// How many bytes at the end of `bytes` begin a UTF-8 character that is not complete yet.
std::size_t unfinished_tail(std::string_view bytes) {
  const std::size_t look = std::min<std::size_t>(bytes.size(), 3);
  for (std::size_t back = 1; back <= look; ++back) {
    const auto lead = static_cast<unsigned char>(bytes[bytes.size() - back]);
    if ((lead & 0xC0U) == 0x80U) continue;
    const std::size_t length = lead >= 0xF0U ? 4 : lead >= 0xE0U ? 3 : lead >= 0xC0U ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

/// U+FEFF as it stands at the start of files in that encoding.
std::string_view mark_of(Encoding encoding) {
  return encoding == Encoding::utf8 ? kByteOrderMark : std::string_view("\x84\x31\x95\x33");
}

tl::unexpected<Error> refuse(std::string message) { return fail(ErrorCode::invalid, std::move(message)); }

/// Names formats people mistake for CSV by their first bytes.
Result<void> refuse_other_formats(std::string_view start) {
  if (start.starts_with("PK\x03\x04"))
    return refuse("这是 XLSX（或压缩）文件，不是 CSV：文件名请以 .xlsx 结尾，或另存为 CSV");
  if (start.starts_with("\xD0\xCF\x11\xE0"))
    return refuse("这是旧式 Excel（.xls）文件：请另存为 CSV 或 .xlsx");
  if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF")) {
    return refuse("这个文件是 UTF-16 编码：请另存为“CSV UTF-8”");
  }
  return {};
}

Result<CsvSummary> detect(BlockSource& source, const CsvLimits& limits) {
  if (const auto done = source.rewind(); !done) return pass(done);
  CsvSummary summary;
  std::string window;
  std::string start;
  std::uint64_t total = 0;
  bool utf8 = true;
  bool nul = false;
  while (true) {
    const auto block = source.next();
    if (!block) return pass(block);
    if (block->empty()) break;
    total += block->size();
    if (total > limits.file_bytes) return refuse(fmt::format("文件太大：最多 {} 字节", limits.file_bytes));
    if (start.size() < 8) start += block->substr(0, 8);
    nul = nul || block->find('\0') != std::string_view::npos;
    if (!utf8) continue;
    window += *block;
    const std::size_t whole = window.size() - unfinished_tail(window);
    utf8 = is_utf8(std::string_view(window).substr(0, whole));
    window.erase(0, whole);
  }
  if (const auto known = refuse_other_formats(start); !known) return pass(known);
  if (nul) return refuse("文件里有字符 U+0000，不是文本：请用表格软件打开，另存为“CSV UTF-8”");
  utf8 = (utf8 && window.empty()) || start.starts_with(kByteOrderMark);
  summary.encoding = utf8 ? Encoding::utf8 : Encoding::gb18030;
  summary.byte_order_mark = start.starts_with(mark_of(summary.encoding));
  return summary;
}

Result<CsvSummary> read_blocks(BlockSource& source, const CsvOptions& options, const CsvSink& sink) {
  const auto summary = detect(source, options.limits);
  if (!summary) return pass(summary);
  if (const auto done = source.rewind(); !done) return pass(done);
  CsvParser parser(summary->encoding, options.limits, sink);
  std::size_t skip = summary->byte_order_mark ? mark_of(summary->encoding).size() : 0;
  while (!parser.stopped()) {
    const auto block = source.next();
    if (!block) return pass(block);
    if (block->empty()) break;
    const std::size_t drop = std::min(skip, block->size());
    skip -= drop;
    if (const auto fed = parser.feed(block->substr(drop)); !fed) return pass(fed);
  }
  if (const auto done = parser.finish(); !done) return pass(done);
  return *summary;
}

bool is_plain_number(std::string_view text) {
  if (text.ends_with('%')) text.remove_suffix(1);
  return parse_decimal(text).has_value();
}

bool begins_formula(std::string_view text) {
  if (text.empty()) return false;
  const char c = text.front();
  if (c == '\t' || c == '\r') return true;
  if (c != '=' && c != '+' && c != '-' && c != '@') return false;
  return text.size() > 1 && !is_plain_number(text);
}

/// Whether a formula begins after any apostrophes; those are doubled up so that taking one off gives the text
/// back.
bool formula_behind_marks(std::string_view text) {
  const auto first = text.find_first_not_of('\'');
  return first != std::string_view::npos && begins_formula(text.substr(first));
}

}  // namespace

CsvParser::CsvParser(Encoding encoding, const CsvLimits& limits, CsvSink sink)
    : encoding_(encoding), limits_(limits), sink_(std::move(sink)) {
  record_.number = 1;
  record_.line = 1;
}

Result<void> CsvParser::feed(std::string_view block) {
  for (const char c : block) {
    if (stopped_) break;
    if (after_cr_ && c == '\n') {  // the second half of CRLF
      after_cr_ = false;
      if (state_ == State::quoted) {
        if (const auto done = append(c); !done) return done;
      }
      continue;
    }
    after_cr_ = c == '\r';
    if (const auto done = take(c); !done) return done;
  }
  return {};
}

Result<void> CsvParser::take(char c) {
  switch (state_) {
    case State::field_start:
      if (c == '"') {
        state_ = State::quoted;
        any_quote_ = true;
        quote_line_ = line_;
        return {};
      }
      state_ = State::unquoted;
      return take_unquoted(c);
    case State::unquoted: return take_unquoted(c);
    case State::quoted:
      if (c == '"') {
        state_ = State::quote_seen;
        return {};
      }
      if (c == '\n' || c == '\r') ++line_;
      return append(c);
    case State::quote_seen: return take_after_quote(c);
  }
  return {};
}

Result<void> CsvParser::take_unquoted(char c) {
  if (c == ',') return end_field();
  if (c == '\n' || c == '\r') return end_record();
  return append(c);
}

Result<void> CsvParser::take_after_quote(char c) {
  if (c == '"') {  // a doubled quote is one
    state_ = State::quoted;
    return append(c);
  }
  if (c == ',' || c == '\n' || c == '\r') return take_unquoted(c);
  return fail_here("引号结束之后还有字符：带引号的内容里，引号要写成两个（\"\"）");
}

Result<void> CsvParser::append(char c) {
  if (field_.size() >= limits_.field_bytes) {
    return fail_here(fmt::format("有一格超过 {} 字节，多半是引号没有成对", limits_.field_bytes));
  }
  if (++record_bytes_ > limits_.record_bytes)
    return fail_here(fmt::format("一行超过 {} 字节", limits_.record_bytes));
  field_.push_back(c);
  return {};
}

Result<void> CsvParser::end_field() {
  if (record_.fields.size() >= limits_.fields)
    return fail_here(fmt::format("一行超过 {} 列", limits_.fields));
  if (encoding_ == Encoding::utf8) {
    if (!is_utf8(field_)) return fail_here("有不是 UTF-8 的字节：文件可能损坏，或混用了两种编码");
    record_.fields.push_back(std::move(field_));
  } else {
    auto text = gb18030_to_utf8(field_);
    if (!text) return fail_here("编码既不是 UTF-8 也不是 GB18030：文件可能损坏");
    record_.fields.push_back(std::move(*text));
  }
  field_.clear();
  state_ = State::field_start;
  return {};
}

Result<void> CsvParser::end_record() {
  if (const auto done = end_field(); !done) return done;
  const bool blank = record_.fields.size() == 1 && record_.fields[0].empty() && !any_quote_;
  if (!blank && !sink_(record_)) stopped_ = true;
  record_.fields.clear();
  record_bytes_ = 0;
  any_quote_ = false;
  ++record_.number;
  record_.line = ++line_;
  return {};
}

Result<void> CsvParser::finish() {
  if (stopped_) return {};
  if (state_ == State::quoted) {
    return refuse(fmt::format("第 {} 行开始的引号没有结束", quote_line_));
  }
  const bool open = state_ != State::field_start || !record_.fields.empty();
  return open ? end_record() : Result<void>{};
}

tl::unexpected<Error> CsvParser::fail_here(std::string_view message) const {
  return refuse(fmt::format("第 {} 行：{}", record_.line, message));
}

Result<CsvSummary> read_csv_file(const std::filesystem::path& path, const CsvOptions& options,
                                 const CsvSink& sink) {
  FileSource source(path, options.block_bytes);
  return read_blocks(source, options, sink);
}

Result<CsvSummary> read_csv(std::string_view bytes, const CsvOptions& options, const CsvSink& sink) {
  MemorySource source(bytes, options.block_bytes);
  return read_blocks(source, options, sink);
}

void append_csv(std::string& out, std::span<const std::string> fields) {
  bool first = true;
  for (const auto& field : fields) {
    if (!first) out.push_back(',');
    first = false;
    const std::string safe = neutralise(field);
    const bool quote =
        safe.find_first_of(",\"\r\n") != std::string::npos || (fields.size() == 1 && safe.empty());
    if (!quote) {
      out += safe;
      continue;
    }
    out.push_back('"');
    out += replace_all(safe, "\"", "\"\"");
    out.push_back('"');
  }
  out += "\r\n";
}

std::string neutralise(std::string_view text) {
  return formula_behind_marks(text) ? "'" + std::string(text) : std::string(text);
}

std::string_view unneutralise(std::string_view text) {
  return text.starts_with('\'') && formula_behind_marks(text) ? text.substr(1) : text;
}

}  // namespace jiheng::io
