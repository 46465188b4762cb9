#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/region.h"
#include "base/result.h"
#include "law/book.h"
#include "law/figure.h"

namespace jiheng::engine {

class FactBase;

/// Keeps the facts whose `dimension` has one of `codes`.
struct Filter {
  std::string dimension;
  std::vector<std::string> codes;
};

struct FigureQuery {
  std::string figure;
  Region place;
  FiscalYear year;
  std::vector<std::string> by;  ///< dimensions to group by; at most two
  std::vector<Filter> filters;
};

/// A computed value. `value` is a count, 分, hundredths of a point or parts per million, by the figure's value kind.
struct FigureValue {
  std::optional<std::int64_t> value;   ///< empty: cannot be computed (nothing to divide by)
  std::string text;                    ///< ready to read, without the unit: "84,726.10"; "—" when empty
  std::int64_t rows = 0;               ///< facts behind it
  std::int64_t illustrative_rows = 0;  ///< of these, made up as a whole
  std::int64_t allocated_rows = 0;     ///< of these, real as a sum but made up in their parts
};

struct FigureGroup {
  std::vector<std::string> codes;   ///< one for each dimension asked for
  std::vector<std::string> labels;
  FigureValue value;
};

struct FigureAnswer {
  const law::Figure* figure = nullptr;
  FigureValue whole;
  std::vector<FigureGroup> groups;           ///< in the order of the dimension's codes
  std::vector<std::string> ignored_filters;  ///< dimensions this figure's facts do not have
};

/// A fact behind a figure: which record it came from, and its values ready to read.
struct FactRow {
  std::string record;    ///< record name: "assessment", "project", …
  std::int64_t id = 0;
  std::vector<Value> values;  ///< in the order of FigureRows::columns
};

struct FigureRows {
  struct ColumnInfo {
    std::string name;
    std::string label;
    std::string kind;  ///< "dimension", "money", "score", "ratio", "count"
  };
  std::vector<ColumnInfo> columns;
  std::vector<FactRow> rows;
  std::int64_t total = 0;
};

/// Asks one figure. Errors: no such figure in force, an unknown dimension in `by`.
Result<FigureAnswer> ask(const FactBase& facts, const law::Book& book, const FigureQuery& query);

/// The facts behind a figure, `limit` of them from `offset` on.
Result<FigureRows> rows_behind(const FactBase& facts, const law::Book& book, const FigureQuery& query, std::int64_t offset,
                               std::int64_t limit);

}  // namespace jiheng::engine
