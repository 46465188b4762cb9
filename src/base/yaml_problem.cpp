#include "base/yaml_problem.h"

namespace jiheng {
namespace {

constexpr YamlProblem kYamlProblems[] = {
    // What people get wrong most.
    {"mapping values are not allowed in this context",
     "这里不能再有“键: 值”，多半是文字里有“: ”要加引号，或缩进没有对齐"},
    {"found unexpected end of stream", "文件到头了，前面的引号没有配对"},
    {"did not find expected key", "这里应是一个键，多半是缩进没有对齐"},
    {"could not find expected ':'", "键的后面缺少“: ”"},
    {"did not find expected ',' or ']'", "列表里缺少“,”或“]”"},
    {"did not find expected ',' or '}'", "键值表里缺少“,”或“}”"},
    {"did not find expected '-' indicator", "这里应是“- ”开头的一项，多半是缩进没有对齐"},
    {"block sequence entries are not allowed in this context", "这里不能有“- ”开头的列表项，列表要另起一行"},
    {"mapping keys are not allowed in this context", "这里不能有“? ”开头的键，多半是缩进没有对齐"},
    {"found character that cannot start any token",
     "这个字符不能用在这里；缩进用空格不用制表符，% @ ` 开头的文字要加引号"},
    {"did not find expected node content", "这里应有一个值"},
    {"found a tab character that violates indentation", "缩进里有制表符，请改成空格"},
    {"found a tab character where an indentation space is expected", "缩进里有制表符，请改成空格"},
    {"found unexpected ':'", "文字里的“:”要加引号"},
    {"found unexpected document indicator", "引号还没有配对，就出现了分隔文档的“---”或“...”"},
    {"did not find expected <document start>", "这里不能再有内容：一个文件只能有一个 YAML 文档"},
    {"did not find expected <stream-start>", "文件开头不能读取"},
    // Quoted and block texts.
    {"found unknown escape character",
     "双引号里的“\\”后面不是转义字符：要写“\\”本身，请写成“\\\\”或改用单引号"},
    {"found invalid Unicode character escape code", "双引号里的字符编号超出了 Unicode 的范围"},
    {"did not find expected hexdecimal number", "双引号里“\\x”“\\u”后面应是十六进制数"},
    {"found an indentation indicator equal to 0", "“|”或“>”后面的缩进数不能是 0"},
    {"did not find expected comment or line break", "“|”或“>”的后面只能有注释或换行"},
    // Anchors and tags, which the law does not use.
    {"did not find expected alphabetic or numeric character",
     "“&”或“*”的后面应是名称；以它们开头的文字要加引号"},
    {"did not find expected '!'", "“!”开头的标签没有写完；以“!”开头的文字要加引号"},
    {"did not find the expected '>'", "“!<”开头的标签缺少“>”；以“!”开头的文字要加引号"},
    {"did not find expected tag URI", "“!”的后面应是标签；以“!”开头的文字要加引号"},
    {"did not find URI escaped octet", "标签里“%”的后面应是两位十六进制数"},
    {"found an incorrect leading UTF-8 octet", "标签里的转义不是 UTF-8"},
    {"found an incorrect trailing UTF-8 octet", "标签里的转义不是 UTF-8"},
    {"did not find expected whitespace or line break", "标签的后面应是空格或换行；以“!”开头的文字要加引号"},
    {"found undefined tag handle", "用了没有声明的标签；以“!”开头的文字要加引号"},
    // Directives.
    {"could not find expected directive name", "“%”的后面应是指令名；以“%”开头的文字要加引号"},
    {"found unknown directive name", "不认识这个“%”开头的指令；以“%”开头的文字要加引号"},
    {"found unexpected non-alphabetical character", "指令名里有不能用的字符"},
    {"did not find expected version number", "“%YAML”的后面应是版本号，如 1.2"},
    {"did not find expected digit or '.' character", "“%YAML”的版本号应如 1.2"},
    {"found extremely long version number", "“%YAML”的版本号太长"},
    {"found incompatible YAML document", "不支持“%YAML”所写的版本"},
    {"found duplicate %YAML directive", "“%YAML”只能写一次"},
    {"found duplicate %TAG directive", "同一个“%TAG”只能写一次"},
    {"did not find expected whitespace", "“%TAG”的各部分之间应有空格"},
    // Bytes.
    {"control characters are not allowed", "文件里有控制字符"},
    {"invalid Unicode character", "文件里有不属于 Unicode 的字符"},
    {"invalid leading UTF-8 octet", "文件不是 UTF-8 编码"},
    {"invalid trailing UTF-8 octet", "文件不是 UTF-8 编码"},
    {"invalid length of a UTF-8 sequence", "文件不是 UTF-8 编码"},
    {"incomplete UTF-8 octet sequence", "文件在一个字符的中间结束"},
    {"incomplete UTF-16 character", "文件在一个字符的中间结束"},
    {"incomplete UTF-16 surrogate pair", "文件在一个字符的中间结束"},
    {"unexpected low surrogate area", "文件里有不成对的 UTF-16 字符"},
    {"input is too long", "文件太大"},
    {"input error", "读不了文件"},
};

}  // namespace

std::span<const YamlProblem> yaml_problems() { return kYamlProblems; }

std::string_view yaml_problem_in_chinese(std::string_view problem) {
  for (const auto& known : kYamlProblems) {
    if (known.from == problem) return known.to;
  }
  return "这里不合 YAML 的写法";
}

}  // namespace jiheng
