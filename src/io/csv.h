#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace jiheng::io {

/// How the characters of a text file are written.
enum class Encoding { utf8, gb18030 };

/// Above these a file is refused, so that a wrong or hostile one cannot fill the memory.
struct CsvLimits {
  std::size_t field_bytes = 1U << 20U;
  std::size_t record_bytes = 4U << 20U;
  std::size_t fields = 1000;
  std::uint64_t file_bytes = 2ULL << 30U;
};

struct CsvOptions {
  CsvLimits limits;
  std::size_t block_bytes = 256U << 10U;  ///< read at a time; no result depends on it
};

/// One record, its fields as UTF-8 without their quotes.
struct CsvRecord {
  std::int64_t number = 0;  ///< row as a spreadsheet counts: from 1, blank ones included
  std::int64_t line = 0;    ///< line of the file on which it begins
  std::vector<std::string> fields;
};

/// Called once a record, in order; returns false to stop reading.
using CsvSink = std::function<bool(CsvRecord&)>;

/// What was found out about the file as a whole.
struct CsvSummary {
  Encoding encoding = Encoding::utf8;
  bool byte_order_mark = false;
};

/// Splits bytes into records as they come (RFC 4180; lines may end in CRLF, LF or CR). Blank lines are
/// counted, not returned. Quotes, commas and line ends are never part of a GB18030 character, so it splits
/// before it decodes.
class CsvParser {
 public:
  CsvParser(Encoding encoding, const CsvLimits& limits, CsvSink sink);

  /// Takes the next bytes; any cut, even inside a character, gives the same records.
  Result<void> feed(std::string_view block);
  /// Says that there is no more; an open quote is an error that names where it began.
  Result<void> finish();
  bool stopped() const { return stopped_; }

 private:
  enum class State { field_start, unquoted, quoted, quote_seen };

  Result<void> take(char c);
  Result<void> take_unquoted(char c);
  Result<void> take_after_quote(char c);
  Result<void> append(char c);
  Result<void> end_field();
  Result<void> end_record();
  tl::unexpected<Error> fail_here(std::string_view message) const;

  Encoding encoding_;
  CsvLimits limits_;
  CsvSink sink_;
  State state_ = State::field_start;
  bool after_cr_ = false;
  bool any_quote_ = false;
  bool stopped_ = false;
  std::int64_t line_ = 1;
  std::int64_t quote_line_ = 0;
  std::size_t record_bytes_ = 0;
  std::string field_;
  CsvRecord record_;
};

/// Reads a CSV file of any size block by block. UTF-8 (with or without byte order mark) and GB18030 are told
/// apart by the whole file. Errors: cannot be read, over a limit, neither encoding, quotes that do not close.
Result<CsvSummary> read_csv_file(const std::filesystem::path& path, const CsvOptions& options,
                                 const CsvSink& sink);

/// The same for bytes in memory.
Result<CsvSummary> read_csv(std::string_view bytes, const CsvOptions& options, const CsvSink& sink);

/// Begins a CSV text: the byte order mark by which spreadsheets recognise UTF-8.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Appends one record with CRLF, quoting where needed. Text that a spreadsheet would run as a formula gets a
/// quote mark in front (see neutralise).
void append_csv(std::string& out, std::span<const std::string> fields);

/// `text` with an apostrophe in front when a spreadsheet might run it as a formula: it begins with = + - @,
/// tab or CR, and is neither a plain number nor that one sign alone.
std::string neutralise(std::string_view text);

/// Takes the apostrophe of `neutralise` off again; other text stays as it is.
std::string_view unneutralise(std::string_view text);

}  // namespace jiheng::io
