#include "law/policy.h"

#include <fmt/format.h>

#include <algorithm>

#include "law/check.h"
#include "law/head.h"
#include "law/parameter.h"

namespace jiheng::law {
namespace {

std::optional<Ratio> percent_of(const Node& rule, std::string_view key) {
  const Node* node = rule.find(key);
  if (node == nullptr) return std::nullopt;
  const auto ratio = Ratio::parse_percent(node->text);
  return ratio ? std::optional<Ratio>(*ratio) : std::nullopt;
}

template <class E>
E code_of(const Node& rule, std::string_view key) {
  const E* value = find_enum<E>(rule.text_of(key));
  return value == nullptr ? E{} : *value;
}

UseSuggestion suggestion_of(PolicyKind kind, std::string_view action) {
  switch (kind) {
    case PolicyKind::fixed:
    case PolicyKind::range: return UseSuggestion::reduce;
    case PolicyKind::forbidden: return UseSuggestion::forbid;
    case PolicyKind::recommend: return action == "reward" ? UseSuggestion::reward : UseSuggestion::compress;
    case PolicyKind::keep: return UseSuggestion::keep;
  }
  return UseSuggestion::keep;
}

PolicyRule read_rule(const Document& document, const Node& node) {
  PolicyRule rule;
  rule.evaluator = code_of<Evaluator>(node, "evaluator");
  rule.grade = code_of<Grade>(node, "grade");
  rule.kind = code_of<PolicyKind>(node, "kind");
  rule.low = percent_of(node, rule.kind == PolicyKind::fixed ? "percent" : "low");
  rule.high = percent_of(node, rule.kind == PolicyKind::fixed ? "percent" : "high");
  if (node.find("base") != nullptr) rule.base = code_of<PolicyBase>(node, "base");
  rule.suggestion = suggestion_of(rule.kind, node.text_of("action"));
  rule.principle = node.text_of("principle") == "true";
  rule.curve = node.text_of("curve");
  rule.text = node.text_of("text");
  const Node* basis = node.find("basis");
  rule.basis = basis == nullptr ? document.basis : basis->text == "practice" ? Basis::practice : Basis::law;
  rule.why = node.text_of("why", document.why);
  const Node* citations = node.find("citations");
  rule.citations = citations == nullptr ? document.citations : read_citations(citations);
  return rule;
}

struct CurvePoint {
  Score score;
  Ratio percent;
};

/// The points of a curve parameter, a map of score → percent, by score.
Result<std::vector<CurvePoint>> read_curve(const Book& book, std::string_view id, Region place, Date as_of) {
  const auto entries = map_parameter(book, id, place, as_of);
  if (!entries) return pass(entries);
  std::vector<CurvePoint> points;
  for (const auto& [key, value] : *entries) {
    const auto score = Score::parse(key);
    const auto percent = Ratio::parse_percent(value);
    if (!score) return pass(score);
    if (!percent) return pass(percent);
    points.push_back({*score, *percent});
  }
  std::ranges::sort(points, {}, &CurvePoint::score);
  return points;
}

/// Straight between the points, level outside them.
Result<Ratio> value_on_curve(const std::vector<CurvePoint>& points, Score score) {
  if (score <= points.front().score) return points.front().percent;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const CurvePoint& a = points[i - 1];
    const CurvePoint& b = points[i];
    if (score > b.score) continue;
    const std::int64_t ppm_a = a.percent.to_ppm();
    const std::int64_t rise = b.percent.to_ppm() - ppm_a;
    const std::int64_t width = (b.score - a.score).hundredths();
    const std::int64_t step = (score - a.score).hundredths();
    return Ratio::of(ppm_a * width + rise * step, 1'000'000 * width);
  }
  return points.back().percent;
}

void check_rule(const Book& book, const Document& document, const Node& node, Findings& findings) {
  const PolicyRule rule = read_rule(document, node);
  if (rule.low && rule.high && *rule.high < *rule.low) {
    findings.push_back(
        finding_at(document, *node.find("low"), "law.policy", "幅度的下限大于上限", "交换 low 和 high"));
  }
  if (rule.basis == Basis::practice && rule.why.empty()) {
    findings.push_back(
        finding_at(document, node, "law.basis", "依据是通行做法，却没有写为什么", "补上 why:"));
  }
  if (!rule.curve.empty() && book.versions(Kind::parameters, rule.curve).empty()) {
    findings.push_back(finding_at(document, *node.find("curve"), "law.policy",
                                  fmt::format("参数“{}”不存在", rule.curve), "在 law/parameters 里写它"));
  }
}

}  // namespace

Policy read_policy(const Document& document) {
  Policy policy{document.id, document.title, document.place, document.file, {}};
  for (const auto& node : document.body.find("rules")->items)
    policy.rules.push_back(read_rule(document, node));
  return policy;
}

std::optional<PolicyMatch> find_policy(const Book& book, std::string_view id, Region place, Date as_of,
                                       Evaluator evaluator, Grade grade) {
  const auto match = book.find(Kind::policies, id, place, as_of);
  if (!match) return std::nullopt;
  PolicyMatch result;
  for (const Document* layer : match->layers) {
    const Policy policy = read_policy(*layer);
    for (const auto& rule : policy.rules) {
      if (rule.evaluator == evaluator && rule.grade == grade)
        result.layers.push_back({policy.place, policy.title, rule});
    }
  }
  if (result.layers.empty()) return std::nullopt;
  result.rule = result.layers.front().rule;
  result.place = result.layers.front().place;
  return result;
}

Result<Suggestion> suggest(const Book& book, const PolicyRule& rule, std::optional<Score> score, Region place,
                           Date as_of) {
  Suggestion suggestion{rule.suggestion, rule.low, rule.high, std::nullopt, rule.principle};
  if (rule.kind == PolicyKind::fixed) suggestion.rate = rule.low;
  if (rule.kind == PolicyKind::forbidden) suggestion.rate = Ratio::from_ppm(1'000'000);
  if (rule.kind != PolicyKind::range || rule.curve.empty() || !score) return suggestion;
  const auto points = read_curve(book, rule.curve, place, as_of);
  if (!points) return pass(points);
  const auto rate = value_on_curve(*points, *score);
  if (!rate) return pass(rate);
  suggestion.rate = std::clamp(*rate, *rule.low, *rule.high);
  return suggestion;
}

void check_policies(const Book& book, const Document& document, Findings& findings) {
  const Node& rules = *document.body.find("rules");
  for (std::size_t i = 0; i < rules.items.size(); ++i) {
    check_rule(book, document, rules.items[i], findings);
    for (std::size_t j = 0; j < i; ++j) {
      const bool same = rules.items[i].text_of("evaluator") == rules.items[j].text_of("evaluator") &&
                        rules.items[i].text_of("grade") == rules.items[j].text_of("grade");
      if (!same) continue;
      findings.push_back(finding_at(document, rules.items[i], "law.policy",
                                    fmt::format("第 {} 条与第 {} 条说的是同一种评价的同一等级", i + 1, j + 1),
                                    "同一等级只写一条"));
    }
  }
}

}  // namespace jiheng::law
