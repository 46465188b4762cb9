#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "law/book.h"
#include "law/fact_entity.h"

namespace jiheng::law {

/// How a figure is computed from its facts.
enum class Aggregate {
  count,         ///< number of facts
  sum,           ///< of `measure`; what is not filled counts as nothing
  mean,          ///< of `measure` over the facts in which it is filled, rounded half up
  share,         ///< facts (or `measure`) under `filter` and `of`, divided by those under `filter`
  distribution,  ///< number of facts by the dimension `over`
  distinct,      ///< number of different values of the dimension `over`
  ratio,         ///< figure `numerator` divided by figure `denominator`
};

/// What a figure's value is: a plain number, 分, hundredths of a point, parts per million, or counts by a
/// dimension.
enum class ValueKind { count, money, score, ratio, distribution };

/// "count", "money", "score", "ratio", "distribution".
std::string_view value_kind_code(ValueKind kind);

/// Keeps facts whose `dimension` has one of `codes`.
struct FigureCondition {
  std::string dimension;
  std::vector<std::string> codes;
};

/// One file of law/figures: the only place where the number it names is defined.
struct Figure {
  std::string id;
  std::string label;
  std::string unit;        ///< "个", "万元", "%", "分"
  std::string definition;  ///< 口径, for people
  Entity entity{};         ///< of a ratio: its numerator's
  std::vector<FigureCondition> filter;
  Aggregate aggregate{};
  std::string measure;
  std::vector<FigureCondition> of;
  std::string over;
  std::string numerator;
  std::string denominator;
  int year_offset = 0;  ///< facts of the asked year plus this: results of 2022 are used in the budget of 2023
  std::vector<std::string>
      dimensions;  ///< by which it may be grouped; the file names none: all that its facts have
  std::vector<std::string> published;  ///< slices by these are public facts, even where rows are `allocated`
  bool published_whole = true;         ///< false: not even the whole is public where rows are `allocated`
  ValueKind kind{};
};

/// Reads a figure document. Errors list every unknown entity, column and code with its place in the file.
Result<Figure> parse_figure(const Document& document);

/// The figure `id` in force at `place` on the last day of `year`; not_found when there is none. A ratio has
/// the dimensions that both of its figures have.
Result<Figure> find_figure(const Book& book, std::string_view id, Region place, FiscalYear year);

/// Ids of the active figures in force, sorted.
std::vector<std::string> figure_ids(const Book& book, Region place, FiscalYear year);

/// The typed check of a figure document against the rest of the book: unknown entity, column, code or
/// dimension, a referred figure that does not exist, ratios that go in circles, a unit that does not fit.
void check_figure(const Book& book, const Document& document, Findings& findings);

}  // namespace jiheng::law
