#include "store/postgres_values.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <charconv>
#include <iterator>

namespace jiheng::store {
namespace {

constexpr Oid kPgBool = 16;
constexpr Oid kPgBytes = 17;
constexpr Oid kPgInt8 = 20;
constexpr Oid kPgInt2 = 21;
constexpr Oid kPgInt4 = 23;
constexpr std::size_t kNoText = static_cast<std::size_t>(-1);

std::string decode_bytes(const char* text) {
  std::size_t size = 0;
  unsigned char* bytes = PQunescapeBytea(reinterpret_cast<const unsigned char*>(text), &size);
  std::string decoded(reinterpret_cast<const char*>(bytes), size);
  PQfreemem(bytes);
  return decoded;
}

void append_copy_text(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default: out += c;
    }
  }
}

}  // namespace

void PgParams::add_text(std::string_view text) {
  offsets_.push_back(texts_.size());
  texts_ += text;
  texts_ += '\0';
}

void PgParams::set(std::span<const Param> params) {
  texts_.clear();
  offsets_.clear();
  values_.assign(params.size(), nullptr);
  lengths_.assign(params.size(), 0);
  formats_.assign(params.size(), 0);
  for (std::size_t i = 0; i < params.size(); ++i) {
    const auto& param = params[i];
    if (const auto* number = std::get_if<std::int64_t>(&param))
      add_text(fmt::format_int(*number).c_str());
    else if (const auto* text = std::get_if<std::string_view>(&param))
      add_text(*text);
    else
      offsets_.push_back(kNoText);
    if (const auto* blob = std::get_if<Blob>(&param)) {
      values_[i] = blob->bytes.data() == nullptr ? "" : blob->bytes.data();
      lengths_[i] = static_cast<int>(blob->bytes.size());
      formats_[i] = 1;
    }
  }
  // Only now: the buffer does not move any more.
  for (std::size_t i = 0; i < params.size(); ++i) {
    if (offsets_[i] != kNoText) values_[i] = texts_.data() + offsets_[i];
  }
}

void read_pg_row(const pg_result* result, int row, Row& values) {
  const int columns = PQnfields(result);
  values.resize(static_cast<std::size_t>(columns));
  for (int i = 0; i < columns; ++i) {
    Value& value = values[static_cast<std::size_t>(i)];
    if (PQgetisnull(result, row, i) != 0) {
      value = std::monostate{};
      continue;
    }
    const char* text = PQgetvalue(result, row, i);
    const auto size = static_cast<std::size_t>(PQgetlength(result, row, i));
    switch (PQftype(result, i)) {
      case kPgInt2:
      case kPgInt4:
      case kPgInt8: {
        std::int64_t number = 0;
        std::from_chars(text, text + size, number);
        value = number;
        break;
      }
      case kPgBool: value = std::int64_t{text[0] == 't' ? 1 : 0}; break;
      case kPgBytes: value = decode_bytes(text); break;
      default:
        if (auto* held = std::get_if<std::string>(&value))
          held->assign(text, size);
        else
          value.emplace<std::string>(text, size);
    }
  }
}

void append_copy_line(std::string& out, std::span<const Value> row) {
  bool first = true;
  for (const auto& value : row) {
    if (!first) out += '\t';
    first = false;
    if (const auto* number = std::get_if<std::int64_t>(&value))
      fmt::format_to(std::back_inserter(out), "{}", *number);
    else if (const auto* text = std::get_if<std::string>(&value))
      append_copy_text(out, *text);
    else
      out += "\\N";
  }
  out += '\n';
}

}  // namespace jiheng::store
