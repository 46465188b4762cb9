#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/snapshot.h"
#include "app/workspace.h"
#include "base/date.h"
#include "base/region.h"
#include "base/result.h"
#include "engine/report.h"

namespace jiheng::app {

struct ReportRequest {
  std::string id = "annual";
  Region place;
  FiscalYear year;
  std::string snapshot;  ///< id; empty: the facts and law as they are now
};

/// A report with what it was drawn up from. The workspace outlives it: of the present, the view points to its
/// law.
struct ReportDocument {
  engine::Report report;
  View view;
  Date as_of;  ///< the snapshot's day, else today
};

/// A report that law/ offers.
struct ReportOffer {
  std::string id;
  std::string title;
};

enum class ReportFormat { text, markdown, html, docx, json };

/// "text", "md", "html", "docx" or "json".
std::string_view report_format_code(ReportFormat format);
std::optional<ReportFormat> find_report_format(std::string_view code);
/// "text/html; charset=utf-8" and so on.
std::string_view report_media_type(ReportFormat format);

/// How to set a report.
struct ReportOptions {
  /// HTML only. Where a number leads: "{figure}", "{place}", "{year}", "{snapshot}", "{parts}"
  /// ("~dim:code,code…", as the web pages' `explain` writes a part of a figure) and "{filters}"
  /// ("&filter=dim:code,code…") are filled in, URL-encoded. Empty: to the figure's entry in the annex.
  std::string figure_link;
};

/// The reports in force in the program's law, by id.
std::vector<ReportOffer> reports_on_offer(const Workspace& workspace);

/// Draws up a report from the workspace's facts, or from a snapshot's facts and law. Errors: unknown place,
/// year without data, report or snapshot.
Result<ReportDocument> draw_report(Workspace& workspace, const ReportRequest& request);

/// The document's bytes: the same document and options give the same bytes.
Result<std::string> write_report(const ReportDocument& document, ReportFormat format,
                                 const ReportOptions& options = {});

}  // namespace jiheng::app
