#pragma once

#include <span>
#include <string>
#include <vector>

#include "store/db.h"

struct pg_result;

namespace jiheng::store {

/// Parameters in the form libpq takes them: texts that end with NUL (the server knows each column's type and
/// reads numbers, booleans and dates from them), and bytes as they are.
class PgParams {
 public:
  /// Takes the parameters of one call; what it held before is forgotten, its memory is kept.
  void set(std::span<const Param> params);

  int count() const { return static_cast<int>(values_.size()); }
  const char* const* values() const { return values_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  void add_text(std::string_view text);

  std::string texts_;
  std::vector<std::size_t> offsets_;
  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

/// Row `row` of a result in text form as Values: whole numbers and booleans as numbers, bytes decoded, all
/// else as text.
void read_pg_row(const pg_result* result, int row, Row& values);

/// One row as a line of COPY's text format.
void append_copy_line(std::string& out, std::span<const Value> row);

}  // namespace jiheng::store
