#pragma once

#include <optional>
#include <string>

#include "app/vagueness.h"
#include "base/json_writer.h"

namespace jiheng::http {

/// "37.25", or null.
void write_points(JsonWriter& writer, std::optional<int> hundredths);

/// {"index","band","band_label","rows":[{"index","reasons","explanation"}]}, or null when there are no rows.
void write_vagueness(JsonWriter& writer, const app::FormVagueness& vagueness);

/// A ranking, with `cursor` of the next page.
std::string vagueness_json(const app::VaguenessQuestion& question, const app::VaguenessRanking& ranking);

}  // namespace jiheng::http
