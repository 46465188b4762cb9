#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/enum_table.h"
#include "base/money.h"
#include "base/ratio.h"
#include "law/book.h"

namespace jiheng::law {

/// What the values of a parameter are.
enum class ParameterType { number, percent, money, text, list, map, permissions };

inline constexpr std::array kParameterTypeTable{
    EnumRow<ParameterType>{ParameterType::number, "number", "数"},
    EnumRow<ParameterType>{ParameterType::percent, "percent", "百分数"},
    EnumRow<ParameterType>{ParameterType::money, "money", "金额（元）"},
    EnumRow<ParameterType>{ParameterType::text, "text", "文字"},
    EnumRow<ParameterType>{ParameterType::list, "list", "列表"},
    EnumRow<ParameterType>{ParameterType::map, "map", "键值表"},
    EnumRow<ParameterType>{ParameterType::permissions, "permissions", "权限表"},
};
constexpr const auto& enum_table(ParameterType) { return kParameterTypeTable; }

/// A value of law/parameters as it is in force at a place and a day. Points into the book.
struct ParameterMatch {
  const Document* rule = nullptr;       ///< the file that decides
  std::vector<const Document*> layers;  ///< most specific first; layers[0] == rule
  ParameterType type = ParameterType::text;
  const Node* value = nullptr;
  std::string unit;
  std::vector<Citation> citations;  ///< of the value, else of the file
};

/// The value of parameter `id`; a layer whose values do not cover the day gives way to the next one.
/// not_found names the parameter, the place and the day.
Result<ParameterMatch> find_parameter(const Book& book, std::string_view id, Region place, Date as_of);

/// Typed values. `key` picks an entry of a map (percent_parameter(…, "monitoring.lag", …, "red")).
/// An error when there is none, or when it is of another type: law check finds both beforehand.
Result<Decimal> number_parameter(const Book& book, std::string_view id, Region place, Date as_of,
                                 std::string_view key = {});
Result<int> integer_parameter(const Book& book, std::string_view id, Region place, Date as_of,
                              std::string_view key = {});
/// "130" in a file of type percent, or in a map, is 130%.
Result<Ratio> percent_parameter(const Book& book, std::string_view id, Region place, Date as_of,
                                std::string_view key = {});
Result<Money> money_parameter(const Book& book, std::string_view id, Region place, Date as_of,
                              std::string_view key = {});
Result<std::string> text_parameter(const Book& book, std::string_view id, Region place, Date as_of,
                                   std::string_view key = {});
/// The texts of a list, or of a list inside a map.
Result<std::vector<std::string>> list_parameter(const Book& book, std::string_view id, Region place,
                                                Date as_of, std::string_view key = {});
/// The entries of a map whose values are scalars, in the order written.
Result<std::vector<std::pair<std::string, std::string>>> map_parameter(const Book& book, std::string_view id,
                                                                       Region place, Date as_of);

/// The check of law/parameters: each value is of the type, dates do not overlap.
void check_parameters(const Book& book, const Document& document, Findings& findings);

}  // namespace jiheng::law
