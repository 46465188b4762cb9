#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "base/date.h"
#include "base/decimal.h"
#include "base/region.h"
#include "base/text.h"
#include "law/json_schema.h"
#include "law/suggest.h"

namespace jiheng::law {
namespace {

constexpr std::size_t kMostFindings = 1000;  ///< of one file; the number of those left out is said
constexpr std::size_t kWrongBranch =
    1000;  ///< a branch of another type or with another constant is not the one meant

std::string_view kind_in_words(Node::Kind kind) {
  switch (kind) {
    case Node::Kind::null: return "空值";
    case Node::Kind::boolean: return "true/false";
    case Node::Kind::number: return "数字";
    case Node::Kind::string: return "文字";
    case Node::Kind::list: return "列表";
    case Node::Kind::map: return "键值表";
  }
  return "";
}

bool is_integer(const Node& node) { return node.text.find_first_of(".eE") == std::string::npos; }

bool has_type(const Node& node, std::uint8_t types) {
  if (types == Schema::kAnyType) return true;
  const auto has = [&](SchemaType bit) { return (types & bit) != 0; };
  switch (node.kind) {
    case Node::Kind::null: return has(kNullType);
    case Node::Kind::boolean: return has(kBooleanType);
    case Node::Kind::number: return has(kNumberType) || (has(kIntegerType) && is_integer(node));
    case Node::Kind::string: return has(kStringType);
    case Node::Kind::list: return has(kArrayType);
    case Node::Kind::map: return has(kObjectType);
  }
  return false;
}

std::string types_in_words(std::uint8_t types) {
  std::vector<std::string_view> words;
  const auto add = [&](SchemaType bit, std::string_view word) {
    if ((types & bit) != 0) words.push_back(word);
  };
  add(kObjectType, "键值表");
  add(kArrayType, "列表");
  add(kStringType, "文字");
  add(kIntegerType, "整数");
  add(kNumberType, "数字");
  add(kBooleanType, "true 或 false");
  add(kNullType, "空值");
  return fmt::format("{}", fmt::join(words, "或"));
}

/// A text that two nodes share only when they have the same value; the order of keys does not count.
std::string canonical(const Node& node) {
  std::string text = fmt::format("{}:{}:{}", static_cast<int>(node.kind), node.text.size(), node.text);
  for (const auto& item : node.items) text += "[" + canonical(item) + "]";
  std::vector<std::string> members;
  for (const auto& member : node.members)
    members.push_back(fmt::format("{{{}:{}={}}}", member.key.size(), member.key, canonical(member.value)));
  std::ranges::sort(members);
  for (const auto& member : members) text += member;
  return text;
}

constexpr std::size_t kShownCharacters = 40;

std::string shown(const Node& node) {
  if (!node.is_scalar() || node.is_null()) return std::string(kind_in_words(node.kind));
  return fmt::format("“{}”", first_characters(node.text, kShownCharacters));
}

std::string shown_with_kind(const Node& node) {
  const bool bare = !node.is_scalar() || node.is_null();
  return bare ? shown(node) : std::string(kind_in_words(node.kind)) + shown(node);
}

/// How to mend a value of the wrong type.
std::string type_hint(const Schema& schema, const Node& node) {
  const bool unquoted = node.kind == Node::Kind::number || node.kind == Node::Kind::boolean;
  if ((schema.types & kStringType) == 0 || !unquoted) return schema.description;
  return fmt::format("{}{}加上引号：\"{}\"", schema.description, schema.description.empty() ? "" : "；",
                     node.text);
}

/// Walks a node along a schema and notes what does not fit.
class SchemaWalk {
 public:
  SchemaWalk(std::string_view file, Findings& findings) : file_(file), findings_(findings) {}

  /// `path` names the node for people: "levels[2].weight"; empty at the top.
  void check(const Schema& schema, const Node& node, const std::string& path) {
    if (schema.never) return complain(node, "never", fmt::format("{}不能出现", name(path)));
    if (schema.ref != nullptr) check(*schema.ref, node, path);
    for (const Schema* part : schema.all_of) check(*part, node, path);
    if (!has_type(node, schema.types)) {
      return complain(
          node, "type",
          fmt::format("{}应为{}，实际是{}", name(path), types_in_words(schema.types), shown_with_kind(node)),
          type_hint(schema, node));
    }
    if (!schema.allowed.empty()) check_allowed(schema, node, path);
    if (node.is_map()) check_map(schema, node, path);
    if (node.is_list()) check_list(schema, node, path);
    if (node.is_scalar()) check_scalar(schema, node, path);
    if (!schema.any_of.empty()) check_branches(schema.any_of, node, path, false);
    if (!schema.one_of.empty()) check_branches(schema.one_of, node, path, true);
  }

  /// How many findings were left out because there were too many.
  std::size_t unsaid() const { return unsaid_; }

 private:
  static std::string name(const std::string& path) {
    return path.empty() ? "文件" : fmt::format("“{}”", path);
  }
  static std::string below(const std::string& path, std::string_view key) {
    const std::string_view shown_key = first_characters(key, kShownCharacters);
    return path.empty() ? std::string(shown_key) : fmt::format("{}.{}", path, shown_key);
  }

  void complain_at(int line, int column, std::string_view what, std::string message, std::string hint) {
    if (findings_.size() >= kMostFindings && ++unsaid_ > 0) return;
    findings_.push_back({fmt::format("law.schema.{}", what), Severity::error, std::move(message),
                         fmt::format("{}:{}:{}", file_, line, column), std::move(hint)});
  }
  void complain(const Node& node, std::string_view what, std::string message, std::string hint = {}) {
    complain_at(std::max(node.line, 1), std::max(node.column, 1), what, std::move(message), std::move(hint));
  }

  void check_allowed(const Schema& schema, const Node& node, const std::string& path) {
    const std::string value = canonical(node);
    if (std::ranges::any_of(schema.allowed, [&](const Node& one) { return canonical(one) == value; })) return;
    std::vector<std::string> words;
    std::string hint;
    for (const auto& one : schema.allowed) {
      words.push_back(one.text);
      if (one.text == node.text)
        hint = fmt::format("应写成{}，{}引号", kind_in_words(one.kind),
                           one.kind == Node::Kind::string ? "加上" : "不加");
    }
    if (hint.empty()) hint = did_you_mean(node.text, words);
    complain(node, "enum",
             fmt::format("{}的值{}不在可用的值中：{}", name(path), shown(node), fmt::join(words, "、")),
             std::move(hint));
  }

  static const Schema* own_property(const Schema& schema, std::string_view key) {
    const auto found = std::ranges::find(schema.properties, key,
                                         [](const auto& entry) { return std::string_view(entry.first); });
    return found == schema.properties.end() ? nullptr : found->second;
  }

  /// The keys that this schema and the parts of it that apply to `node` speak of.
  static void collect_keys(const Schema& schema, const Node& node, std::string_view file,
                           std::vector<std::string>& keys) {
    for (const auto& [key, part] : schema.properties) {
      if (std::ranges::find(keys, key) == keys.end()) keys.push_back(key);
    }
    if (schema.ref != nullptr) collect_keys(*schema.ref, node, file, keys);
    for (const Schema* part : schema.all_of) collect_keys(*part, node, file, keys);
    for (const auto* branches : {&schema.one_of, &schema.any_of}) {
      const auto fits = [&](const Schema* part) { return validate(*part, node, file).empty(); };
      const bool none_fits =
          std::ranges::none_of(*branches, fits);  // that is told already, so no word about their keys
      for (const Schema* part : *branches) {
        if (none_fits || fits(part)) collect_keys(*part, node, file, keys);
      }
    }
  }

  void complain_unknown_key(const Member& member, const std::string& path,
                            const std::vector<std::string>& keys) {
    std::string hint = did_you_mean(member.key, keys);
    if (hint.empty()) hint = fmt::format("可用的键：{}", fmt::join(keys, "、"));
    complain_at(
        member.line, member.column, "unknown_key",
        fmt::format("{}里有不认识的键“{}”", name(path), first_characters(member.key, kShownCharacters)),
        std::move(hint));
  }

  void check_map(const Schema& schema, const Node& node, const std::string& path) {
    for (const auto& key : schema.required) {
      if (node.find(key) != nullptr) continue;
      const Schema* missing = own_property(schema, key);
      complain(node, "missing", fmt::format("{}缺少“{}”", name(path), key),
               missing != nullptr && !missing->description.empty()
                   ? fmt::format("补上 {}:，{}", key, missing->description)
                   : fmt::format("补上 {}:", key));
    }
    if (schema.min_properties && node.members.size() < *schema.min_properties) {
      complain(node, "size", fmt::format("{}至少要有 {} 项", name(path), *schema.min_properties));
    }
    std::vector<std::string> evaluated;
    if (schema.no_unevaluated) collect_keys(schema, node, file_, evaluated);
    for (const auto& member : node.members) check_member(schema, member, path, evaluated);
  }

  void check_member(const Schema& schema, const Member& member, const std::string& path,
                    const std::vector<std::string>& evaluated) {
    if (schema.property_names != nullptr) check_key(*schema.property_names, member, path);
    if (const Schema* own = own_property(schema, member.key)) {
      check(*own, member.value, below(path, member.key));
    } else if (schema.additional != nullptr && schema.additional->never) {
      std::vector<std::string> keys;
      for (const auto& [key, part] : schema.properties) keys.push_back(key);
      complain_unknown_key(member, path, keys);
    } else if (schema.additional != nullptr) {
      check(*schema.additional, member.value, below(path, member.key));
    } else if (schema.no_unevaluated && std::ranges::find(evaluated, member.key) == evaluated.end()) {
      complain_unknown_key(member, path, evaluated);
    }
  }

  void check_key(const Schema& schema, const Member& member, const std::string& path) {
    Node key;
    key.kind = Node::Kind::string;
    key.text = member.key;
    key.line = member.line;
    key.column = member.column;
    check(schema, key, below(path, member.key) + " 的键名");
  }

  void check_list(const Schema& schema, const Node& node, const std::string& path) {
    if (schema.min_items && node.items.size() < *schema.min_items) {
      complain(node, "size",
               fmt::format("{}至少要有 {} 项，实际 {} 项", name(path), *schema.min_items, node.items.size()));
    }
    if (schema.max_items && node.items.size() > *schema.max_items) {
      complain(node, "size",
               fmt::format("{}最多 {} 项，实际 {} 项", name(path), *schema.max_items, node.items.size()));
    }
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      if (schema.items != nullptr) check(*schema.items, node.items[i], fmt::format("{}[{}]", path, i + 1));
    }
    if (schema.unique_items) check_unique(node, path);
  }

  void check_unique(const Node& list, const std::string& path) {
    std::map<std::string, std::size_t> first;
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      const auto [entry, fresh] = first.emplace(canonical(list.items[i]), i);
      if (fresh) continue;
      complain(list.items[i], "unique",
               fmt::format("{}的第 {} 项与第 {} 项重复", name(path), i + 1, entry->second + 1));
    }
  }

  void check_scalar(const Schema& schema, const Node& node, const std::string& path) {
    if (node.kind == Node::Kind::string && (schema.min_length || schema.max_length)) {
      const std::size_t length = count_characters(node.text);
      if (schema.min_length && length < *schema.min_length) {
        complain(node, "length",
                 fmt::format("{}至少要有 {} 个字，实际 {} 个", name(path), *schema.min_length, length));
      }
      if (schema.max_length && length > *schema.max_length) {
        complain(node, "length",
                 fmt::format("{}最多 {} 个字，实际 {} 个", name(path), *schema.max_length, length));
      }
    }
    check_format(schema, node, path);
    if (node.kind == Node::Kind::number) check_range(schema, node, path);
  }

  void check_range(const Schema& schema, const Node& node, const std::string& path) {
    if (!schema.minimum && !schema.maximum && !schema.exclusive_minimum) return;
    const auto value = parse_decimal(node.text);
    const auto ratio = value ? Ratio::of(*value, Decimal{1, 0}) : Result<Ratio>(pass(value));
    if (!ratio) return complain(node, "range", fmt::format("{}的值{}不是普通小数", name(path), shown(node)));
    const auto text = [](const Ratio& bound) {
      return bound.den() == 1 ? fmt::format("{}", bound.num())
                              : fmt::format("{}/{}", bound.num(), bound.den());
    };
    if (schema.minimum && *ratio < *schema.minimum) {
      complain(node, "range",
               fmt::format("{}应不小于 {}，实际是 {}", name(path), text(*schema.minimum), node.text));
    }
    if (schema.maximum && *ratio > *schema.maximum) {
      complain(node, "range",
               fmt::format("{}应不大于 {}，实际是 {}", name(path), text(*schema.maximum), node.text));
    }
    if (schema.exclusive_minimum && *ratio <= *schema.exclusive_minimum) {
      complain(node, "range",
               fmt::format("{}应大于 {}，实际是 {}", name(path), text(*schema.exclusive_minimum), node.text));
    }
  }

  void check_format(const Schema& schema, const Node& node, const std::string& path) {
    const auto bad = [&](std::string_view expected) {
      complain(node, "format", fmt::format("{}的值{}应为{}", name(path), shown(node), expected));
    };
    switch (schema.format) {
      case Format::none: return;
      case Format::date: {
        const auto date = Date::parse(node.text);
        if (!date || date->to_text() != node.text) bad("真实的日期，写作 2022-03-31");
        return;
      }
      case Format::id:
        if (!is_law_id(node.text)) bad("编号：小写字母、数字和 . - _，以字母或数字开头");
        return;
      case Format::place:
        if (!is_law_place(node.text)) bad("地方：cn、cn/64、cn/6403 或 cn/640323");
        return;
      case Format::region:
        if (node.text != "000000" && !Region::parse(node.text)) bad("6 位区划代码，加引号，如 \"640323\"");
        return;
      case Format::decimal:
        if (!parse_decimal(node.text)) bad("小数，如 92.75");
        return;
    }
  }

  static std::size_t weight(const Findings& findings, const std::string& here) {
    std::size_t sum = 0;
    for (const auto& finding : findings) {
      const bool decisive =
          finding.rule == "law.schema.enum" || (finding.rule == "law.schema.type" && finding.where == here);
      sum += decisive ? kWrongBranch : 1;
    }
    return sum;
  }

  /// When no branch fits, only the findings of the nearest one are told: those of the others would mislead.
  void check_branches(const std::vector<const Schema*>& branches, const Node& node, const std::string& path,
                      bool exactly_one) {
    Findings nearest;
    std::size_t matches = 0;
    for (const Schema* branch : branches) {
      Findings found;
      SchemaWalk(file_, found).check(*branch, node, path);
      if (found.empty()) ++matches;
      const std::string here = place_of(file_, node);
      if (nearest.empty() || weight(found, here) < weight(nearest, here)) nearest = std::move(found);
    }
    if (matches == 0) {
      for (auto& finding : nearest) {
        const bool told = std::ranges::find(findings_, finding.where, &Finding::where) != findings_.end();
        if (!told) findings_.push_back(std::move(finding));
      }
    }
    if (matches > 1 && exactly_one)
      complain(node, "one_of", fmt::format("{}同时符合 {} 种写法，只能是一种", name(path), matches));
  }

  std::string_view file_;
  Findings& findings_;
  std::size_t unsaid_ = 0;
};

}  // namespace

Findings validate(const Schema& schema, const Node& node, std::string_view file) {
  Findings findings;
  SchemaWalk walk(file, findings);
  walk.check(schema, node, "");
  if (walk.unsaid() > 0) {
    findings.push_back({"law.schema.more", Severity::error, fmt::format("还有 {} 处没有列出", walk.unsaid()),
                        place_of(file, node), "先改列出的"});
  }
  return findings;
}

bool is_law_id(std::string_view text) {
  const auto alphanumeric = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !text.empty() && alphanumeric(text.front()) && std::ranges::all_of(text, [&](char c) {
    return alphanumeric(c) || c == '.' || c == '-' || c == '_';
  });
}

bool is_law_place(std::string_view text) {
  if (text == "cn") return true;
  if (!text.starts_with("cn/")) return false;
  text.remove_prefix(3);
  return (text.size() == 2 || text.size() == 4 || text.size() == 6) &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace jiheng::law
