#pragma once

#include <string>
#include <string_view>

#include "app/cases.h"
#include "app/goal_lint.h"
#include "app/goal_review.h"
#include "app/goal_sections.h"
#include "base/json_writer.h"
#include "http/message.h"
#include "http/route.h"

namespace jiheng::http {

/// `"error":…,"warning":…,"info":…` as an object.
void write_counts(JsonWriter& writer, const app::FindingCounts& counts);
/// A list of findings as the declaration form shows them.
void write_lint(JsonWriter& writer, const law::Book& book, const engine::LintReport& report);
/// One section with its tag, owner and content.
void write_goal_section(JsonWriter& writer, const app::GoalFile& file, std::string_view section,
                        const app::LastYear& last);
/// Puts the form of the version that ?version= asks for in the place of the present one; 0 and nothing leave
/// it.
Result<void> choose_version(const Request& request, app::GoalFile& file);
/// The whole form: what GET /goals/{id} answers.
Result<std::string> goal_json(const Context& context, const app::GoalFile& file);
/// What a save answers: the section anew, findings, confirmations.
Result<std::string> saved_json(const Context& context, const app::GoalFile& file, std::string_view section);
/// 412: the section as it is now, who changed it and when.
Result<Response> stale_answer(const Context& context, const app::GoalFile& file, std::string_view section);
/// What GET /cases/{id} answers.
Result<std::string> case_json(const Context& context, const app::GoalFile& file);
std::string review_json(const app::ReviewSheet& sheet);
void write_changes(JsonWriter& writer, const std::vector<app::FormChange>& changes);

}  // namespace jiheng::http
