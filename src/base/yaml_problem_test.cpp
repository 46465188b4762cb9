#include "base/yaml_problem.h"

#include <dlfcn.h>
#include <gtest/gtest.h>
#include <yaml.h>

#include <algorithm>
#include <set>

#include "base/file.h"
#include "base/node.h"

namespace jiheng {
namespace {

bool has_english(std::string_view text) {
  int letters = 0;  // four in a row are a word; YAML, TAG and UTF-8 are names
  for (const char c : text) {
    letters = c >= 'a' && c <= 'z' ? letters + 1 : 0;
    if (letters == 4 && text.find("Unicode") == std::string_view::npos) return true;
  }
  return false;
}

struct YamlFault {
  const char* name;
  std::string text;
  std::string place;  ///< line:column
  std::string said;
};

class YamlFaults : public testing::TestWithParam<YamlFault> {};

TEST_P(YamlFaults, AreSaidInChineseWithTheirPlace) {
  const auto read = parse_yaml(GetParam().text, "a.yaml");
  ASSERT_FALSE(read);
  ASSERT_EQ(read.error().findings.size(), 1U) << read.error().message;
  const auto& finding = read.error().findings.front();
  EXPECT_EQ(finding.where, "a.yaml:" + GetParam().place) << finding.message;
  EXPECT_NE(finding.message.find(GetParam().said), std::string::npos) << finding.message;
  EXPECT_FALSE(has_english(finding.message)) << finding.message;
}

INSTANTIATE_TEST_SUITE_P(
    Yaml, YamlFaults,
    testing::Values(YamlFault{"colon_in_text", "a: b: c\n", "1:5", "多半是文字里有“: ”要加引号"},
                    YamlFault{"open_quote", "a: \"x\n", "2:1", "引号没有配对"},
                    YamlFault{"open_single_quote", "a: 'x\nb: y\n", "3:1", "引号没有配对"},
                    YamlFault{"indentation", "a:\n  b: 1\n c: 2\n", "3:2", "缩进没有对齐"},
                    YamlFault{"no_colon", "a: 1\nbcd\ne: 2\n", "3:1", "缺少“: ”"},
                    YamlFault{"open_list", "a: [1, 2\nb: 3\n", "2:2", "列表里缺少"},
                    YamlFault{"open_map", "a: {b: 1\nc: 3\n", "2:2", "键值表里缺少"},
                    YamlFault{"list_and_map", "- a\nb: 1\n", "2:1", "“- ”开头的一项"},
                    YamlFault{"list_behind_key", "a: - b\n", "1:4", "列表要另起一行"},
                    YamlFault{"question_mark", "a: ? b\n", "1:4", "“? ”开头的键"},
                    YamlFault{"tab", "a:\n\tb: 1\n", "2:1", "制表符"},
                    YamlFault{"at_sign", "a: @b\n", "1:4", "要加引号"},
                    YamlFault{"percent", "a: %b\n", "1:4", "要加引号"},
                    YamlFault{"nothing_in_list", "a: [,]\n", "1:5", "这里应有一个值"},
                    YamlFault{"document_in_quotes", "a: \"x\n---\ny\"\n", "2:1", "引号还没有配对"},
                    YamlFault{"unknown_escape", "a: \"\\q\"\n", "1:5", "转义字符"},
                    YamlFault{"no_hexadecimal", "a: \"\\xzz\"\n", "1:7", "十六进制"},
                    YamlFault{"beyond_unicode", "a: \"\\UFFFFFFFF\"\n", "1:7", "Unicode 的范围"},
                    YamlFault{"no_indentation", "a: |0\n  x\n", "1:5", "不能是 0"},
                    YamlFault{"behind_block_mark", "a: | x\n", "1:6", "注释或换行"},
                    YamlFault{"no_anchor_name", "a: & b\n", "1:5", "应是名称"},
                    YamlFault{"no_alias_name", "a: * b\n", "1:5", "应是名称"},
                    YamlFault{"open_tag", "a: !<x y\n", "1:7", "缺少“>”"},
                    YamlFault{"undeclared_tag", "a: !x!y z\n", "1:4", "没有声明的标签"},
                    YamlFault{"unknown_directive", "%FOO bar\n---\na: 1\n", "1:5", "不认识这个“%”"},
                    YamlFault{"no_directive", "% x\n---\na: 1\n", "1:2", "应是指令名"},
                    YamlFault{"yaml_without_version", "%YAML x\n---\na: 1\n", "1:7", "版本号"},
                    YamlFault{"yaml_2", "%YAML 2.0\n---\na: 1\n", "1:1", "不支持“%YAML”"},
                    YamlFault{"yaml_twice", "%YAML 1.1\n%YAML 1.1\n---\na: 1\n", "2:1", "只能写一次"},
                    YamlFault{"tag_twice", "%TAG !a! b\n%TAG !a! b\n---\na: 1\n", "2:1", "只能写一次"},
                    YamlFault{"directive_without_document", "%YAML 1.1\na: 1\n", "2:1",
                              "只能有一个 YAML 文档"},
                    YamlFault{"control_character", "a: 1\nb: 二\x01\n", "2:5", "控制字符"}),
    [](const auto& one) { return one.param.name; });

TEST(YamlProblems, AreLibyamlsOwnWords) {
  Dl_info info{};
  ASSERT_NE(dladdr(reinterpret_cast<const void*>(&yaml_parser_parse), &info), 0);
  const auto library = read_file(info.dli_fname);
  ASSERT_TRUE(library);
  std::set<std::string_view> seen;
  for (const auto& problem : yaml_problems()) {
    EXPECT_NE(library->find(std::string(problem.from) + '\0'), std::string::npos) << problem.from;
    EXPECT_TRUE(seen.insert(problem.from).second) << problem.from << " stands there twice";
    EXPECT_FALSE(has_english(problem.to)) << problem.to;
  }
}

TEST(YamlProblems, OneThatIsNotKnownIsNotShownInEnglish) {
  EXPECT_EQ(yaml_problem_in_chinese("found something new"), "这里不合 YAML 的写法");
}

}  // namespace
}  // namespace jiheng
