#pragma once

#include <optional>
#include <string>
#include <vector>

#include "law/book.h"
#include "model/indicator.h"

namespace jiheng::engine {

/// The word lists that decide what is vague; law/parameters/goal.
struct VagueWords {
  std::vector<std::string> vague;  ///< goal.vague-words: promise without saying how much (提高, 明显)
  std::vector<std::string>
      judgement;  ///< goal.judgement-words: a whole target that only judges (好, 效果明显)
  std::vector<std::string>
      standard_marks;  ///< goal.standard-marks: words that name a standard to judge by (合格, 上年)
  std::vector<std::string> measures;  ///< goal.measure-words: what a percentage can be of (率, 占比)
};

/// The words in force; lists that the law does not have are empty.
VagueWords vague_words(const law::Book& book, Region place, Date as_of);

/// Why the indicator is vague (泛指标化, domain §11): its target is words that cannot be measured, or a
/// percentage of nothing that can be counted. Nothing when it can be measured.
std::optional<std::string> why_vague(const Indicator& indicator, const VagueWords& words);

}  // namespace jiheng::engine
