#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/node.h"
#include "base/result.h"
#include "engine/figure.h"

namespace jiheng::http {

/// "a,b" as its parts, empty ones left out.
std::vector<std::string_view> split_list(std::string_view text);

/// One question of POST /figures/query.
struct FigureQuestion {
  std::string figure;
  std::vector<std::string> by;
};

struct FigureQuestions {
  std::vector<engine::Filter> filters;
  std::vector<FigureQuestion> questions;
};

/// Reads `filters` and `queries` of the body. Every fault at once, each with its JSON pointer (invalid).
Result<FigureQuestions> read_figure_questions(const Node& body);

/// A figure's groups, or its one value, as CSV with a byte order mark: money in 万元.
std::string figure_csv(const engine::FigureQuery& query, const engine::FigureAnswer& answer);

/// A page of the rows behind a figure, as JSON; `offset` is where the page begins.
std::string rows_json(std::string_view figure, const engine::FigureRows& rows, std::int64_t offset);

/// Rows as CSV with a byte order mark: money in 万元 without loss.
std::string rows_csv(const engine::FigureRows& rows);

}  // namespace jiheng::http
