#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/snapshot.h"
#include "base/date.h"
#include "base/json_writer.h"
#include "engine/figure.h"
#include "http/message.h"

namespace jiheng::http {

/// A good answer of JSON text.
Response json_answer(std::string json);
/// A good answer of CSV, offered as a download under `file_name`.
Response csv_answer(std::string csv, std::string_view file_name);
/// A page of our own to be read or printed, which may run nothing and load nothing.
Response page_answer(std::string html);
/// Lets browsers save the answer under a name, Chinese included (RFC 6266).
void offer_download(Response& response, std::string_view file_name);

/// A value as the API writes it: counts and 分 whole, points ("92.75") and ratios ("0.973") as exact
/// decimals, or null.
void write_number(JsonWriter& writer, law::ValueKind kind, std::optional<std::int64_t> value);

/// Whether filters apply to the answer, so that the whole is a slice.
bool is_slice(const engine::FigureQuery& query, const engine::FigureAnswer& answer);

/// The answer to `query`: the figure with its groups.
void write_figure(JsonWriter& writer, const engine::FigureQuery& query, const engine::FigureAnswer& answer);

/// A snapshot's head.
void write_snapshot(JsonWriter& writer, const store::Snapshot& snapshot);

/// `"place":…,"year":…,"snapshot":…`.
void write_scope(JsonWriter& writer, Region place, FiscalYear year, const app::View& view);

}  // namespace jiheng::http
