#include "base/money.h"

#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <string>

#include "base/rng.h"

namespace jiheng {
namespace {

struct BadAmount {
  const char* text;
  MoneyUnit unit;
  const char* says;
};

TEST(Money, RefusesWhatIsNoExactAmountAndSaysWhy) {
  const std::array cases{
      BadAmount{"", MoneyUnit::yuan, "不是数字"},
      BadAmount{"若干", MoneyUnit::wan, "不是数字"},
      BadAmount{"1,234.5万", MoneyUnit::wan, "单位写在表头"},
      BadAmount{"1e9", MoneyUnit::yuan, "科学计数法"},
      BadAmount{"12,34.5", MoneyUnit::yuan, "千分位"},
      BadAmount{"1,2345", MoneyUnit::yuan, "千分位"},
      BadAmount{",123", MoneyUnit::yuan, "千分位"},
      BadAmount{"1.234,567", MoneyUnit::yuan, "千分位"},
      BadAmount{"1.2.3", MoneyUnit::yuan, "不是数字"},
      BadAmount{"-", MoneyUnit::yuan, "不是数字"},
      BadAmount{".", MoneyUnit::yuan, "不是数字"},
      BadAmount{"1.005", MoneyUnit::yuan, "不能精确到分"},
      BadAmount{"0.0000001", MoneyUnit::wan, "不能精确到分"},
      BadAmount{"99999999999999999999", MoneyUnit::yuan, "超出"},
      BadAmount{"9223372036854775807", MoneyUnit::yuan, "超出"},
  };
  for (const auto& bad : cases) {
    const auto money = Money::parse(bad.text, bad.unit);
    ASSERT_FALSE(money) << bad.text;
    EXPECT_NE(money.error().message.find(bad.says), std::string::npos)
        << bad.text << " → " << money.error().message;
  }
}

struct GoodAmount {
  const char* text;
  MoneyUnit unit;
  std::int64_t fen;
};

TEST(Money, ReadsAmountsAsPeopleWriteThem) {
  const std::array cases{
      GoodAmount{"84726.10", MoneyUnit::wan, 84'726'100'000},
      GoodAmount{" 84,726.10 ", MoneyUnit::wan, 84'726'100'000},
      GoodAmount{"－12", MoneyUnit::yuan, -1200},
      GoodAmount{"１，２３４．５", MoneyUnit::yuan, 123450},
      GoodAmount{"0.29", MoneyUnit::yuan, 29},
      GoodAmount{"387664.62", MoneyUnit::yuan, 38'766'462},
      GoodAmount{"89.974", MoneyUnit::wan, 89'974'000},
      GoodAmount{"+5", MoneyUnit::yuan, 500},
      GoodAmount{"5.", MoneyUnit::yuan, 500},
      GoodAmount{"0", MoneyUnit::wan, 0},
      GoodAmount{"1.5000", MoneyUnit::yuan, 150},
  };
  for (const auto& good : cases) {
    const auto money = Money::parse(good.text, good.unit);
    ASSERT_TRUE(money) << good.text << " → " << money.error().message;
    EXPECT_EQ(money->fen(), good.fen) << good.text;
  }
}

TEST(Money, ParsesTwoMillionTwoDecimalAmountsExactly) {
  for (std::int64_t fen = 0; fen < 2'000'000; ++fen) {
    std::string text = std::to_string(fen / 100) + "." + static_cast<char>('0' + fen / 10 % 10) +
                       static_cast<char>('0' + fen % 10);
    const auto money = Money::parse(text, MoneyUnit::yuan);
    ASSERT_TRUE(money) << text;
    ASSERT_EQ(money->fen(), fen) << text;
  }
}

TEST(Money, ParsingWhatWasPrintedGivesTheSameAmount) {
  Rng rng(20221123);
  for (int i = 0; i < 200'000; ++i) {
    const auto money = Money::from_fen(static_cast<std::int64_t>(rng.next() >> (1 + rng.below(60))) *
                                       (rng.chance(50) ? 1 : -1));
    ASSERT_EQ(*Money::parse(money.to_yuan(), MoneyUnit::yuan), money);
    ASSERT_EQ(*Money::parse(money.to_yuan(true), MoneyUnit::yuan), money);
    ASSERT_EQ(*Money::parse(money.to_wan(), MoneyUnit::wan), money);
  }
}

TEST(Money, ShowsWanWithTwoDecimalsRoundedHalfUp) {
  EXPECT_EQ(Money::from_fen(84'726'100'000).to_wan_display(), "84,726.10");
  EXPECT_EQ(Money::from_fen(5'000).to_wan_display(), "0.01");
  EXPECT_EQ(Money::from_fen(4'999).to_wan_display(), "0.00");
  EXPECT_EQ(Money::from_fen(-5'000).to_wan_display(), "-0.01");
}

TEST(Money, OverflowIsAnErrorAndNeverWraps) {
  const auto largest = Money::from_fen(std::numeric_limits<std::int64_t>::max());
  const auto smallest = Money::from_fen(std::numeric_limits<std::int64_t>::min());
  EXPECT_FALSE(add(largest, Money::from_fen(1)));
  EXPECT_FALSE(subtract(smallest, Money::from_fen(1)));
  EXPECT_FALSE(multiply(largest, *Ratio::of(3, 2), Rounding::half_up));
  EXPECT_EQ(smallest.to_yuan(), "-92233720368547758.08");
}

TEST(Money, SplitsKeepTheWholeWhateverTheWeights) {
  Rng rng(7);
  for (int round = 0; round < 20'000; ++round) {
    std::vector<std::int64_t> weights(1 + rng.below(12));
    for (auto& weight : weights) weight = rng.between(0, 1000);
    weights[0] = std::max<std::int64_t>(weights[0], 1);
    const auto whole = Money::from_fen(rng.between(-1'000'000'000, 1'000'000'000));
    const auto parts = split_by_weights(whole, weights);
    ASSERT_TRUE(parts);
    ASSERT_EQ(*sum(*parts), whole);
    std::int64_t total = 0;
    for (const auto weight : weights) total += weight;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      // A part is never further than one 分 from its exact share.
      const i128 distance = i128{(*parts)[i].fen()} * total - i128{whole.fen()} * weights[i];
      ASSERT_LT(distance < 0 ? -distance : distance, total);
    }
  }
}

TEST(Money, SplittingByNothingIsAnError) {
  EXPECT_FALSE(split_by_weights(Money::from_fen(1), std::vector<std::int64_t>{0, 0}));
  EXPECT_FALSE(split_by_weights(Money::from_fen(1), std::vector<std::int64_t>{-1, 2}));
}

TEST(Money, KnowsItsUnitsByTheirNames) {
  EXPECT_EQ(*parse_money_unit("（单位：万元）"), MoneyUnit::wan);
  EXPECT_EQ(*parse_money_unit("金额单位: 元"), MoneyUnit::yuan);
  EXPECT_FALSE(parse_money_unit("千元"));
  EXPECT_FALSE(parse_money_unit(""));
}

}  // namespace
}  // namespace jiheng
