#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/result.h"
#include "law/book.h"

namespace jiheng::law {

// A report of law/reports is a document whose every number is a reference. Between braces stands one of
//   {place} {county} {year} {year+1}                      the place's name, its last character, a year
//   {figure.id[dim=code|code, dim=code]@+1:about}         a figure's value: slice, year offset, form
//   {list figure.id[…]: <field>的(<field>) | 等 | first 9}  the rows behind a figure, joined by “、”, with
//   what follows
//                                                         them and a limit if any; rows alike outside the
//                                                         parentheses are drawn together
//   {groups figure.id[…] by dim}                          how many groups the figure has
//   {group}                                               in tables with `each`: the row's label
//   {law kind/id#path}                                    a value of another law file
//   {source id}                                           a document's name and number
// A code may be `year`, `year-1` or, in tables, `*` (the row's own group). Digits stand nowhere else in the
// text.

/// Where something stands in its law file.
struct TextPlace {
  int line = 0;
  int column = 0;
};

/// One `dim=code|code` of a slice.
struct ReportFilter {
  std::string dimension;
  std::vector<std::string> codes;
};

/// A figure, its slice and its year.
struct FigureRef {
  std::string figure;
  std::vector<ReportFilter> filters;
  int year_offset = 0;
  bool about = false;  ///< the value in round terms ("10%左右")
};

/// A value of another law file: `parameters/report.attention#low_share`.
struct LawRef {
  Kind kind = Kind::parameters;
  std::string id;
  std::string
      path;  ///< members joined by dots; `[key=value,key=value]` picks from a list of maps; empty: the whole
};

/// What a list prints of each row: `<field>` stands for a value; `within` is the part in parentheses.
struct ListPattern {
  std::string outer;  ///< with `<*>` where the joined inner texts go; empty when there is no grouping
  std::string within;
  std::string suffix;      ///< after a list that is not empty
  std::int64_t limit = 0;  ///< at most so many rows; 0: all
};

/// A stretch of a sentence.
struct ReportPiece {
  enum class Kind { text, place, county, year, group, figure, list, groups, law, source };
  Kind kind = Kind::text;
  std::string text;     ///< of text; id of source; dimension of groups
  int year_offset = 0;  ///< of year
  FigureRef figure;
  LawRef law;
  ListPattern pattern;
};

/// Text with references.
struct ReportText {
  std::vector<ReportPiece> pieces;
  TextPlace at;
};

/// One side of a comparison; a literal is only "0" or "100%".
struct ReportOperand {
  enum class Kind { figure, law, literal };
  Kind kind = Kind::literal;
  FigureRef figure;
  LawRef law;
  std::string literal;
};

enum class ReportComparison { less, at_most, equal, unequal, at_least, more };

/// What must hold for a part of the report to be said. A value that cannot be computed makes a comparison
/// false.
struct ReportCondition {
  enum class Kind { comparison, named, all, any, negation };
  Kind kind = Kind::comparison;
  ReportComparison comparison = ReportComparison::equal;
  ReportOperand left;
  ReportOperand right;
  std::string name;
  std::vector<ReportCondition> parts;
  TextPlace at;
};

/// A sentence, or clauses that together make one. Said unless `when` is false, a figure in it cannot be
/// computed, or a count or amount in it is zero; then `otherwise` is said instead.
struct ReportSentence {
  std::optional<ReportCondition> when;
  ReportText text;
  std::vector<ReportSentence> clauses;
  std::vector<ReportSentence> otherwise;  ///< none or one
};

/// One of 一是…二是…; numbered over those that are said.
struct ReportPoint {
  std::optional<ReportCondition> when;
  ReportText lead;
  std::vector<ReportSentence> sentences;
};

/// A table: fixed rows, or with `each` one row for each group of a figure.
struct ReportTable {
  ReportText caption;
  std::vector<std::string> header;
  std::optional<FigureRef> each;
  std::string by;
  std::vector<std::vector<ReportText>> rows;
};

struct ReportBlock {
  enum class Kind { paragraph, points, table };
  Kind kind = Kind::paragraph;
  std::optional<ReportCondition> when;
  std::vector<ReportSentence> sentences;
  std::vector<ReportPoint> points;
  ReportTable table;
};

/// A chapter or a part of one. Its number follows from its place among those that have something to say.
struct ReportSection {
  std::optional<ReportCondition> when;
  ReportText title;
  std::vector<ReportBlock> blocks;
  std::vector<ReportSection> sections;
};

struct NamedCondition {
  std::string name;
  ReportCondition condition;
};

/// A file of law/reports, parsed.
struct ReportTemplate {
  ReportText heading;
  ReportText illustrative_note;  ///< said at the top when demonstration data is behind any number
  ReportText signature;          ///< who signs; may be empty
  std::vector<NamedCondition> conditions;
  std::vector<ReportBlock> opening;
  std::vector<ReportSection> chapters;

  const ReportCondition* condition(std::string_view name) const;
};

/// The template in a document of law/reports; every fault at once, each with file:line:column.
Result<ReportTemplate> parse_report(const Document& document);

/// What a path leads to from `whole` ("rules[evaluator=finance,grade=fair].low"); nullptr when there is
/// nothing.
const Node* law_value(const Node& whole, std::string_view path);

/// The scalar that `ref` names in the law in force at `place` on `as_of`; nothing where no such rule or value
/// is.
std::optional<std::string> law_text(const Book& book, const LawRef& ref, Region place, Date as_of);

/// Checks a document of law/reports: its form, and that every figure, dimension, code, field, law value and
/// source that it names exists.
void check_report(const Book& book, const Document& document, Findings& findings);

}  // namespace jiheng::law
