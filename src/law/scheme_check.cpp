#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "law/check.h"
#include "law/scheme.h"

namespace jiheng::law {
namespace {

const Node& member_or_self(const Node& node, std::string_view key) {
  const Node* member = node.find(key);
  return member == nullptr ? node : *member;
}

/// Level names that a scheme mentions must be levels of the scheme.
void check_level_names(const Document& document, const Scheme& scheme, Findings& findings) {
  const auto check = [&](const Node& node, std::string_view name) {
    if (scheme.find_level1(name) != nullptr) return;
    findings.push_back(
        finding_at(document, node, "law.scheme_level", fmt::format("“{}”不是本方案的一级指标", name)));
  };
  const Node& body = document.body;
  for (const auto& item : member_or_self(body, "absent").items) {
    check(member_or_self(item, "level"), item.text_of("level"));
    check(member_or_self(item, "add_to"), item.text_of("add_to"));
  }
  for (const auto& item : member_or_self(body, "weight_rules").items) {
    for (const auto& name : member_or_self(item, "levels").items) check(name, name.text);
  }
  for (const auto& item : member_or_self(body, "methods").items) {
    if (const Node* names = item.find("level1")) {
      for (const auto& name : names->items) check(name, name.text);
    }
  }
  if (const Node* select = body.find("select")) {
    for (const auto& name : member_or_self(*select, "level1").items) check(name, name.text);
  }
}

/// Laid-down level weights and the execution weight must make up the total.
void check_level_sum(const Document& document, const Scheme& scheme, Findings& findings) {
  Score sum = scheme.execution ? scheme.execution->weight : Score{};
  for (const auto& level : scheme.levels) {
    if (!level.weight) return;
    sum = sum + *level.weight;
  }
  if (sum == scheme.total) return;
  findings.push_back(finding_at(
      document, member_or_self(document.body, "levels"), "law.scheme_weights",
      fmt::format("执行率与各一级指标的分值合计 {}，应为 {}", sum.to_short(), scheme.total.to_short())));
}

void check_method_ids(const Document& document, Findings& findings) {
  std::set<std::string_view> seen;
  for (const auto& item : member_or_self(document.body, "methods").items) {
    const auto id = item.text_of("id");
    if (!seen.insert(id).second) {
      findings.push_back(finding_at(document, member_or_self(item, "id"), "law.scheme_method",
                                    fmt::format("方法编号“{}”重复", id)));
    }
  }
}

}  // namespace

void check_schemes(const Book& book, const Document& document, Findings& findings) {
  const auto add = [&](const auto& result) {
    if (!result)
      findings.insert(findings.end(), result.error().findings.begin(), result.error().findings.end());
  };
  if (is_grade_bands(document)) return add(read_grade_bands(document));
  const Node& grades = member_or_self(document.body, "grades");
  const auto versions = book.versions(Kind::schemes, grades.text);
  const auto found =
      std::ranges::find_if(versions, [](const Document* other) { return is_grade_bands(*other); });
  if (found == versions.end()) {
    findings.push_back(finding_at(document, grades, "law.scheme_grades",
                                  fmt::format("没有名为“{}”的等级区间", grades.text)));
    return;
  }
  const auto scheme = read_scheme(document, *found);
  add(scheme);
  if (!scheme) return;
  check_level_names(document, *scheme, findings);
  check_level_sum(document, *scheme, findings);
  check_method_ids(document, findings);
}

}  // namespace jiheng::law
