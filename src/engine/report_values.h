#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/report.h"
#include "law/report.h"

namespace jiheng::engine {

/// What a figure reference stands for.
struct RefValue {
  law::ValueKind kind{};
  std::optional<std::int64_t> value;
  ReportSpan span;
};

/// The row of a table that is being written, where `{group}` and `*` mean it.
struct GroupRow {
  std::string code;
  std::string label;
};

/// Answers the references of a report at one place and year. Remembers the first failure: a reference that a
/// checked template cannot have.
class ReportValues {
 public:
  ReportValues(const FactBase& facts, const law::Book& book, const law::ReportTemplate& report, Region place,
               FiscalYear year);

  /// The figure's value, its text and where it comes from.
  RefValue value_of(const law::FigureRef& ref);
  /// The rows behind a figure as text, joined by “、”; empty text when there are none.
  ReportSpan list_of(const law::ReportPiece& piece);
  /// How many groups with rows the figure has by a dimension.
  RefValue groups_of(const law::ReportPiece& piece);
  /// The groups with rows of a figure by a dimension.
  std::vector<GroupRow> group_rows(const law::FigureRef& ref, const std::string& by);
  /// A law value in force; nothing where there is none.
  std::optional<ReportSpan> law_value(const law::LawRef& ref) const;
  bool holds(const law::ReportCondition& condition);

  void set_group(const GroupRow* row) { group_ = row; }
  const GroupRow* group() const { return group_; }
  FiscalYear year() const { return year_; }
  /// What the annex says of the figures and rules that `blocks` show, in the order of their first appearance.
  std::vector<ReportFigure> figures_in(const std::vector<ReportBlock>& blocks);
  std::vector<ReportLaw> laws_in(const std::vector<ReportBlock>& blocks) const;
  const std::optional<Error>& error() const { return error_; }

 private:
  FigureQuery query_of(const law::FigureRef& ref) const;
  std::optional<FigureAnswer> ask_for(const FigureQuery& query);
  ReportSpan span_of(const FigureQuery& query, const FigureValue& value) const;
  std::optional<ReportFigure> annex_figure(const ReportSpan& span);
  std::optional<i128> amount_of(const law::ReportOperand& operand);

  const FactBase& facts_;
  const law::Book& book_;
  const law::ReportTemplate& report_;
  Region place_;
  FiscalYear year_;
  const GroupRow* group_ = nullptr;
  std::map<std::string, FigureAnswer> answers_;  ///< by query
  std::optional<Error> error_;
};

/// A value as a report writes it: no thousands separators, whole amounts without decimals, percent with its
/// sign. With `about`, in whole percent with “左右”: for what is only known roughly.
std::string report_number(law::ValueKind kind, std::int64_t value, bool about);

}  // namespace jiheng::engine
