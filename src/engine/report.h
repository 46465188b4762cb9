#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/region.h"
#include "base/result.h"
#include "engine/figure.h"
#include "law/book.h"
#include "law/figure.h"

namespace jiheng::engine {

class FactBase;

/// A stretch of a report's text; a number says where it comes from.
struct ReportSpan {
  std::string text;
  std::string figure;  ///< id; empty: no figure behind it
  std::vector<std::pair<std::string, std::string>>
      by;                     ///< dimension and code (several joined by commas) of its slice
  int year = 0;               ///< the year asked, with a figure
  bool illustrative = false;  ///< demonstration data is behind it
  bool strong = false;
  std::string law;  ///< "policies/policy.result-use" where the text is a value of that rule

  friend bool operator==(const ReportSpan&, const ReportSpan&) = default;
};

using ReportSpans = std::vector<ReportSpan>;

struct ReportBlock {
  enum class Kind { heading, paragraph, table };
  Kind kind = Kind::paragraph;
  int level = 0;       ///< of headings: 1 “一、”, 2 “（一）”, 3 “1.”, 4 “（1）”
  std::string number;  ///< of headings
  ReportSpans spans;   ///< the text; of tables the caption
  std::vector<std::string> header;
  std::vector<std::vector<ReportSpans>> rows;
};

/// A figure that the report speaks of, as it stands in the annex.
struct ReportFigure {
  law::Figure figure;
  int year = 0;               ///< the year asked
  FigureValue value;          ///< of the whole figure
  bool illustrative = false;  ///< demonstration data is behind it or behind a slice that the text shows
  std::vector<std::string> sliced_by;  ///< labels of the dimensions by which the text takes slices of it
  std::vector<law::Citation> citations;
};

/// A rule whose values the report states.
struct ReportLaw {
  std::string key;  ///< as in ReportSpan::law
  std::string title;
  std::vector<law::Citation> citations;
};

/// A report, ready to be set in any form. Holds nothing that depends on a clock.
struct Report {
  std::string id;
  std::string title;
  std::string heading;
  Region place;
  std::string place_name;
  FiscalYear year;
  bool illustrative = false;      ///< demonstration data is behind at least one number
  std::string illustrative_note;  ///< empty when not
  std::string signature;          ///< who signs; empty: nobody
  std::vector<ReportBlock> blocks;
  std::vector<ReportFigure> figures;  ///< in the order in which the text first names them
  std::vector<ReportLaw> laws;        ///< likewise
};

/// Writes the report `id` in force at `place` at the end of `year` from facts. Errors: no such report, no
/// facts for the place and year, a figure that cannot be asked.
Result<Report> render_report(const FactBase& facts, const law::Book& book, std::string_view id, Region place,
                             FiscalYear year);

}  // namespace jiheng::engine
