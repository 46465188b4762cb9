#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/json_writer.h"
#include "engine/score.h"
#include "law/book.h"
#include "law/scheme.h"
#include "model/self_evaluation_form.h"

namespace jiheng::app {

struct ScoreOptions {
  std::string scheme;         ///< id; empty: chosen by place, day and the form itself
  std::string place = "cn";   ///< "cn", "cn/42", "cn/640323"
  std::optional<Date> as_of;  ///< empty: 31 March after the form's year, when self-evaluations are due
  Date today;                 ///< for forms that do not say their year
};

/// One form of one file, scored.
struct FileScore {
  std::string file;
  SelfEvaluationForm form;
  law::Scheme scheme;
  std::string why;  ///< why this scheme
  Date as_of;
  engine::Scored scored;
  Findings reading;  ///< what was odd about reading the form
};

/// A file and its forms (a workbook may hold several), or why it could not be read or scored.
struct FileOutcome {
  std::string file;
  std::vector<FileScore> scores;
  std::optional<Error> error;
};

/// Reads .json and .xlsx forms (told apart by their first bytes) and scores them. One bad file spoils no
/// other.
std::vector<FileOutcome> score_files(const law::Book& book, std::span<const std::string> files,
                                     const ScoreOptions& options);

/// As above for bytes already in memory.
FileOutcome score_bytes(const law::Book& book, std::string_view bytes, const std::string& file,
                        const ScoreOptions& options);

/// {"file","scheme","total","grade","budget":{…},"indicators":[…],"findings":[…]}; explanations only when
/// asked for.
void write_json(JsonWriter& out, const law::Book& book, const FileScore& score, bool explain);

/// {"file","error":{"message","findings"}} of a file that could not be read.
void write_json(JsonWriter& out, const std::string& file, const Error& error);

/// A table for a terminal, and the explanation below it when asked for.
std::string to_text(const law::Book& book, const FileScore& score, bool explain);

}  // namespace jiheng::app
