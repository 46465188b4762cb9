#include "app/score_files.h"

#include <fmt/format.h>

#include "app/form_layout.h"
#include "app/import_sheet.h"
#include "base/file.h"
#include "base/text.h"
#include "io/case_json.h"
#include "io/form_workbook.h"

namespace jiheng::app {
namespace {

constexpr std::size_t kLargestFormFile = 64U << 20U;
constexpr std::string_view kFormLayoutId = "form.self-evaluation";

/// Self-evaluations of a year are made at the beginning of the next; the law of that day applies.
Date evaluation_day(const SelfEvaluationForm& form, const ScoreOptions& options) {
  if (options.as_of) return *options.as_of;
  if (!form.year) return options.today;
  return Date::of(form.year->value() + 1, 3, 31).value_or(options.today);
}

/// The place asked for; a form that says its own wins over the nation.
std::string place_of_form(const SelfEvaluationForm& form, const ScoreOptions& options) {
  return options.place == "cn" && form.region ? form.region->law_places().front() : options.place;
}

Result<FileScore> score_reading(const law::Book& book, io::FormReading reading, const ScoreOptions& options) {
  FileScore score;
  score.file = reading.form.file;
  score.as_of = evaluation_day(reading.form, options);
  const auto schemes = law::SchemeSet::load(book, place_of_form(reading.form, options), score.as_of);
  if (!schemes) return pass(schemes);
  const auto choice = schemes->choose(reading.form, options.scheme);
  if (!choice) return pass(choice);
  score.scheme = *choice->scheme;
  score.why = choice->why;
  score.form = std::move(reading.form);
  score.reading = std::move(reading.findings);
  score.scored = engine::score(score.form, score.scheme, score.as_of);
  return score;
}

Result<std::vector<io::FormReading>> read_forms(const law::Book& book, std::string_view bytes,
                                                const std::string& file, const ScoreOptions& options) {
  const std::string_view head = trim(bytes.substr(0, 64));
  const bool json = head.starts_with('{') || head.starts_with("\xEF\xBB\xBF{") || head.starts_with('[');
  if (json) {
    auto reading = io::read_case_json(bytes, file);
    if (!reading) return pass(reading);
    std::vector<io::FormReading> forms;
    forms.push_back(std::move(*reading));
    return forms;
  }
  if (!looks_like_workbook(bytes, file)) {
    return fail(ErrorCode::invalid, fmt::format("{}：既不是 JSON 也不是 .xlsx 工作簿", file));
  }
  const auto workbook = io::read_xlsx(bytes, file);
  if (!workbook) return pass(workbook);
  const auto match =
      book.find(law::Kind::forms, kFormLayoutId, options.place, options.as_of.value_or(options.today));
  if (!match) return fail(ErrorCode::not_found, fmt::format("没有生效的自评表样“{}”", kFormLayoutId));
  return io::read_form_workbook(*workbook, file, form_layout(law::read_form(*match->rule)));
}

}  // namespace

FileOutcome score_bytes(const law::Book& book, std::string_view bytes, const std::string& file,
                        const ScoreOptions& options) {
  FileOutcome outcome;
  outcome.file = file;
  auto readings = read_forms(book, bytes, file, options);
  if (!readings) {
    outcome.error = std::move(readings.error());
    return outcome;
  }
  for (auto& reading : *readings) {
    auto score = score_reading(book, std::move(reading), options);
    if (!score) {
      outcome.error = std::move(score.error());
      outcome.scores.clear();
      return outcome;
    }
    outcome.scores.push_back(std::move(*score));
  }
  return outcome;
}

std::vector<FileOutcome> score_files(const law::Book& book, std::span<const std::string> files,
                                     const ScoreOptions& options) {
  std::vector<FileOutcome> outcomes;
  for (const auto& file : files) {
    const auto bytes = read_file(file, kLargestFormFile);
    if (bytes) {
      outcomes.push_back(score_bytes(book, *bytes, file, options));
    } else {
      outcomes.push_back({file, {}, bytes.error()});
    }
  }
  return outcomes;
}

}  // namespace jiheng::app
