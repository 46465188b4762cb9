#pragma once

#include <string>
#include <string_view>

#include "app/goal_workbooks.h"
#include "app/jobs.h"
#include "base/json_writer.h"
#include "http/message.h"
#include "http/route.h"

namespace jiheng::http {

/// The largest file that a route takes.
inline constexpr std::uint64_t kMostFileBytes = 32U << 20U;

/// Begins long work of the viewer's; 202 with its number, or 503 with what is too much. `bytes` is what the
/// work holds.
Response start_job(const Context& context, std::string_view kind, std::string title, std::size_t bytes,
                   app::Jobs::Work work);
/// Whose jobs the viewer's are.
std::int64_t job_owner(const Context& context);

/// A file as an answer that browsers save under its name.
Response file_answer(const app::OutFile& file);

std::string workbook_report_json(const app::WorkbookReport& report);

}  // namespace jiheng::http
