#include "law/scheme.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "law/head.h"

namespace jiheng::law {
namespace {

/// Without any blanks, full-width letters as ASCII: how names in forms are held against names in law.
std::string name_key(std::string_view text) {
  std::string key = replace_all(fold_width(text), " ", "");
  for (const std::string_view blank : {"\xE3\x80\x80", "\n", "\r", "\t"})
    key = replace_all(std::move(key), blank, "");
  return key;
}

/// Reads the body of one scheme; collects findings and goes on.
class SchemeReader {
 public:
  explicit SchemeReader(const Document& document) : document_(document) {}

  Scheme read();
  std::vector<GradeBand> read_grades();

  Findings findings;

 private:
  void complain(const Node& node, std::string message) {
    findings.push_back(
        {"law.scheme", Severity::error, std::move(message), place_of(document_.file, node), {}});
  }

  Score points(const Node& node) {
    const auto score = Score::parse(node.text);
    if (!score) complain(node, score.error().message);
    return score.value_or(Score{});
  }

  Ratio percent(const Node& node) {
    const auto ratio = Ratio::parse_percent(node.text);
    if (!ratio) complain(node, ratio.error().message);
    return ratio.value_or(Ratio{});
  }

  std::optional<Ratio> optional_percent(const Node& map, std::string_view key) {
    const Node* node = map.find(key);
    return node == nullptr ? std::nullopt : std::optional<Ratio>(percent(*node));
  }

  Ratio required_percent(const Node& map, std::string_view key) {
    const Node* node = map.find(key);
    if (node == nullptr) complain(map, fmt::format("缺少“{}”", key));
    return node == nullptr ? Ratio{} : percent(*node);
  }

  static bool flag(const Node& map, std::string_view key, bool fallback) {
    const auto text = map.text_of(key);
    return text.empty() ? fallback : text == "true";
  }

  static std::vector<std::string> texts(const Node& map, std::string_view key) {
    std::vector<std::string> list;
    if (const Node* node = map.find(key)) {
      for (const auto& item : node->items) list.push_back(item.text);
    }
    return list;
  }

  template <class E>
  E code(const Node& node) {
    const E* value = find_enum<E>(node.text);
    if (value == nullptr) complain(node, fmt::format("不认识“{}”", node.text));
    return value == nullptr ? E{} : *value;
  }

  template <class E>
  E required_code(const Node& map, std::string_view key) {
    const Node* node = map.find(key);
    if (node == nullptr) complain(map, fmt::format("缺少“{}”", key));
    return node == nullptr ? E{} : code<E>(*node);
  }

  template <class E>
  std::vector<E> codes(const Node& map, std::string_view key) {
    std::vector<E> list;
    if (const Node* node = map.find(key)) {
      for (const auto& item : node->items) list.push_back(code<E>(item));
    }
    return list;
  }

  static const std::vector<Node>& items(const Node& map, std::string_view key) {
    static const std::vector<Node> kNone;
    const Node* node = map.find(key);
    return node == nullptr ? kNone : node->items;
  }

  void read_rounding(Scheme& scheme);
  void read_selection(Scheme& scheme);
  void read_limits(Scheme& scheme);
  ExecutionRule read_execution(const Node& node);
  ValueBand read_band(const Node& node);
  VerdictBand read_verdict(const Node& node);
  MethodRule read_method(const Node& node);
  SchemeLevel read_level(const Node& node);

  const Document& document_;
};

void SchemeReader::read_rounding(Scheme& scheme) {
  const Node* node = document_.body.find("rounding");
  if (node == nullptr) return;
  const auto decimals = node->text_of("decimals", "2");
  scheme.decimals = decimals == "0" ? 0 : decimals == "1" ? 1 : 2;
  const auto mode = node->text_of("mode", "half_up");
  scheme.rounding = mode == "down"        ? Rounding::down
                    : mode == "half_even" ? Rounding::half_even
                                          : Rounding::half_up;
}

void SchemeReader::read_selection(Scheme& scheme) {
  const Node* node = document_.body.find("select");
  scheme.chosen_by_hand = node == nullptr;
  if (node == nullptr) return;
  scheme.chosen_by_hand = flag(*node, "by_hand", false);
  scheme.needs_level1 = texts(*node, "level1");
  for (const char c : node->text_of("priority", "0")) scheme.priority = scheme.priority * 10 + (c - '0');
}

void SchemeReader::read_limits(Scheme& scheme) {
  if (const Node* node = document_.body.find("hints")) {
    scheme.over_completion = optional_percent(*node, "over_completion");
    scheme.over_completion_reason = optional_percent(*node, "over_completion_reason");
    scheme.rate_tolerance = optional_percent(*node, "rate_tolerance").value_or(Ratio{});
  }
  const Node* node = document_.body.find("amounts");
  if (node == nullptr) return;
  const auto amount = [&](std::string_view key, MoneyUnit unit) -> std::optional<Money> {
    const Node* value = node->find(key);
    if (value == nullptr) return std::nullopt;
    const auto money = Money::parse(value->text, unit);
    if (!money) complain(*value, money.error().message);
    return money ? std::optional<Money>(*money) : std::nullopt;
  };
  scheme.amounts.yuan_below = amount("yuan_below", MoneyUnit::yuan);
  scheme.amounts.wan_above = amount("wan_above", MoneyUnit::wan);
  scheme.amounts.cost_factor = optional_percent(*node, "cost_factor");
}

ValueBand SchemeReader::read_band(const Node& node) {
  ValueBand band;
  band.from = required_percent(node, "from");
  band.to = optional_percent(node, "to");
  band.to_included = flag(node, "to_included", false);
  band.share = required_percent(node, "share");
  band.completed_only = flag(node, "completed", false);
  if (band.to && *band.to < band.from) complain(node, "区间的上界小于下界");
  if (band.share > Ratio::from_ppm(1'000'000)) complain(node, "所得比例不能超过 100%");
  return band;
}

VerdictBand SchemeReader::read_verdict(const Node& node) {
  VerdictBand band;
  band.code = node.text_of("code");
  band.label = node.text_of("label");
  band.aliases = texts(node, "aliases");
  band.low = required_percent(node, "low");
  band.high = required_percent(node, "high");
  if (band.high < band.low || band.high > Ratio::from_ppm(1'000'000))
    complain(node, "档次的分值范围应在 0 到 100 之间，且下限不高于上限");
  return band;
}

ExecutionRule SchemeReader::read_execution(const Node& node) {
  ExecutionRule rule;
  if (const Node* weight = node.find("weight")) rule.weight = points(*weight);
  rule.method = required_code<ExecutionMethod>(node, "method");
  rule.reason_below = optional_percent(node, "reason_below");
  for (const auto& item : items(node, "bands")) rule.bands.push_back(read_band(item));
  rule.citations = read_citations(node.find("citations"));
  if (rule.method == ExecutionMethod::bands && rule.bands.empty()) complain(node, "按区间计分须写明 bands");
  return rule;
}

MethodRule SchemeReader::read_method(const Node& node) {
  MethodRule rule;
  rule.id = node.text_of("id");
  rule.title = node.text_of("title");
  rule.ops = codes<Operator>(node, "ops");
  rule.unsaid = flag(node, "unsaid", false);
  rule.level1 = texts(node, "level1");
  rule.level2 = texts(node, "level2");
  rule.values = codes<TargetKind>(node, "values");
  rule.units = texts(node, "units");
  rule.method = required_code<Method>(node, "method");
  rule.threshold = optional_percent(node, "threshold");
  for (const auto& item : items(node, "bands")) rule.bands.push_back(read_band(item));
  for (const auto& item : items(node, "verdicts")) rule.verdicts.push_back(read_verdict(item));
  rule.unmet_is_zero = node.text_of("unmet", "zero") == "zero";
  rule.citations = read_citations(node.find("citations"));
  const Ratio one = Ratio::from_ppm(1'000'000);
  if (rule.method == Method::ratio_with_threshold && (!rule.threshold || *rule.threshold >= one)) {
    complain(node, "ratio_with_threshold 须写明低于 100 的 threshold");
  }
  if (rule.method == Method::satisfaction_bands && rule.bands.empty())
    complain(node, "satisfaction_bands 须写明 bands");
  if (rule.method == Method::grade_bands && rule.verdicts.empty())
    complain(node, "grade_bands 须写明 verdicts");
  return rule;
}

SchemeLevel SchemeReader::read_level(const Node& node) {
  SchemeLevel level;
  level.name = node.text_of("name");
  level.aliases = texts(node, "aliases");
  if (const Node* weight = node.find("weight")) level.weight = points(*weight);
  level.formula = node.text_of("formula");
  for (const auto& item : items(node, "children")) level.children.push_back(read_level(item));
  return level;
}

Scheme SchemeReader::read() {
  const Node& body = document_.body;
  Scheme scheme;
  scheme.id = document_.id;
  scheme.title = document_.title;
  scheme.place = document_.place;
  scheme.file = document_.file;
  scheme.basis = document_.basis;
  scheme.why = document_.why;
  scheme.citations = document_.citations;
  scheme.form = required_code<SchemeForm>(body, "form");
  if (const Node* total = body.find("total")) scheme.total = points(*total);
  read_rounding(scheme);
  read_selection(scheme);
  read_limits(scheme);
  if (const Node* execution = body.find("execution")) scheme.execution = read_execution(*execution);
  scheme.levels_bind = flag(body, "levels_bind", false);
  scheme.leaves_required = flag(body, "leaves_required", false);
  for (const auto& item : items(body, "levels")) scheme.levels.push_back(read_level(item));
  for (const auto& item : items(body, "methods")) scheme.methods.push_back(read_method(item));
  for (const auto& item : items(body, "absent")) {
    scheme.absent.push_back({std::string(item.text_of("level")), std::string(item.text_of("add_to"))});
  }
  for (const auto& item : items(body, "weight_rules")) {
    scheme.weight_rules.push_back({texts(item, "levels"), required_percent(item, "at_least")});
  }
  return scheme;
}

std::vector<GradeBand> SchemeReader::read_grades() {
  std::vector<GradeBand> bands;
  for (const auto& item : items(document_.body, "bands")) {
    GradeBand band;
    band.grade = required_code<Grade>(item, "grade");
    if (const Node* from = item.find("from")) band.from = points(*from);
    if (!bands.empty() && band.from >= bands.back().from) complain(item, "等级区间须从高到低排列");
    bands.push_back(band);
  }
  if (bands.empty() || bands.back().from != Score{}) complain(document_.body, "等级区间须一直写到 0 分");
  return bands;
}

}  // namespace

bool SchemeLevel::is_called(std::string_view text) const {
  const std::string key = name_key(text);
  return name_key(name) == key ||
         std::ranges::any_of(aliases, [&](const std::string& alias) { return name_key(alias) == key; });
}

const SchemeLevel* SchemeLevel::find_child(std::string_view text) const {
  const auto found =
      std::ranges::find_if(children, [&](const SchemeLevel& child) { return child.is_called(text); });
  return found == children.end() ? nullptr : &*found;
}

const SchemeLevel* Scheme::find_level1(std::string_view text) const {
  const auto found =
      std::ranges::find_if(levels, [&](const SchemeLevel& level) { return level.is_called(text); });
  return found == levels.end() ? nullptr : &*found;
}

const MethodRule* Scheme::find_method(std::string_view method_id) const {
  const auto found = std::ranges::find(methods, method_id, &MethodRule::id);
  return found == methods.end() ? nullptr : &*found;
}

Result<std::vector<GradeBand>> read_grade_bands(const Document& document) {
  SchemeReader reader(document);
  auto bands = reader.read_grades();
  if (reader.findings.empty()) return bands;
  return fail(ErrorCode::invalid, fmt::format("等级区间 {} 有误", document.id), std::move(reader.findings));
}

Result<Scheme> read_scheme(const Document& document, const Document* grade_bands) {
  SchemeReader reader(document);
  Scheme scheme = reader.read();
  if (grade_bands == nullptr) {
    reader.findings.push_back({"law.scheme",
                               Severity::error,
                               fmt::format("找不到等级区间“{}”", document.body.text_of("grades")),
                               place_of(document.file, document.body),
                               {}});
  } else if (auto bands = read_grade_bands(*grade_bands)) {
    scheme.grades = std::move(*bands);
    scheme.grade_citations = grade_bands->citations;
  } else {
    reader.findings.insert(reader.findings.end(), bands.error().findings.begin(),
                           bands.error().findings.end());
  }
  if (!reader.findings.empty()) {
    return fail(ErrorCode::invalid, fmt::format("评分方案 {} 有误", document.id), std::move(reader.findings));
  }
  return scheme;
}

}  // namespace jiheng::law
