#include "base/node.h"

#include <fmt/format.h>

namespace jiheng {

const Node* Node::find(std::string_view key) const {
  for (const auto& member : members) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

std::string_view Node::text_of(std::string_view key, std::string_view fallback) const {
  const Node* node = find(key);
  return node != nullptr && node->is_scalar() && !node->is_null() ? std::string_view(node->text) : fallback;
}

std::string place_of(std::string_view file, const Node& node) {
  return fmt::format("{}:{}:{}", file, node.line, node.column);
}

bool looks_like_number(std::string_view text) {
  const auto take_digits = [&] {
    const auto end = text.find_first_not_of("0123456789");
    const auto count = end == std::string_view::npos ? text.size() : end;
    text.remove_prefix(count);
    return count > 0;
  };
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.size() > 1 && text[0] == '0' && text[1] != '.' && text[1] != 'e' && text[1] != 'E') return false;
  if (!take_digits()) return false;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (!take_digits()) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    if (!take_digits()) return false;
  }
  return text.empty();
}

}  // namespace jiheng
