#include "io/case_json.h"

#include <gtest/gtest.h>

#include "model/operator_text.h"

namespace jiheng::io {
namespace {

TEST(case_json, names_every_place_it_cannot_read_at_once) {
  const auto reading = read_case_json(R"({"fiscal_year": "去年", "amount_unit": "美元", "project": [],
    "budget": {"adjusted": "9万", "weight": [1], "execution_rate": "很高"}, "published_grade": "好",
    "indicators": [{"name": "甲", "op": "差不多", "weight": "十"}, 7, {"op": "≥"}]})",
                                      "bad.json");
  ASSERT_FALSE(reading);
  std::vector<std::string> places;
  for (const auto& finding : reading.error().findings) places.push_back(finding.where);
  const std::vector<std::string> expected{
      "/fiscal_year",           "/amount_unit",      "/project",
      "/published_grade",       "/budget/adjusted",  "/budget/weight",
      "/budget/execution_rate", "/indicators/0/op",  "/indicators/0/weight",
      "/indicators/1",          "/indicators/2/name"};
  EXPECT_EQ(places, expected) << to_string(reading.error());
}

TEST(case_json, refuses_what_is_no_form) {
  for (const auto* text :
       {"", "[]", "7", "{", "{}", R"({"indicators": {}})", "{\"a\": 1, \"a\": 2}", "\xFF"}) {
    EXPECT_FALSE(read_case_json(text, "x.json")) << text;
  }
}

TEST(case_json, reads_amounts_in_the_unit_the_form_states) {
  const auto yuan = read_case_json(
      R"({"amount_unit": "元", "budget": {"adjusted": 387664.62}, "indicators": []})", "x.json");
  ASSERT_TRUE(yuan);
  EXPECT_EQ(yuan->form.total.adjusted->fen(), 38'766'462);
  const auto wan = read_case_json(
      R"({"amount_unit": "万元", "budget": {"adjusted": "89.974"}, "indicators": []})", "x.json");
  EXPECT_EQ(wan->form.total.adjusted->fen(), 89'974'000);
  const auto unsaid = read_case_json(R"({"budget": {"adjusted": 1}, "indicators": []})", "x.json");
  ASSERT_EQ(unsaid->findings.size(), 1U);
  EXPECT_EQ(unsaid->findings.front().rule, "case.unit_missing");
  EXPECT_FALSE(unsaid->form.money_unit);
}

TEST(case_json, keeps_not_filled_apart_from_zero) {
  const auto reading = read_case_json(
      R"({"amount_unit": "元", "indicators": [{"name": "a", "actual": null, "score": 0}, {"name": "b", "actual": 0}]})",
      "x.json");
  ASSERT_TRUE(reading);
  EXPECT_FALSE(reading->form.indicators[0].actual);
  EXPECT_EQ(reading->form.indicators[0].claimed, Score{});
  EXPECT_EQ(reading->form.indicators[1].actual, "0");
  EXPECT_FALSE(reading->form.indicators[1].claimed);
}

TEST(case_json, compares_points_with_too_many_decimals_as_rounded_and_says_so) {
  const auto reading =
      read_case_json(R"({"amount_unit": "元", "indicators": [{"name": "a", "score": 9.9749}]})", "x.json");
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->form.indicators[0].claimed->to_text(), "9.97");
  ASSERT_EQ(reading->findings.size(), 1U);
  EXPECT_EQ(reading->findings.front().where, "/indicators/0/score");
}

TEST(operator_text, reads_the_many_spellings_of_a_sign) {
  const std::pair<const char*, Operator> kSigns[] = {{"≥", Operator::at_least},
                                                     {">=", Operator::at_least},
                                                     {"＞＝", Operator::at_least},
                                                     {"≧", Operator::at_least},
                                                     {"大于等于", Operator::at_least},
                                                     {"不低于", Operator::at_least},
                                                     {"＞", Operator::more_than},
                                                     {"=", Operator::equal},
                                                     {"＝", Operator::equal},
                                                     {"==", Operator::equal},
                                                     {"≤", Operator::at_most},
                                                     {"<=", Operator::at_most},
                                                     {"＜", Operator::less_than},
                                                     {" 定性 ", Operator::qualitative},
                                                     {"qualitative", Operator::qualitative}};
  for (const auto& [text, op] : kSigns) EXPECT_EQ(parse_operator(text), op) << text;
  for (const auto* text : {"", "≥5", "约", "!="}) EXPECT_FALSE(parse_operator(text)) << text;
}

}  // namespace
}  // namespace jiheng::io
