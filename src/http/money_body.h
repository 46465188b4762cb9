#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/enum_table.h"
#include "base/finding.h"
#include "base/money.h"
#include "base/node.h"
#include "base/result.h"
#include "http/message.h"
#include "schema/record.h"

namespace jiheng::http {

/// Reads a JSON body with `lines` of money; what is wrong is collected, each with its pointer, and told at
/// once by done().
class MoneyBody {
 public:
  /// `known` are the members that there may be.
  static Result<MoneyBody> read(const Request& request, std::initializer_list<std::string_view> known);

  const Node& root() const { return node_; }
  /// "" when it is missing or null; at most as long as the record's field of that name takes.
  std::string text(std::string_view name, const RecordDesc& record);
  /// Of the body, or, with a pointer, of the line there.
  std::int64_t id(std::string_view pointer, std::string_view name);
  FiscalYear year(std::string_view name);
  Date date(std::string_view name);
  /// The objects of `lines`, each with its pointer.
  std::vector<std::pair<const Node*, std::string>> lines();
  /// 分, a whole number.
  Money amount(const Node& line, std::string_view pointer);
  template <class E>
  E code(const Node& map, std::string_view pointer, std::string_view name) {
    const auto text = map.text_of(name);
    for (const auto& row : enum_table(E{})) {
      if (row.code == text) return row.value;
    }
    std::string known;
    for (const auto& row : enum_table(E{})) known += (known.empty() ? "" : "、") + std::string(row.code);
    refuse(pointer, name, (text.empty() ? "没有填：应为 " : "没有这个代码：应为 ") + known);
    return {};
  }
  void refuse(std::string_view pointer, std::string_view name, std::string message);

  /// `invalid` with every finding, when there were any.
  Result<void> done() const;

 private:
  const Node* at(std::string_view pointer) const;

  Node node_;
  Findings findings_;
};

}  // namespace jiheng::http
