#include "law/parameter.h"

#include <fmt/format.h>

#include <charconv>

#include "law/check.h"
#include "law/head.h"

namespace jiheng::law {
namespace {

constexpr std::string_view kParameterRule = "law.parameter";

bool value_in_force(const Node& dated, Date day) {
  const auto since = read_date(dated, "since");
  const auto until = read_date(dated, "until");
  return (!since || *since <= day) && (!until || day <= *until);
}

/// The value of one file for a day: the one that began last.
const Node* value_at(const Document& document, Date day) {
  const Node* chosen = nullptr;
  for (const auto& dated : document.body.find("values")->items) {
    if (!value_in_force(dated, day)) continue;
    if (chosen == nullptr || read_date(*chosen, "since") <= read_date(dated, "since")) chosen = &dated;
  }
  return chosen;
}

ParameterType type_of(const Document& document) {
  const auto* type = find_enum<ParameterType>(document.body.text_of("type"));
  return type == nullptr ? ParameterType::text : *type;
}

tl::unexpected<Error> wrong_type(std::string_view id, std::string_view key, std::string_view expected) {
  return fail(ErrorCode::internal,
              fmt::format("参数“{}”{}{}不是{}", id, key.empty() ? "" : "的", key, expected));
}

/// The scalar (or list) that `id` and `key` name.
Result<const Node*> find_value(const Book& book, std::string_view id, Region place, Date as_of,
                               std::string_view key) {
  const auto found = find_parameter(book, id, place, as_of);
  if (!found) return pass(found);
  const Node* value = key.empty() ? found->value : found->value->find(key);
  if (value == nullptr) return fail(ErrorCode::not_found, fmt::format("参数“{}”没有“{}”这一项", id, key));
  return value;
}

bool fits_type(const Node& value, ParameterType type) {
  switch (type) {
    case ParameterType::number: return value.kind == Node::Kind::number && parse_decimal(value.text);
    case ParameterType::percent: return value.kind == Node::Kind::number && Ratio::parse_percent(value.text);
    case ParameterType::money: return value.is_scalar() && Money::parse(value.text, MoneyUnit::yuan);
    case ParameterType::text: return value.kind == Node::Kind::string;
    case ParameterType::list:
    case ParameterType::permissions: return value.is_list() && !value.items.empty();
    case ParameterType::map: return value.is_map() && !value.members.empty();
  }
  return false;
}

void check_map_keys(const Document& document, const Node& value, Findings& findings) {
  const Node* labels = document.body.find("keys");
  if (labels == nullptr) return;
  for (const auto& member : value.members) {
    if (labels->find(member.key) != nullptr) continue;
    findings.push_back(finding_at(document, member.value, std::string(kParameterRule),
                                  fmt::format("keys 里没有“{}”", member.key),
                                  "在 keys 里写上它的中文名，或改正键名"));
  }
}

void check_dates(const Document& document, const Node& values, Findings& findings) {
  for (std::size_t i = 1; i < values.items.size(); ++i) {
    const auto since = read_date(values.items[i], "since");
    const auto before = read_date(values.items[i - 1], "since");
    const auto until = read_date(values.items[i - 1], "until");
    if (!since || (before && *since <= *before)) {
      findings.push_back(finding_at(document, values.items[i], std::string(kParameterRule),
                                    fmt::format("第 {} 个值的生效日期应晚于前一个", i + 1),
                                    "按 since 先后排列，只有第一个可以不写 since"));
    } else if (until && *since <= *until) {
      findings.push_back(finding_at(document, values.items[i], std::string(kParameterRule),
                                    fmt::format("第 {} 个值自 {} 生效，前一个到 {} 才失效，有效期重叠", i + 1,
                                                since->to_text(), until->to_text()),
                                    "改正 since 或 until"));
    }
  }
}

}  // namespace

Result<ParameterMatch> find_parameter(const Book& book, std::string_view id, Region place, Date as_of) {
  ParameterMatch result;
  if (const auto match = book.find(Kind::parameters, id, place, as_of)) {
    for (const Document* layer : match->layers) {
      const Node* dated = value_at(*layer, as_of);
      if (dated == nullptr) continue;
      result.layers.push_back(layer);
      if (result.rule != nullptr) continue;
      result.rule = layer;
      result.type = type_of(*layer);
      result.value = dated->find("value");
      result.unit = layer->body.text_of("unit");
      const Node* own = dated->find("citations");
      result.citations = own != nullptr ? read_citations(own) : layer->citations;
    }
  }
  if (result.rule != nullptr) return result;
  return fail(ErrorCode::not_found,
              fmt::format("参数“{}”在 {} {} 没有值", id, book.place_name(place), as_of.to_text()));
}

Result<Decimal> number_parameter(const Book& book, std::string_view id, Region place, Date as_of,
                                 std::string_view key) {
  const auto value = find_value(book, id, place, as_of, key);
  if (!value) return pass(value);
  auto number = parse_decimal((*value)->text);
  return number ? number : Result<Decimal>(wrong_type(id, key, "数"));
}

Result<int> integer_parameter(const Book& book, std::string_view id, Region place, Date as_of,
                              std::string_view key) {
  const auto number = number_parameter(book, id, place, as_of, key);
  if (!number) return pass(number);
  const auto whole = rescale(*number, 0);
  if (!whole || *whole != static_cast<int>(*whole)) return wrong_type(id, key, "整数");
  return static_cast<int>(*whole);
}

Result<Ratio> percent_parameter(const Book& book, std::string_view id, Region place, Date as_of,
                                std::string_view key) {
  const auto value = find_value(book, id, place, as_of, key);
  if (!value) return pass(value);
  auto percent = Ratio::parse_percent((*value)->text);
  return percent ? percent : Result<Ratio>(wrong_type(id, key, "百分数"));
}

Result<Money> money_parameter(const Book& book, std::string_view id, Region place, Date as_of,
                              std::string_view key) {
  const auto value = find_value(book, id, place, as_of, key);
  if (!value) return pass(value);
  auto money = Money::parse((*value)->text, MoneyUnit::yuan);
  return money ? money : Result<Money>(wrong_type(id, key, "金额"));
}

Result<std::string> text_parameter(const Book& book, std::string_view id, Region place, Date as_of,
                                   std::string_view key) {
  const auto value = find_value(book, id, place, as_of, key);
  if (!value) return pass(value);
  if (!(*value)->is_scalar()) return wrong_type(id, key, "文字");
  return (*value)->text;
}

Result<std::vector<std::string>> list_parameter(const Book& book, std::string_view id, Region place,
                                                Date as_of, std::string_view key) {
  const auto value = find_value(book, id, place, as_of, key);
  if (!value) return pass(value);
  if (!(*value)->is_list()) return wrong_type(id, key, "列表");
  std::vector<std::string> texts;
  for (const auto& item : (*value)->items) texts.push_back(item.text);
  return texts;
}

Result<std::vector<std::pair<std::string, std::string>>> map_parameter(const Book& book, std::string_view id,
                                                                       Region place, Date as_of) {
  const auto value = find_value(book, id, place, as_of, {});
  if (!value) return pass(value);
  if (!(*value)->is_map()) return wrong_type(id, {}, "键值表");
  std::vector<std::pair<std::string, std::string>> entries;
  for (const auto& member : (*value)->members) entries.emplace_back(member.key, member.value.text);
  return entries;
}

void check_parameters(const Book&, const Document& document, Findings& findings) {
  const ParameterType type = type_of(document);
  const Node& values = *document.body.find("values");
  for (const auto& dated : values.items) {
    const Node& value = *dated.find("value");
    if (!fits_type(value, type)) {
      findings.push_back(
          finding_at(document, value, std::string(kParameterRule),
                     fmt::format("值{}{}应为{}", value.is_scalar() ? "“" + value.text + "”" : "",
                                 value.is_scalar() ? "" : "（列表或键值表）", enum_label(type)),
                     "改正值，或改 type"));
    } else if (type == ParameterType::map) {
      check_map_keys(document, value, findings);
    }
  }
  check_dates(document, values, findings);
}

}  // namespace jiheng::law
