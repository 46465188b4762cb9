#include "engine/vague_index.h"

#include <gmock/gmock.h>

#include <fmt/format.h>

#include <stdexcept>

namespace jiheng::engine {
namespace {

const law::Book& vagueness_book() {
  static const law::Book book = [] {
    auto embedded = law::Book::embedded();
    if (!embedded) throw std::runtime_error(to_string(embedded.error()));
    return std::move(*embedded);
  }();
  return book;
}

const Region kVaguenessPlace = *Region::of(640323);
const Date kVaguenessDay = *Date::of(2022, 12, 31);

VaguenessCorpus empty_corpus() {
  return {vagueness_weights(vagueness_book(), kVaguenessPlace, kVaguenessDay),
          vague_words(vagueness_book(), kVaguenessPlace, kVaguenessDay)};
}

Indicator indicator_of(std::string name, std::string target, std::string unit = "") {
  Indicator indicator;
  indicator.name = std::move(name);
  indicator.target = std::move(target);
  if (!unit.empty()) indicator.unit = std::move(unit);
  return indicator;
}

TEST(VaguenessIndex, WeightsInTheLawAddUpToAHundredAndGoUpByBand) {
  const auto weights = vagueness_weights(vagueness_book(), kVaguenessPlace, kVaguenessDay);
  EXPECT_TRUE(weights.given());
  EXPECT_LT(0, weights.band_middle);
  EXPECT_LT(weights.band_middle, weights.band_high);
  EXPECT_LE(weights.band_high, 100);
  EXPECT_FALSE(VaguenessWeights{}.given());
}

TEST(VaguenessIndex, OfANumberIsLowOfAJudgementHigh) {
  auto corpus = empty_corpus();
  corpus.add({1}, indicator_of("改造管网长度", "12", "公里"));
  corpus.add({2}, indicator_of("促进社会和谐稳定", "好"));
  corpus.finish();
  const auto sharp = corpus.judge(indicator_of("改造管网长度", "12", "公里"), true);
  const auto vague = corpus.judge(indicator_of("促进社会和谐稳定", "好"), true);
  EXPECT_EQ(sharp.unquantified, 0);
  EXPECT_EQ(sharp.empty, 0);
  EXPECT_EQ(vague.unquantified, 10'000);
  EXPECT_EQ(vague.empty, 10'000);
  EXPECT_LT(sharp.total, 2'000);
  EXPECT_GT(vague.total, 6'000);
  EXPECT_EQ(corpus.projects().at({2}), vague.total) << "a project of one indicator has its index";
}

TEST(VaguenessIndex, GrowsWithEveryOtherProjectThatCopiesTheIndicator) {
  int before = -1;
  for (int copies = 1; copies <= 5; ++copies) {
    auto corpus = empty_corpus();
    for (int i = 0; i < 12; ++i)
      corpus.add({100 + i}, indicator_of(fmt::format("独有的第{}件事", i), "3", "件"));
    for (int i = 0; i < copies; ++i) corpus.add({i + 1}, indicator_of("群众满意度", "90", "%"));
    corpus.finish();
    const auto parts = corpus.judge(indicator_of("群众满意度", "90", "%"), true);
    EXPECT_EQ(parts.others, copies - 1);
    EXPECT_GT(parts.total, before) << copies;
    before = parts.total;
  }
}

TEST(VaguenessIndex, TwiceInOneProjectIsNoRepetition) {
  auto corpus = empty_corpus();
  corpus.add({1}, indicator_of("群众满意度", "90", "%"));
  corpus.add({1}, indicator_of("群众满意度", "90", "%"));
  corpus.finish();
  EXPECT_EQ(corpus.judge(indicator_of("群众满意度", "90", "%"), true).repeated, 0);
}

TEST(VaguenessIndex, JudgesWhatIsBeingTypedAgainstTheCounty) {
  auto corpus = empty_corpus();
  for (int i = 1; i <= 10; ++i) corpus.add({i}, indicator_of("资金使用合规率", "100", "%"));
  corpus.finish();
  const auto copied = corpus.judge(indicator_of("资金使用合规率", "100", "%"), false);
  const auto own = corpus.judge(indicator_of("盐湖湿地候鸟栖息数量", "2300", "只"), false);
  EXPECT_EQ(copied.others, 10);
  EXPECT_EQ(copied.repeated, 10'000);
  EXPECT_EQ(own.others, 0);
  EXPECT_EQ(own.indistinct, 0);
  EXPECT_GT(copied.total, own.total);
}

TEST(VaguenessIndex, IsTheSameWhateverTheOrder) {
  const std::vector<std::pair<std::int64_t, Indicator>> rows{{1, indicator_of("提升服务水平", "显著提升")},
                                                             {1, indicator_of("办件量", "5000", "件")},
                                                             {2, indicator_of("办件量", "5000", "件")},
                                                             {3, indicator_of("工程质量", "验收合格")},
                                                             {3, indicator_of("", "")},
                                                             {2, indicator_of("群众满意度", "90", "%")}};
  auto forward = empty_corpus();
  auto backward = empty_corpus();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    forward.add({rows[i].first}, rows[i].second);
    backward.add({rows[rows.size() - 1 - i].first}, rows[rows.size() - 1 - i].second);
  }
  forward.finish();
  backward.finish();
  for (const std::int64_t project : {1, 2, 3})
    EXPECT_EQ(forward.projects().at({project}), backward.projects().at({project})) << project;
  for (const auto& [project, row] : rows) EXPECT_EQ(forward.judge(row, true), backward.judge(row, true));
}

TEST(VaguenessIndex, ExplainsItself) {
  auto corpus = empty_corpus();
  corpus.add({1}, indicator_of("社会稳定", "好"));
  corpus.finish();
  const auto weights = vagueness_weights(vagueness_book(), kVaguenessPlace, kVaguenessDay);
  const auto parts = corpus.judge(indicator_of("社会稳定", "好"), true);
  EXPECT_EQ(explain(parts, weights),
            "没有数值 100×40% + 空泛词 100×30% + 与 0 个项目重复 0×15% + 用字常见 100×15% = 85");
}

TEST(VaguenessIndex, OfACorpusWithoutRowsJudgesToo) {
  auto corpus = empty_corpus();
  corpus.finish();
  EXPECT_TRUE(corpus.projects().empty());
  EXPECT_EQ(corpus.judge(indicator_of("办件量", "5000", "件"), false).total, 0);
}

}  // namespace
}  // namespace jiheng::engine
