#include "law/json_schema.h"

#include <gmock/gmock.h>

namespace jiheng::law {
namespace {

std::string faults(const std::string& schema, const std::string& yaml) {
  const LawFile file{"schema/parameters.schema.json", schema};
  const auto set = SchemaSet::compile({&file, 1}, "law");
  if (!set) return to_string(set.error());
  std::string text;
  for (const auto& finding : validate(*set->of_kind(Kind::parameters), *parse_yaml(yaml, "f"), "f"))
    text += to_string(finding) + "\n";
  return text;
}

struct SchemaCase {
  const char* name;
  const char* schema;
  const char* good;
  const char* bad;
  const char* message;  ///< of the bad one
};

void PrintTo(const SchemaCase& one, std::ostream* out) { *out << one.name; }

class SchemaKeyword : public testing::TestWithParam<SchemaCase> {};

TEST_P(SchemaKeyword, LetsTheGoodPass) { EXPECT_EQ(faults(GetParam().schema, GetParam().good), ""); }
TEST_P(SchemaKeyword, TellsTheBadWithItsPlace) {
  EXPECT_EQ(faults(GetParam().schema, GetParam().bad), GetParam().message);
}

const SchemaCase kSchemaCases[] = {
    {"never", R"({"properties":{"a":false}})", "b: 1", "a: 1", "f:1:4: “a”不能出现\n"},
    {"null", R"({"properties":{"a":{"type":"null"}}})", "a:", "a: 1", "f:1:4: “a”应为空值，实际是数字“1”\n"},
    {"two_types", R"({"properties":{"a":{"type":["string","integer"]}}})", "a: 3", "a: 3.5",
     "f:1:4: “a”应为文字或整数，实际是数字“3.5”（加上引号：\"3.5\"）\n"},
    {"boolean", R"({"properties":{"a":{"type":"boolean"}}})", "a: true", "a: yes",
     "f:1:4: “a”应为true 或 false，实际是文字“yes”\n"},
    {"number", R"({"properties":{"a":{"type":"number"}}})", "a: 1.5", "a: []",
     "f:1:4: “a”应为数字，实际是列表\n"},
    {"const", R"({"properties":{"a":{"const":7}}})", "a: 7", "a: \"7\"",
     "f:1:4: “a”的值“7”不在可用的值中：7（应写成数字，不加引号）\n"},
    {"additional", R"({"properties":{"a":true},"additionalProperties":false})", "a: 1", "b: 1",
     "f:1:1: 文件里有不认识的键“b”（可用的键：a）\n"},
    {"additional_schema", R"({"additionalProperties":{"type":"integer"}})", "b: 1", "b: x",
     "f:1:4: “b”应为整数，实际是文字“x”\n"},
    {"property_names", R"({"propertyNames":{"format":"id"}})", "a-1: 1", "甲: 1",
     "f:1:1: “甲 的键名”的值“甲”应为编号：小写字母、数字和 . - _，以字母或数字开头\n"},
    {"min_properties", R"({"minProperties":2})", "a: 1\nb: 1", "a: 1", "f:1:1: 文件至少要有 2 项\n"},
    {"items", R"({"properties":{"a":{"items":{"type":"string"}}}})", "a: [x, y]", "a: [x, 2]",
     "f:1:8: “a[2]”应为文字，实际是数字“2”（加上引号：\"2\"）\n"},
    {"min_items", R"({"properties":{"a":{"minItems":2}}})", "a: [1, 2]", "a: [1]",
     "f:1:4: “a”至少要有 2 项，实际 1 项\n"},
    {"max_items", R"({"properties":{"a":{"maxItems":1}}})", "a: [1]", "a: [1, 2]",
     "f:1:4: “a”最多 1 项，实际 2 项\n"},
    {"unique_items", R"({"properties":{"a":{"uniqueItems":true}}})", "a: [1, 2, {b: 1}]",
     "a: [{b: 1}, {b: 1}]", "f:1:13: “a”的第 2 项与第 1 项重复\n"},
    {"min_length", R"({"properties":{"a":{"minLength":2}}})", "a: 绩衡", "a: 绩",
     "f:1:4: “a”至少要有 2 个字，实际 1 个\n"},
    {"max_length", R"({"properties":{"a":{"maxLength":2}}})", "a: 绩衡", "a: 绩衡好",
     "f:1:4: “a”最多 2 个字，实际 3 个\n"},
    {"minimum", R"({"properties":{"a":{"minimum":0.5}}})", "a: 0.5", "a: 0.49",
     "f:1:4: “a”应不小于 1/2，实际是 0.49\n"},
    {"maximum", R"({"properties":{"a":{"maximum":100}}})", "a: 100", "a: 100.01",
     "f:1:4: “a”应不大于 100，实际是 100.01\n"},
    {"exclusive_minimum", R"({"properties":{"a":{"exclusiveMinimum":0}}})", "a: 0.1", "a: 0",
     "f:1:4: “a”应大于 0，实际是 0\n"},
    {"no_exponent", R"({"properties":{"a":{"maximum":100}}})", "a: 9", "a: 1e1",
     "f:1:4: “a”的值“1e1”不是普通小数\n"},
    {"decimal", R"({"properties":{"a":{"format":"decimal"}}})", "a: \"92.75\"", "a: 九十",
     "f:1:4: “a”的值“九十”应为小数，如 92.75\n"},
    {"region", R"({"properties":{"a":{"format":"region"}}})", "a: \"640323\"", "a: \"990000\"",
     "f:1:4: “a”的值“990000”应为6 位区划代码，加引号，如 \"640323\"\n"},
    {"reference", R"({"properties":{"a":{"$ref":"#/$defs/n"}},"$defs":{"n":{"type":"integer"}}})", "a: 1",
     "a: x", "f:1:4: “a”应为整数，实际是文字“x”\n"},
    {"any_of", R"({"properties":{"a":{"anyOf":[{"type":"string"},{"type":"integer","minimum":5}]}}})", "a: 5",
     "a: 4", "f:1:4: “a”应不小于 5，实际是 4\n"},
    {"one_of", R"({"properties":{"a":{"oneOf":[{"minimum":1},{"maximum":5}]}}})", "a: 9", "a: 3",
     "f:1:4: “a”同时符合 2 种写法，只能是一种\n"},
    {"all_of", R"({"allOf":[{"required":["a"]},{"required":["b"]}]})", "a: 1\nb: 1", "c: 1",
     "f:1:1: 文件缺少“a”（补上 a:）\nf:1:1: 文件缺少“b”（补上 b:）\n"},
    {"unevaluated",
     R"({"allOf":[{"properties":{"a":true}}],"oneOf":[{"required":["b"],"properties":{"b":true}},{"required":["c"],"properties":{"c":true}}],"unevaluatedProperties":false})",
     "a: 1\nb: 2", "c: 2\nd: 3", "f:2:1: 文件里有不认识的键“d”（可用的键：a、c）\n"},
};

INSTANTIATE_TEST_SUITE_P(Keywords, SchemaKeyword, testing::ValuesIn(kSchemaCases),
                         [](const auto& one) { return std::string(one.param.name); });

TEST(JsonSchema, ARecursiveSchemaOverDeeperValuesIsFine) {
  const char* tree =
      R"({"type":"object","properties":{"next":{"$ref":"#"},"n":{"type":"integer"}},"additionalProperties":false})";
  EXPECT_EQ(faults(tree, "n: 1\nnext:\n  next:\n    n: 2\n"), "");
  EXPECT_EQ(faults(tree, "next:\n  next:\n    m: 2\n"),
            "f:3:5: “next.next”里有不认识的键“m”（可用的键：next、n）\n");
}

TEST(JsonSchema, AFloodOfFaultsIsCutAndTheRestCounted) {
  std::string yaml;
  for (int i = 0; i < 1500; ++i) yaml += "key" + std::to_string(i) + ": 1\n";
  const std::string told = faults(R"({"additionalProperties":{"type":"string"}})", yaml);
  EXPECT_EQ(std::ranges::count(told, '\n'), 1001);
  EXPECT_THAT(told, testing::EndsWith("f:1:1: 还有 500 处没有列出（先改列出的）\n"));
}

TEST(JsonSchema, ALongKeyIsShownByItsBeginning) {
  const std::string told = faults(R"({"additionalProperties":false})", std::string(100'000, 'k') + ": 1");
  EXPECT_LT(told.size(), 300U);
}

TEST(JsonSchema, EveryFaultOfASchemaIsToldAtOnce) {
  const std::string told = faults(
      R"({"type":"strng","minItems":-1,"enum":[],"format":"email","minimum":"x","unevaluatedProperties":true,"oneOf":[],"colour":1})",
      "a: 1");
  for (const char* part :
       {"“strng”", "“-1”", "enum 应为不空的列表", "“email”", "“x”", "只支持 false", "#/oneOf", "“colour”"}) {
    EXPECT_THAT(told, testing::HasSubstr(part));
  }
}

}  // namespace
}  // namespace jiheng::law
