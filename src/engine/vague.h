#pragma once

#include <optional>
#include <string>
#include <vector>

#include "law/book.h"
#include "model/indicator.h"

namespace jiheng::engine {

/// Words that promise without saying how much (提高, 明显), and words that only judge (好, 高); law/parameters/goal/vague-words.
struct VagueWords {
  std::vector<std::string> vague;
  std::vector<std::string> judgement;
};

/// The words in force; empty lists when the parameter is not there.
VagueWords vague_words(const law::Book& book, Region place, Date as_of);

/// Why the indicator is vague (泛指标化): its target is words that cannot be measured, or a percentage of nothing that can
/// be counted. Nothing when it can be measured.
std::optional<std::string> why_vague(const Indicator& indicator, const VagueWords& words);

}  // namespace jiheng::engine
