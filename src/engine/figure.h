#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/region.h"
#include "base/result.h"
#include "law/book.h"
#include "law/figure.h"
#include "model/provenance.h"
#include "schema/field.h"

namespace jiheng::engine {

class FactBase;

/// Keeps the facts whose `dimension` has one of `codes`.
struct Filter {
  std::string dimension;
  std::vector<std::string> codes;
};

struct FigureQuery {
  std::string figure;
  Region place;  ///< a county, or a code that ends in zeros for all below it
  FiscalYear year;
  /// Dimensions to group by; at most two. With "year" the groups are every year there is, the whole stays the
  /// asked one.
  std::vector<std::string> by;
  std::vector<Filter> filters;
  /// Only facts of these units, by code, of several regions "640323/219001": what the asker may see. Unlike a
  /// filter it holds for every kind of facts, and always. Empty optional: facts of all units.
  std::optional<std::vector<std::string>> units{};
};

/// A computed value. `value` is a count, 分, hundredths of a point or parts per million, by the figure's
/// value kind.
struct FigureValue {
  std::optional<std::int64_t> value;  ///< empty: cannot be computed (nothing to divide by)
  std::string text;                   ///< ready to read, without the unit: "84,726.10"; "—" when empty
  /// Facts behind it, as many as rows_behind() lists. Of a share: all it is a share of. Of a ratio: its
  /// denominator's when both figures are of one entity, else its numerator's.
  std::int64_t rows = 0;
  std::int64_t illustrative_rows = 0;  ///< facts made up as a whole among those it was computed from
  std::int64_t allocated_rows = 0;  ///< facts real as a sum but made up in their parts, likewise; 0 where the
                                    ///< slice is itself published (law::Figure::published)
};

struct FigureGroup {
  std::vector<std::string> codes;  ///< one for each dimension asked for
  std::vector<std::string> labels;
  FigureValue value;
};

struct FigureAnswer {
  std::shared_ptr<const law::Figure> figure;
  FigureValue whole;
  std::vector<std::string> by;               ///< what the groups are by: the query's, or a distribution's own
  std::vector<FigureGroup> groups;           ///< in the order of the dimension's codes
  std::vector<std::string> ignored_filters;  ///< dimensions this figure's facts do not have
};

/// A fact behind a figure: which record it came from, and its values ready to read.
struct FactRow {
  std::string record;  ///< record name: "assessment", "project", …
  std::int64_t id = 0;
  std::vector<Value> values;  ///< in the order of FigureRows::columns; of dimensions the label
  Provenance provenance{};
};

struct FigureRows {
  struct ColumnInfo {
    std::string name;
    std::string label;
    std::string kind;  ///< "text", "dimension", "money", "score", "ratio", "count"
  };
  std::vector<ColumnInfo> columns;
  std::vector<FactRow> rows;
  std::int64_t total = 0;
};

/// Asks one figure. Errors: no such figure in force, an unknown dimension in `by`.
Result<FigureAnswer> ask(const FactBase& facts, const law::Book& book, const FigureQuery& query);

/// Asks many figures, on two threads when `threads` is 2. Answers in the order of the queries; each may fail
/// by itself.
std::vector<Result<FigureAnswer>> ask_all(const FactBase& facts, const law::Book& book,
                                          std::span<const FigureQuery> queries, int threads = 2);

/// The text of a value: 万元 with two decimals and thousands separators, percent with at most two decimals
/// ("100", "97.3"), scores without zeros at the end, "—" when there is none.
std::string figure_text(law::ValueKind kind, std::optional<std::int64_t> value);

/// The facts behind a figure, `limit` of them from `offset` on.
Result<FigureRows> rows_behind(const FactBase& facts, const law::Book& book, const FigureQuery& query,
                               std::int64_t offset, std::int64_t limit);

}  // namespace jiheng::engine
