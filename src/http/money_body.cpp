#include "http/money_body.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.h"

namespace jiheng::http {
namespace {

std::optional<std::int64_t> whole(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

Result<MoneyBody> MoneyBody::read(const Request& request, std::initializer_list<std::string_view> known) {
  auto node = parse_json(request.body, "body");
  if (!node)
    return fail(ErrorCode::usage, "请求正文不是 JSON：" + node.error().message, node.error().findings);
  if (!node->is_map()) return fail(ErrorCode::usage, "请求正文应是 JSON 对象");
  MoneyBody body;
  body.node_ = std::move(*node);
  for (const auto& member : body.node_.members) {
    if (std::ranges::count(known, std::string_view(member.key)) == 0)
      body.refuse("", member.key, "没有这一项");
  }
  return body;
}

const Node* MoneyBody::at(std::string_view pointer) const {
  if (pointer.empty()) return &node_;
  const auto index = whole(pointer.substr(pointer.rfind('/') + 1));
  const Node* lines = node_.find("lines");
  return index && lines != nullptr ? &lines->items[static_cast<std::size_t>(*index)] : &node_;
}

std::string MoneyBody::text(std::string_view name, const RecordDesc& record) {
  const Node* found = node_.find(name);
  if (found == nullptr || found->is_null()) return {};
  if (found->kind != Node::Kind::string) refuse("", name, "须是文字");
  const int most = record.find(name)->options.max;
  if (count_characters(found->text) > static_cast<std::size_t>(most))
    refuse("", name, fmt::format("最多 {} 字", most));
  return found->text;
}

std::int64_t MoneyBody::id(std::string_view pointer, std::string_view name) {
  const auto number = whole(at(pointer)->text_of(name));
  if (!number || *number <= 0) refuse(pointer, name, "须是编号");
  return number.value_or(0);
}

FiscalYear MoneyBody::year(std::string_view name) {
  const auto number = whole(node_.text_of(name));
  const auto year = number ? FiscalYear::of(*number) : Result<FiscalYear>(fail(ErrorCode::invalid, {}));
  if (!year) refuse("", name, "须是年度，如 2024");
  return year.value_or(FiscalYear{});
}

Date MoneyBody::date(std::string_view name) {
  const auto date = Date::parse(node_.text_of(name));
  if (!date) refuse("", name, "须是日期，如 2024-03-05");
  return date.value_or(Date{});
}

std::vector<std::pair<const Node*, std::string>> MoneyBody::lines() {
  std::vector<std::pair<const Node*, std::string>> lines;
  const Node* list = node_.find("lines");
  if (list == nullptr || !list->is_list()) {
    refuse("", "lines", "须是列表");
    return lines;
  }
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    auto pointer = fmt::format("/lines/{}", i);
    if (list->items[i].is_map())
      lines.emplace_back(&list->items[i], std::move(pointer));
    else
      refuse("/lines", fmt::format("{}", i), "须是对象");
  }
  return lines;
}

Money MoneyBody::amount(const Node& line, std::string_view pointer) {
  const Node* found = line.find("amount");
  const auto number =
      found != nullptr && found->kind == Node::Kind::number ? whole(found->text) : std::nullopt;
  constexpr std::int64_t kMostFen = 100'000'000'000'000'000;  // as in the declarations
  if (!number)
    refuse(pointer, "amount", "须是以分计的整数");
  else if (*number > kMostFen || *number < -kMostFen)
    refuse(pointer, "amount", "金额太大：以分计，不是以元计");
  return Money::from_fen(number.value_or(0));
}

void MoneyBody::refuse(std::string_view pointer, std::string_view name, std::string message) {
  findings_.push_back({"body", Severity::error, std::move(message), fmt::format("{}/{}", pointer, name), ""});
}

Result<void> MoneyBody::done() const {
  if (findings_.empty()) return {};
  return fail(ErrorCode::invalid, "请求正文写得不对", findings_);
}

}  // namespace jiheng::http
