#include <fmt/format.h>
#include <yaml.h>

#include "base/node.h"
#include "base/text.h"
#include "base/yaml_problem.h"

namespace jiheng {
namespace {

/// Builds nodes from libyaml's events; stops at the first thing that is not plain YAML.
class YamlReader {
 public:
  YamlReader(std::string_view bytes, std::string_view file, const NodeLimits& limits)
      : bytes_(bytes), file_(file), limits_(limits) {
    yaml_parser_initialize(&parser_);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(bytes.data()),
                                 bytes.size());
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
  }
  YamlReader(const YamlReader&) = delete;
  YamlReader& operator=(const YamlReader&) = delete;
  ~YamlReader() { yaml_parser_delete(&parser_); }

  Result<Node> read() {
    Node root;
    bool seen = false;
    for (;;) {
      Event event;
      if (!next(event)) return syntax_error();
      switch (event->type) {
        case YAML_STREAM_START_EVENT:
        case YAML_DOCUMENT_END_EVENT: break;
        case YAML_DOCUMENT_START_EVENT:
          if (seen) return error_at(event->start_mark, "一个文件只能有一个 YAML 文档");
          seen = true;
          break;
        case YAML_STREAM_END_EVENT: return root;
        default: {
          auto value = read_value(event, 0);
          if (!value) return value;
          root = std::move(*value);
        }
      }
    }
  }

 private:
  /// An event that frees itself.
  class Event {
   public:
    Event() = default;
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;
    ~Event() { yaml_event_delete(&event_); }
    yaml_event_t* operator->() { return &event_; }
    yaml_event_t* get() { return &event_; }

   private:
    yaml_event_t event_{};
  };

  bool next(Event& event) { return yaml_parser_parse(&parser_, event.get()) == 1; }

  tl::unexpected<Error> error_at(const yaml_mark_t& mark, std::string message) const {
    Finding finding{"yaml",
                    Severity::error,
                    std::move(message),
                    fmt::format("{}:{}:{}", file_, mark.line + 1, mark.column + 1),
                    {}};
    return fail(ErrorCode::invalid, "YAML 文件有误", {std::move(finding)});
  }

  tl::unexpected<Error> syntax_error() const {
    if (parser_.error == YAML_MEMORY_ERROR) return fail(ErrorCode::unavailable, "内存不足");
    const std::string_view problem = parser_.problem != nullptr ? parser_.problem : "";
    const auto mark = parser_.error == YAML_READER_ERROR ? mark_of_offset() : parser_.problem_mark;
    return error_at(mark, fmt::format("YAML 语法错误：{}", yaml_problem_in_chinese(problem)));
  }

  /// Of bytes that are no text libyaml knows the offset only.
  yaml_mark_t mark_of_offset() const {
    yaml_mark_t mark{};
    for (const char c : bytes_.substr(0, parser_.problem_offset)) {
      if (c == '\n') {
        ++mark.line;
        mark.column = 0;
      } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
        ++mark.column;
      }
    }
    return mark;
  }

  Result<Node> read_value(Event& event, int depth) {
    if (++nodes_ > limits_.nodes)
      return error_at(event->start_mark, fmt::format("超过 {} 个节点", limits_.nodes));
    if (depth > limits_.depth)
      return error_at(event->start_mark, fmt::format("嵌套超过 {} 层", limits_.depth));
    switch (event->type) {
      case YAML_SCALAR_EVENT: return read_scalar(event);
      case YAML_SEQUENCE_START_EVENT: return read_list(event, depth);
      case YAML_MAPPING_START_EVENT: return read_map(event, depth);
      default: return error_at(event->start_mark, "不支持锚点和引用（& *）");
    }
  }

  static Node node_at(const yaml_mark_t& mark, Node::Kind kind) {
    Node node;
    node.kind = kind;
    node.line = static_cast<int>(mark.line) + 1;
    node.column = static_cast<int>(mark.column) + 1;
    return node;
  }

  Result<Node> read_scalar(Event& event) {
    const auto& scalar = event->data.scalar;
    if (scalar.anchor != nullptr || scalar.tag != nullptr)
      return error_at(event->start_mark, "不支持锚点和标签（& !）");
    Node node = node_at(event->start_mark, Node::Kind::string);
    node.text.assign(reinterpret_cast<const char*>(scalar.value), scalar.length);
    if (scalar.style != YAML_PLAIN_SCALAR_STYLE) return node;
    if (node.text.empty() || node.text == "~" || node.text == "null") {
      node.kind = Node::Kind::null;
    } else if (node.text == "true" || node.text == "false") {
      node.kind = Node::Kind::boolean;
    } else if (looks_like_number(node.text)) {
      node.kind = Node::Kind::number;
    }
    return node;
  }

  Result<Node> read_list(Event& start, int depth) {
    if (start->data.sequence_start.anchor != nullptr) return error_at(start->start_mark, "不支持锚点（&）");
    Node node = node_at(start->start_mark, Node::Kind::list);
    for (;;) {
      Event event;
      if (!next(event)) return syntax_error();
      if (event->type == YAML_SEQUENCE_END_EVENT) return node;
      auto item = read_value(event, depth + 1);
      if (!item) return item;
      node.items.push_back(std::move(*item));
    }
  }

  Result<Node> read_map(Event& start, int depth) {
    if (start->data.mapping_start.anchor != nullptr) return error_at(start->start_mark, "不支持锚点（&）");
    Node node = node_at(start->start_mark, Node::Kind::map);
    for (;;) {
      Event event;
      if (!next(event)) return syntax_error();
      if (event->type == YAML_MAPPING_END_EVENT) return node;
      const auto key = read_value(event, depth + 1);
      if (!key) return key;
      if (!key->is_scalar()) return error_at(event->start_mark, "键必须是文字");
      if (node.find(key->text) != nullptr)
        return error_at(event->start_mark, fmt::format("键“{}”重复", key->text));
      Event content;
      if (!next(content)) return syntax_error();
      auto value = read_value(content, depth + 1);
      if (!value) return value;
      node.members.push_back({key->text, std::move(*value), key->line, key->column});
    }
  }

  yaml_parser_t parser_{};
  std::string_view bytes_;
  std::string_view file_;
  NodeLimits limits_;
  std::size_t nodes_ = 0;
};

}  // namespace

Result<Node> parse_yaml(std::string_view bytes, std::string_view file, const NodeLimits& limits) {
  if (bytes.size() > limits.bytes) {
    return fail(ErrorCode::invalid, fmt::format("{}：文件超过上限 {} 字节", file, limits.bytes));
  }
  if (!is_utf8(bytes)) return fail(ErrorCode::invalid, fmt::format("{}：不是 UTF-8 编码", file));
  return YamlReader(bytes, file, limits).read();
}

}  // namespace jiheng
