#include "http/body.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace jiheng::http {
namespace {

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

Result<Body> Body::read(const Request& request, std::initializer_list<std::string_view> known) {
  auto node = parse_json(request.body, "body");
  if (!node)
    return fail(ErrorCode::usage, "请求正文不是 JSON：" + node.error().message, node.error().findings);
  if (!node->is_map()) return fail(ErrorCode::usage, "请求正文应是 JSON 对象");
  Body body;
  body.node_ = std::move(*node);
  for (const auto& member : body.node_.members) {
    if (std::ranges::count(known, std::string_view(member.key)) == 0)
      body.refuse(member.key, fmt::format("没有“{}”这一项", member.key));
  }
  return body;
}

const Node* Body::find(std::string_view name) const {
  const Node* node = node_.find(name);
  return node == nullptr || node->is_null() ? nullptr : node;
}

bool Body::has(std::string_view name) const { return node_.find(name) != nullptr; }

void Body::refuse(std::string_view name, std::string message) {
  findings_.push_back({"body", Severity::error, std::move(message), fmt::format("/{}", name), ""});
}

std::string Body::text(std::string_view name) {
  auto text = optional_text(name);
  if (!text && find(name) == nullptr) refuse(name, fmt::format("缺少“{}”", name));
  return text.value_or("");
}

std::optional<std::string> Body::optional_text(std::string_view name) {
  const Node* node = find(name);
  if (node == nullptr) return std::nullopt;
  if (node->kind == Node::Kind::string) return node->text;
  refuse(name, "须是文字");
  return std::nullopt;
}

std::int64_t Body::id(std::string_view name) {
  const auto id = optional_id(name);
  if (!id && find(name) == nullptr) refuse(name, fmt::format("缺少“{}”", name));
  return id.value_or(0);
}

std::optional<std::int64_t> Body::optional_id(std::string_view name) {
  const auto text = optional_text(name);
  if (!text) return std::nullopt;
  const auto number = whole_number(*text);
  if (!number || *number <= 0) refuse(name, fmt::format("“{}”不是编号", *text));
  return number;
}

std::optional<Date> Body::optional_date(std::string_view name) {
  const auto text = optional_text(name);
  if (!text) return std::nullopt;
  const auto date = Date::parse(*text);
  if (!date) {
    refuse(name, fmt::format("“{}”不是日期，如 2026-03-31", *text));
    return std::nullopt;
  }
  return *date;
}

std::optional<std::int64_t> Body::optional_integer(std::string_view name) {
  const Node* node = find(name);
  if (node == nullptr) return std::nullopt;
  const auto number = node->kind == Node::Kind::number ? whole_number(node->text) : std::nullopt;
  if (!number) refuse(name, "须是整数");
  return number;
}

Result<void> Body::done() const {
  if (findings_.empty()) return {};
  return fail(ErrorCode::invalid, findings_.front().message, findings_);
}

std::int64_t read_id(const Node& body, std::string_view name, Findings& findings) {
  const Node* node = body.find(name);
  const auto id =
      node != nullptr && node->kind == Node::Kind::string ? whole_number(node->text) : std::nullopt;
  if (id && *id > 0) return *id;
  findings.push_back({"body", Severity::error, "应为编号，如 \"12\"", fmt::format("/{}", name), ""});
  return 0;
}

std::vector<std::int64_t> read_ids(const Node& body, std::string_view name, Findings& findings) {
  std::vector<std::int64_t> ids;
  const Node* list = body.find(name);
  if (list == nullptr || list->is_null()) return ids;
  if (!list->is_list()) {
    findings.push_back(
        {"body", Severity::error, "应为编号的列表，如 [\"12\"]", fmt::format("/{}", name), ""});
    return ids;
  }
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    const auto& item = list->items[i];
    const bool scalar = item.kind == Node::Kind::string || item.kind == Node::Kind::number;
    const auto id = scalar ? whole_number(item.text) : std::nullopt;
    if (id && *id > 0)
      ids.push_back(*id);
    else
      findings.push_back(
          {"body", Severity::error, "应为编号，如 \"12\"", fmt::format("/{}/{}", name, i), ""});
  }
  return ids;
}

std::string read_text(const Node& body, std::string_view name, Findings& findings) {
  const Node* node = body.find(name);
  if (node == nullptr || node->is_null()) return {};
  if (node->kind == Node::Kind::string) return node->text;
  findings.push_back({"body", Severity::error, "须是文字", fmt::format("/{}", name), ""});
  return {};
}

Result<std::int64_t> read_id(const Request& request, std::string_view part) {
  const auto number = whole_number(request.part(part));
  if (number && *number > 0) return *number;
  return fail(ErrorCode::not_found, fmt::format("没有编号为“{}”的记录", request.part(part)));
}

}  // namespace jiheng::http
