#include <gtest/gtest.h>

#include "base/rng.h"
#include "engine/facts_sample_test.h"

namespace jiheng::engine::test {
namespace {

FactBase small_base() {
  const Sample sample;
  FactBuilder builder(sample.place, options("2023-04-01"));
  builder.add(sample.unit(1, "101001", "一小"));
  builder.add(sample.unit(2, "102001", "二院"));
  for (std::int64_t id = 1; id <= 9; ++id) {
    builder.add(sample.project(id, 1 + id % 2));
    builder.add(sample.line(id * 2, id, 2022, id * 1000));
    builder.add(sample.line(id * 2 + 1, id, 2023, id * 2000, FundType::government_fund));
  }
  Assessment assessment;
  assessment.year = year(2022);
  assessment.project_name = "评估一";
  assessment.amount = Money::from_fen(700);
  builder.add(assessment);
  return FactBase({*builder.finish()});
}

TEST(SavedFacts, EveryTruncationIsRefused) {
  const auto bytes = save_facts(small_base(), region(640323));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto read = load_saved_facts(std::string_view(bytes).substr(0, size));
    ASSERT_FALSE(read.has_value()) << size;
    ASSERT_EQ(read.error().code, ErrorCode::invalid);
  }
}

TEST(SavedFacts, DamageIsRefusedOrReadWithoutHarm) {
  const auto bytes = save_facts(small_base(), region(640323));
  Rng random(7);
  for (int round = 0; round < 3000; ++round) {
    auto damaged = bytes;
    for (int i = 0; i < 1 + round % 3; ++i) {
      damaged[random.below(damaged.size())] = static_cast<char>(random.below(256));
    }
    const auto read = load_saved_facts(damaged);
    if (read) {
      EXPECT_LE(read->count(law::Entity::project_year), 1000U);
    }
  }
}

TEST(SavedFacts, ForeignBytesAreRefused) {
  for (const std::string& bytes :
       {std::string(), std::string("PK\3\4"), std::string(500, 'x'), std::string("JHFACTS1")}) {
    EXPECT_FALSE(load_saved_facts(bytes).has_value());
  }
}

TEST(SavedFacts, AreTheSameFactsWhenReadBackAndTheSameBytesWhenSavedAgain) {
  const auto base = small_base();
  const auto bytes = save_facts(base, region(640323));
  const auto read = load_saved_facts(bytes);
  ASSERT_TRUE(read.has_value()) << read.error().message;
  EXPECT_EQ(save_facts(*read, region(640323)), bytes);
  ASSERT_EQ(read->regions().size(), 1U);
  const auto& before = *base.regions()[0];
  const auto& after = *read->regions()[0];
  for (const auto& desc : law::kEntities) {
    const auto& a = before.table(desc.entity);
    const auto& b = after.table(desc.entity);
    ASSERT_EQ(a.ids, b.ids);
    ASSERT_EQ(a.names, b.names);
    for (std::size_t c = 0; c < desc.columns.size(); ++c) {
      EXPECT_EQ(a.columns[c].values, b.columns[c].values) << desc.columns[c].name;
      EXPECT_EQ(a.columns[c].largest, b.columns[c].largest);
      EXPECT_EQ(a.columns[c].has_missing, b.columns[c].has_missing);
      EXPECT_EQ(a.dictionaries[c].codes, b.dictionaries[c].codes);
      EXPECT_EQ(a.dictionaries[c].labels, b.dictionaries[c].labels);
    }
  }
  EXPECT_EQ(before.name_text, after.name_text);
}

TEST(SavedFacts, HoldOnlyThePlaceAskedFor) {
  Sample elsewhere;
  elsewhere.place = region(640324);
  FactBuilder builder(elsewhere.place, options("2023-04-01"));
  builder.add(elsewhere.unit(1, "101001", "一小"));
  const auto both = small_base().with(*builder.finish());
  EXPECT_EQ(both.regions().size(), 2U);
  EXPECT_EQ(load_saved_facts(save_facts(both, region(640323)))->regions().size(), 1U);
  EXPECT_EQ(load_saved_facts(save_facts(both, region(640300)))->regions().size(), 2U);
}

}  // namespace
}  // namespace jiheng::engine::test
