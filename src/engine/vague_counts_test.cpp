#include "engine/vague_counts.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <map>
#include <random>
#include <stdexcept>

namespace jiheng::engine {
namespace {

const law::Book& counts_book() {
  static const law::Book book = [] {
    auto embedded = law::Book::embedded();
    if (!embedded) throw std::runtime_error(to_string(embedded.error()));
    return std::move(*embedded);
  }();
  return book;
}

Indicator counted_row(std::string name, std::string target, std::string unit = "") {
  Indicator indicator;
  indicator.name = std::move(name);
  indicator.target = std::move(target);
  if (!unit.empty()) indicator.unit = std::move(unit);
  return indicator;
}

class VaguenessKeptUp : public ::testing::Test {
 protected:
  static constexpr int kProjects = 40;

  VaguenessKeptUp() {
    const auto place = *Region::of(640323);
    const auto day = *Date::of(2022, 12, 31);
    weights = vagueness_weights(counts_book(), place, day);
    words = vague_words(counts_book(), place, day);
  }

  std::vector<Indicator> some_rows() {
    static const std::vector<Indicator> kRows{counted_row("群众满意度", "90", "%"),
                                              counted_row("提升服务水平", "显著提升"),
                                              counted_row("办件量", "5000", "件"),
                                              counted_row("工程质量", "验收合格"),
                                              counted_row("", ""),
                                              counted_row("促进社会和谐稳定", "好"),
                                              counted_row("改造管网长度", "12", "公里")};
    std::vector<Indicator> rows;
    for (const auto& row : kRows) {
      if (random() % 2 == 0) rows.push_back(row);
    }
    return rows;
  }

  VaguenessWeights weights;
  VagueWords words;
  std::mt19937 random{20221231};
};

TEST_F(VaguenessKeptUp, SaysAfterAnyChangesWhatTheWholeCountySays) {
  VaguenessCounts counts(weights, words);
  std::map<std::int64_t, std::vector<Indicator>> county;
  for (int change = 0; change < 400; ++change) {
    const std::int64_t project = 1 + static_cast<std::int64_t>(random() % kProjects);
    counts.remove(county[project]);
    county[project] = some_rows();
    counts.add(county[project]);
  }
  VaguenessCorpus corpus(weights, words);
  for (const auto& [project, rows] : county) {
    for (const auto& row : rows) corpus.add({project}, row);
  }
  corpus.finish();
  ASSERT_FALSE(corpus.projects().empty());
  for (const auto& [project, rows] : county) {
    std::vector<VaguenessParts> parts;
    for (const auto& row : rows) parts.push_back(counts.judge(row, true));
    const auto found = corpus.projects().find({project});
    if (found == corpus.projects().end()) {
      EXPECT_FALSE(VaguenessCounts::mean(parts));
      continue;
    }
    EXPECT_EQ(VaguenessCounts::mean(parts), found->second) << project;
    for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(parts[i], corpus.judge(rows[i], true));
  }
}

TEST_F(VaguenessKeptUp, OfAnEmptyCountyJudgesTheRowAlone) {
  VaguenessCounts counts(weights, words);
  counts.add(std::vector{counted_row("办件量", "5000", "件")});
  counts.remove(std::vector{counted_row("办件量", "5000", "件")});
  EXPECT_EQ(counts.judge(counted_row("办件量", "5000", "件"), false).total, 0);
  EXPECT_EQ(counts.judge(counted_row("办件量", "5000", "件"), true).others, 0);
}

TEST_F(VaguenessKeptUp, NamesTheWordAndTheShare) {
  VaguenessCounts counts(weights, words);
  const auto vague = counted_row("提升服务水平", "显著提升");
  for (int i = 0; i < 4; ++i) counts.add(std::vector{vague});
  const auto reasons = vagueness_reasons(vague, counts.judge(vague, true), words);
  ASSERT_EQ(reasons.size(), 3U);
  EXPECT_THAT(reasons[0], ::testing::HasSubstr("提升"));
  EXPECT_THAT(reasons[1], ::testing::HasSubstr("另有 3 个项目"));
  EXPECT_THAT(reasons[2], ::testing::HasSubstr("100%"));
  const auto sharp = counted_row("盐湖湿地候鸟栖息数量", "2300", "只");
  EXPECT_TRUE(vagueness_reasons(sharp, counts.judge(sharp, false), words).empty());
}

TEST_F(VaguenessKeptUp, BandsAreTheLaws) {
  EXPECT_EQ(vagueness_band(weights.band_middle * 100 - 1, weights), "low");
  EXPECT_EQ(vagueness_band(weights.band_middle * 100, weights), "middle");
  EXPECT_EQ(vagueness_band(weights.band_high * 100, weights), "high");
  EXPECT_EQ(vagueness_band_label("high"), "空泛");
}

}  // namespace
}  // namespace jiheng::engine
