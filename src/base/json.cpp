// The one file that includes Boost.JSON: its push parser hands every number over as text.
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/src.hpp>

#include <fmt/format.h>

#include <algorithm>

#include "base/node.h"
#include "base/text.h"

namespace jiheng {
namespace {

namespace bj = boost::json;

/// No store keeps it in a text, and no form has a use for it.
constexpr std::string_view kNoNul = "文字里不能有字符 U+0000";
bool has_nul(std::string_view text) { return text.find('\0') != std::string_view::npos; }

/// Receives the parser's events and builds the node tree. A `problem` stops the parser.
struct JsonHandler {
  // Names and signatures are Boost.JSON's.
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = 1U << 16U;
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  explicit JsonHandler(const NodeLimits& node_limits) : limits(node_limits) {}

  bool on_document_begin(bj::error_code&) { return true; }
  bool on_document_end(bj::error_code&) { return true; }
  bool on_object_begin(bj::error_code& ec) { return open(Node::Kind::map, ec); }
  bool on_object_end(std::size_t, bj::error_code&) { return close(); }
  bool on_array_begin(bj::error_code& ec) { return open(Node::Kind::list, ec); }
  bool on_array_end(std::size_t, bj::error_code&) { return close(); }

  bool on_key_part(bj::string_view part, std::size_t, bj::error_code&) {
    text.append(part.data(), part.size());
    return true;
  }
  bool on_key(bj::string_view part, std::size_t, bj::error_code& ec) {
    text.append(part.data(), part.size());
    if (has_nul(text)) return stop(std::string(kNoNul), ec);
    if (stack.back().find(text) != nullptr) return stop("键“" + text + "”重复", ec);
    keys.push_back(std::move(text));
    text.clear();
    return true;
  }
  bool on_string_part(bj::string_view part, std::size_t, bj::error_code&) {
    text.append(part.data(), part.size());
    return true;
  }
  bool on_string(bj::string_view part, std::size_t, bj::error_code& ec) {
    text.append(part.data(), part.size());
    if (has_nul(text)) return stop(std::string(kNoNul), ec);
    return scalar(Node::Kind::string, ec);
  }
  bool on_number_part(bj::string_view part, bj::error_code&) {
    text.append(part.data(), part.size());
    return true;
  }
  bool on_int64(std::int64_t, bj::string_view part, bj::error_code& ec) { return number(part, ec); }
  bool on_uint64(std::uint64_t, bj::string_view part, bj::error_code& ec) { return number(part, ec); }
  bool on_double(double, bj::string_view part, bj::error_code& ec) { return number(part, ec); }
  bool on_bool(bool value, bj::error_code& ec) {
    text = value ? "true" : "false";
    return scalar(Node::Kind::boolean, ec);
  }
  bool on_null(bj::error_code& ec) { return scalar(Node::Kind::null, ec); }
  bool on_comment_part(bj::string_view, bj::error_code&) { return true; }
  bool on_comment(bj::string_view, bj::error_code&) { return true; }

  bool number(bj::string_view part, bj::error_code& ec) {
    text.append(part.data(), part.size());
    return scalar(Node::Kind::number, ec);
  }

  bool scalar(Node::Kind kind, bj::error_code& ec) {
    Node node;
    node.kind = kind;
    node.text = std::move(text);
    text.clear();
    if (++nodes > limits.nodes) return stop(fmt::format("超过 {} 个节点", limits.nodes), ec);
    place(std::move(node));
    return true;
  }

  bool open(Node::Kind kind, bj::error_code& ec) {
    if (++nodes > limits.nodes) return stop(fmt::format("超过 {} 个节点", limits.nodes), ec);
    if (stack.size() >= static_cast<std::size_t>(limits.depth))
      return stop(fmt::format("嵌套超过 {} 层", limits.depth), ec);
    Node node;
    node.kind = kind;
    stack.push_back(std::move(node));
    return true;
  }

  bool close() {
    Node node = std::move(stack.back());
    stack.pop_back();
    place(std::move(node));
    return true;
  }

  void place(Node node) {
    if (stack.empty()) {
      root = std::move(node);
    } else if (stack.back().is_list()) {
      stack.back().items.push_back(std::move(node));
    } else {
      stack.back().members.push_back({std::move(keys.back()), std::move(node)});
      keys.pop_back();
    }
  }

  bool stop(std::string message, bj::error_code& ec) {
    problem = std::move(message);
    ec = bj::error::exception;
    return false;
  }

  NodeLimits limits;
  Node root;
  std::vector<Node> stack;
  std::vector<std::string> keys;
  std::string text;
  std::string problem;
  std::size_t nodes = 0;
};

tl::unexpected<Error> json_error(std::string_view bytes, std::size_t at, std::string_view file,
                                 std::string message) {
  const auto before = bytes.substr(0, std::min(at, bytes.size()));
  const auto line = std::ranges::count(before, '\n') + 1;
  const auto column = before.size() - (before.rfind('\n') + 1) + 1;  // npos + 1 is 0: the first line
  Finding finding{
      "json", Severity::error, std::move(message), fmt::format("{}:{}:{}", file, line, column), {}};
  return fail(ErrorCode::invalid, "JSON 有误", {std::move(finding)});
}

}  // namespace

Result<Node> parse_json(std::string_view bytes, std::string_view file, const NodeLimits& limits) {
  if (bytes.size() > limits.bytes) {
    return fail(ErrorCode::invalid, fmt::format("{}：内容超过上限 {} 字节", file, limits.bytes));
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (!is_utf8(bytes)) return fail(ErrorCode::invalid, fmt::format("{}：不是 UTF-8 编码", file));
  bj::parse_options options;
  options.max_depth = static_cast<std::size_t>(limits.depth) + 2;
  bj::basic_parser<JsonHandler> parser(options, limits);
  bj::error_code ec;
  const std::size_t used = parser.write_some(false, bytes.data(), bytes.size(), ec);
  if (ec == bj::error::incomplete) return json_error(bytes, used, file, "JSON 不完整");
  if (ec) {
    auto& problem = parser.handler().problem;
    return json_error(bytes, used, file,
                      problem.empty() ? fmt::format("JSON 语法错误：{}", ec.message()) : problem);
  }
  if (!trim(bytes.substr(used)).empty()) return json_error(bytes, used, file, "JSON 之后还有多余的内容");
  if (!parser.done()) return json_error(bytes, used, file, "JSON 不完整");
  return std::move(parser.handler().root);
}

}  // namespace jiheng
