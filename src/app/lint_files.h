#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/score_files.h"
#include "base/json_writer.h"
#include "engine/lint.h"
#include "law/book.h"

namespace jiheng::app {

/// One form of one file, linted.
struct FileLint {
  std::string file;
  std::string where;  ///< sheet; "" for the root of a JSON file
  engine::LintFormKind kind = engine::LintFormKind::goal;
  std::string project;
  Date as_of;
  engine::LintReport report;
  Findings reading;  ///< what was odd about reading the form
};

/// A file and its forms, or why it could not be read.
struct LintOutcome {
  std::string file;
  std::vector<FileLint> forms;
  std::optional<Error> error;
};

/// Reads .json and .xlsx forms and lints them; row scores come from the scheme that applies, so that claimed
/// ones can be held against them. A form without an actual value or a score is linted as a goal, under the
/// law of the first day of its year; a self-evaluation under that of the day it is due. One bad file spoils
/// no other.
std::vector<LintOutcome> lint_files(const law::Book& book, std::span<const std::string> files,
                                    const ScoreOptions& options);
LintOutcome lint_bytes(const law::Book& book, std::string_view bytes, const std::string& file,
                       const ScoreOptions& options);

/// The region whose law "cn/64" or "cn/640323" means; one without a code for "cn".
Region region_of_place(std::string_view place);

/// {"file","where","kind","project","as_of","findings","not_checked",…}.
void write_json(JsonWriter& out, const law::Book& book, const FileLint& form);

/// Findings a line each, what was not checked below them.
std::string to_text(const FileLint& form);

}  // namespace jiheng::app
