#include "model/operator_text.h"

#include <array>
#include <string>

#include "base/text.h"

namespace jiheng {
namespace {

struct OperatorSpelling {
  std::string_view text;
  Operator op;
};

// Longer spellings stand before their beginnings.
constexpr std::array kOperatorSpellings{
    OperatorSpelling{">=", Operator::at_least},       OperatorSpelling{"=>", Operator::at_least},
    OperatorSpelling{"<=", Operator::at_most},        OperatorSpelling{"=<", Operator::at_most},
    OperatorSpelling{"==", Operator::equal},          OperatorSpelling{"≥", Operator::at_least},
    OperatorSpelling{"≧", Operator::at_least},        OperatorSpelling{"⩾", Operator::at_least},
    OperatorSpelling{"≤", Operator::at_most},         OperatorSpelling{"≦", Operator::at_most},
    OperatorSpelling{"⩽", Operator::at_most},         OperatorSpelling{">", Operator::more_than},
    OperatorSpelling{"<", Operator::less_than},       OperatorSpelling{"=", Operator::equal},
    OperatorSpelling{"大于等于", Operator::at_least}, OperatorSpelling{"大于或等于", Operator::at_least},
    OperatorSpelling{"小于等于", Operator::at_most},  OperatorSpelling{"小于或等于", Operator::at_most},
    OperatorSpelling{"不低于", Operator::at_least},   OperatorSpelling{"不少于", Operator::at_least},
    OperatorSpelling{"不小于", Operator::at_least},   OperatorSpelling{"不高于", Operator::at_most},
    OperatorSpelling{"不超过", Operator::at_most},    OperatorSpelling{"不多于", Operator::at_most},
    OperatorSpelling{"不大于", Operator::at_most},    OperatorSpelling{"大于", Operator::more_than},
    OperatorSpelling{"超过", Operator::more_than},    OperatorSpelling{"小于", Operator::less_than},
    OperatorSpelling{"低于", Operator::less_than},    OperatorSpelling{"等于", Operator::equal},
};

constexpr std::array kOperatorEndings{
    OperatorSpelling{"及以上", Operator::at_least}, OperatorSpelling{"以上", Operator::at_least},
    OperatorSpelling{"及以下", Operator::at_most},  OperatorSpelling{"以下", Operator::at_most},
    OperatorSpelling{"以内", Operator::at_most},    OperatorSpelling{"之内", Operator::at_most},
};

}  // namespace

std::optional<Operator> take_operator(std::string_view& text) {
  text = trim(text);
  for (const auto& spelling : kOperatorSpellings) {
    if (!text.starts_with(spelling.text)) continue;
    text = trim(text.substr(spelling.text.size()));
    return spelling.op;
  }
  for (const auto& ending : kOperatorEndings) {
    if (!text.ends_with(ending.text)) continue;
    text = trim(text.substr(0, text.size() - ending.text.size()));
    return ending.op;
  }
  return std::nullopt;
}

std::optional<Operator> parse_operator(std::string_view original) {
  const std::string folded = fold_width(original);
  std::string_view text = trim(folded);
  if (text == "定性" || text == "定性指标") return Operator::qualitative;
  if (const Operator* known = find_enum<Operator>(text)) return *known;
  const auto op = take_operator(text);
  return op && text.empty() ? op : std::nullopt;
}

}  // namespace jiheng
