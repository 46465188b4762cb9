#include "engine/vague.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "law/parameter.h"

namespace jiheng::engine {
namespace {

std::vector<std::string> words_of(const law::Book& book, std::string_view id, Region place, Date as_of) {
  auto list = law::list_parameter(book, id, place, as_of);
  return list ? std::move(*list) : std::vector<std::string>{};
}

/// The first of `words` that `text` contains; nullptr when none.
const std::string* word_in(std::string_view text, const std::vector<std::string>& words) {
  const auto found =
      std::ranges::find_if(words, [&](const auto& word) { return text.find(word) != text.npos; });
  return found == words.end() ? nullptr : &*found;
}

bool has_digit(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_percentage(const Indicator& indicator, std::string_view target) {
  const bool by_unit =
      indicator.unit && (*indicator.unit == "%" || *indicator.unit == "％" || *indicator.unit == "百分比");
  return by_unit || target.ends_with("%");
}

/// A percentage whose name says nothing that a percentage could be of.
std::optional<std::string> percentage_of_nothing(const Indicator& indicator, const VagueWords& words) {
  const std::string name = replace_all(indicator.name, "程度", "");
  const auto* word = word_in(name, words.vague);
  if (word == nullptr || word_in(name, words.measures) != nullptr) return std::nullopt;
  return fmt::format("“{}”挂了百分数，但名称里只有“{}”，没有可以算比率的量", indicator.name, *word);
}

}  // namespace

VagueWords vague_words(const law::Book& book, Region place, Date as_of) {
  return {words_of(book, "goal.vague-words", place, as_of),
          words_of(book, "goal.judgement-words", place, as_of),
          words_of(book, "goal.standard-marks", place, as_of),
          words_of(book, "goal.measure-words", place, as_of)};
}

std::optional<std::string> why_vague(const Indicator& indicator, const VagueWords& words) {
  const std::string folded = fold_width(indicator.target);
  const std::string_view target = trim(folded);
  if (has_digit(target)) {
    return is_percentage(indicator, target) ? percentage_of_nothing(indicator, words) : std::nullopt;
  }
  if (std::ranges::count(words.judgement, target) != 0) {
    return fmt::format("指标值“{}”只是一个判断，没有说达到多少算完成", target);
  }
  if (word_in(target, words.standard_marks) != nullptr) return std::nullopt;
  if (const auto* word = word_in(target, words.vague)) {
    return fmt::format("指标值“{}”用了“{}”，没有数值和评判标准", target, *word);
  }
  if (const auto* word = word_in(indicator.name, words.vague)) {
    return fmt::format("指标“{}”用了“{}”，指标值“{}”没有数值和评判标准", indicator.name, *word, target);
  }
  return std::nullopt;
}

}  // namespace jiheng::engine
