#include "base/node.h"

#include <gtest/gtest.h>

#include <array>

#include "base/json_writer.h"

namespace jiheng {
namespace {

struct BadText {
  const char* text;
  const char* where;
  const char* says;
};

TEST(Yaml, NamesThePlaceOfWhatItRefuses) {
  const std::array cases{
      BadText{"a: 1\na: 2\n", "f.yaml:2:1", "重复"},
      BadText{"a: [1, 2\n", "f.yaml:2:1", "语法"},
      BadText{"a: &x 1\n", "f.yaml:1:4", "锚点"},
      BadText{"a: *x\n", "f.yaml:1:4", "锚点"},
      BadText{"a: !!int 1\n", "f.yaml:1:4", "标签"},
      BadText{"a: 1\n---\nb: 2\n", "f.yaml:2:1", "一个 YAML 文档"},
      BadText{"? [a]\n: 1\n", "f.yaml:1:3", "键必须是文字"},
      BadText{"\ta: 1\n", "f.yaml:1:1", "语法"},
  };
  for (const auto& bad : cases) {
    const auto node = parse_yaml(bad.text, "f.yaml");
    ASSERT_FALSE(node) << bad.text;
    ASSERT_EQ(node.error().findings.size(), 1U) << bad.text;
    EXPECT_EQ(node.error().findings[0].where, bad.where) << bad.text;
    EXPECT_NE(node.error().findings[0].message.find(bad.says), std::string::npos)
        << node.error().findings[0].message;
  }
}

TEST(Yaml, KeepsNumbersAsWrittenAndKnowsWhereTheyStood) {
  const auto node = parse_yaml(
      "weight: 10.00\ncode: '0640'\nempty:\nyes_no: true\ndate: 2022-03-31\nlist: [1, 'x']\n", "f.yaml");
  ASSERT_TRUE(node);
  EXPECT_EQ(node->find("weight")->text, "10.00");
  EXPECT_EQ(node->find("weight")->kind, Node::Kind::number);
  EXPECT_EQ(node->find("weight")->line, 1);
  EXPECT_EQ(node->find("weight")->column, 9);
  EXPECT_EQ(node->find("code")->kind, Node::Kind::string);
  EXPECT_TRUE(node->find("empty")->is_null());
  EXPECT_EQ(node->find("yes_no")->kind, Node::Kind::boolean);
  EXPECT_EQ(node->find("date")->kind, Node::Kind::string);
  EXPECT_EQ(node->find("list")->items.size(), 2U);
}

TEST(Yaml, LimitsDepthNodesAndBytes) {
  NodeLimits limits;
  limits.depth = 5;
  EXPECT_FALSE(parse_yaml("[[[[[[[1]]]]]]]", "f", limits));
  limits = {};
  limits.nodes = 10;
  EXPECT_FALSE(parse_yaml("[1,2,3,4,5,6,7,8,9,10,11]", "f", limits));
  limits = {};
  limits.bytes = 4;
  EXPECT_FALSE(parse_yaml("a: 12345", "f", limits));
}

TEST(Json, NamesThePlaceOfWhatItRefuses) {
  const std::array cases{
      BadText{"{\"a\":1,\n\"a\":2}", "f.json:2:", "重复"},
      BadText{"{\"a\":", "f.json:1:", "不完整"},
      BadText{"{\"a\":1} x", "f.json:1:", "多余"},
      BadText{"{a:1}", "f.json:1:2", "语法"},
      BadText{"{\"a\":1,}", "f.json:1:", "语法"},
      BadText{"[01]", "f.json:1:", "语法"},
      BadText{R"({"a":"b\u0000c"})", "f.json:1:", "U+0000"},
      BadText{R"({"b\u0000c":"a"})", "f.json:1:", "U+0000"},
      BadText{"", "f.json:1:1", "不完整"},
  };
  for (const auto& bad : cases) {
    const auto node = parse_json(bad.text, "f.json");
    ASSERT_FALSE(node) << bad.text;
    ASSERT_EQ(node.error().findings.size(), 1U) << bad.text;
    EXPECT_EQ(node.error().findings[0].where.rfind(bad.where, 0), 0U)
        << bad.text << " → " << node.error().findings[0].where;
    EXPECT_NE(node.error().findings[0].message.find(bad.says), std::string::npos)
        << node.error().findings[0].message;
  }
}

TEST(Json, KeepsNumbersExactAndReadsEveryEscape) {
  const auto node = parse_json(
      R"({"budget": 387664.62, "big": 12345678901234567890.123, "s": "\u76d0\ud83d\ude00\n\"", "n": null})",
      "f.json");
  ASSERT_TRUE(node);
  EXPECT_EQ(node->find("budget")->text, "387664.62");
  EXPECT_EQ(node->find("big")->text, "12345678901234567890.123");
  EXPECT_EQ(node->find("s")->text, "盐😀\n\"");
  EXPECT_TRUE(node->find("n")->is_null());
}

TEST(Json, LimitsDepthAndNodes) {
  NodeLimits limits;
  limits.depth = 5;
  EXPECT_FALSE(parse_json("[[[[[[1]]]]]]", "f", limits));
  EXPECT_TRUE(parse_json("[[[[[1]]]]]", "f", limits));
  limits = {};
  limits.nodes = 3;
  EXPECT_FALSE(parse_json("[1,2,3]", "f", limits));
}

TEST(JsonWriter, WritesWhatTheParserReadsBack) {
  JsonWriter writer(2);
  writer.begin_object()
      .member("name", "盐池\t\"\\\x01")
      .key("score")
      .number("92.75")
      .key("list")
      .begin_list()
      .integer(1)
      .null();
  writer.boolean(true).begin_object().end_object().end_list().end_object();
  const auto node = parse_json(writer.text(), "f.json");
  ASSERT_TRUE(node) << writer.text();
  EXPECT_EQ(node->find("name")->text, "盐池\t\"\\\x01");
  EXPECT_EQ(node->find("score")->text, "92.75");
  EXPECT_EQ(node->find("list")->items.size(), 4U);
}

}  // namespace
}  // namespace jiheng
