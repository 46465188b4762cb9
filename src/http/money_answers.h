#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "app/access.h"
#include "app/budget.h"
#include "app/goal_marks.h"
#include "app/import_mapped.h"
#include "app/project_pool.h"
#include "base/json_writer.h"

namespace jiheng::http {

/// `"initial":分,"initial_text":"万元"`; null and "—" when it is not filled.
void write_money(JsonWriter& writer, std::string_view key, std::optional<Money> amount);
/// `"category":"3","category_label":"特定目标类"`.
template <class E>
void write_code(JsonWriter& writer, std::string_view key, E value) {
  writer.member(key, enum_code(value)).member(std::string(key) + "_label", enum_label(value));
}

/// The fields of a row that the viewer may read, each code with its `…_label` and each amount with its
/// `…_text`.
void write_labelled(JsonWriter& writer, const app::Access& access, const RecordDesc& record, const Row& row,
                    const app::Subject& subject);

/// `marks`: what the rules say of the goals of the page, by goal.
std::string project_list_json(const app::ProjectList& list, const app::ProjectQuestion& question,
                              const std::map<std::int64_t, app::GoalMarks>& marks);
std::string project_story_json(const app::Access& access, const app::ProjectStory& story);
std::string project_budget_json(const app::Access& access, const app::ProjectMoney& money);
std::string import_report_json(const app::MappedReport& report);

}  // namespace jiheng::http
