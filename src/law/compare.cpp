#include "law/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace jiheng::law {
namespace {

constexpr std::array<std::string_view, 5> kIdentifyingKeys{"id", "code", "field", "source", "name"};

std::string pair_identity(const Node& item) {
  const std::string_view evaluator = item.text_of("evaluator");
  const std::string_view grade = item.text_of("grade");
  return evaluator.empty() || grade.empty() ? std::string() : fmt::format("{}:{}", evaluator, grade);
}

/// What each item of a list is called by `read`; empty when one has no name or two have the same.
template <class Read>
std::vector<std::string> unique_names(const Node& list, Read read) {
  std::vector<std::string> names;
  std::set<std::string> seen;
  for (const auto& item : list.items) {
    names.push_back(read(item));
    if (names.back().empty() || !seen.insert(names.back()).second) return {};
  }
  return names;
}

/// The names of the items of both lists by the first key that identifies all of them.
bool name_items(const Node& before, const Node& after, std::vector<std::string>& a,
                std::vector<std::string>& b) {
  const auto try_with = [&](const auto& read) {
    a = unique_names(before, read);
    b = unique_names(after, read);
    return a.size() == before.items.size() && b.size() == after.items.size();
  };
  for (const std::string_view key : kIdentifyingKeys) {
    if (try_with([key](const Node& item) { return std::string(item.text_of(key)); })) return true;
  }
  return try_with(pair_identity);
}

std::string pointer_part(std::string_view key) {
  std::string part;
  for (const char c : key)
    part += c == '~' ? std::string("~0") : c == '/' ? std::string("~1") : std::string(1, c);
  return part;
}

class NodeComparison {
 public:
  void compare(const Node& before, const Node& after, const std::string& path) {
    if (before.is_map() && after.is_map()) return compare_maps(before, after, path);
    if (before.is_list() && after.is_list() && before.items.empty() == after.items.empty())
      return compare_lists(before, after, path);
    const std::string a = one_line(before);
    const std::string b = one_line(after);
    if (a != b || before.kind != after.kind) differences.push_back({path, a, b});
  }

  std::vector<Difference> differences;

 private:
  void compare_maps(const Node& before, const Node& after, const std::string& path) {
    for (const auto& member : before.members) {
      const std::string inner = path + "/" + pointer_part(member.key);
      const Node* other = after.find(member.key);
      if (other == nullptr) {
        differences.push_back({inner, one_line(member.value), {}});
      } else {
        compare(member.value, *other, inner);
      }
    }
    for (const auto& member : after.members) {
      if (before.find(member.key) == nullptr)
        differences.push_back({path + "/" + pointer_part(member.key), {}, one_line(member.value)});
    }
  }

  void compare_lists(const Node& before, const Node& after, const std::string& path) {
    std::vector<std::string> a;
    std::vector<std::string> b;
    if (!name_items(before, after, a, b)) {
      a = numbers(before.items.size());
      b = numbers(after.items.size());
    }
    for (std::size_t i = 0; i < a.size(); ++i) {
      const std::string inner = path + "/" + pointer_part(a[i]);
      const auto found = std::ranges::find(b, a[i]);
      if (found == b.end()) {
        differences.push_back({inner, one_line(before.items[i]), {}});
      } else {
        compare(before.items[i], after.items[static_cast<std::size_t>(found - b.begin())], inner);
      }
    }
    for (std::size_t i = 0; i < b.size(); ++i) {
      if (std::ranges::find(a, b[i]) == a.end())
        differences.push_back({path + "/" + pointer_part(b[i]), {}, one_line(after.items[i])});
    }
  }

  static std::vector<std::string> numbers(std::size_t count) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) names.push_back(fmt::format("{}", i));
    return names;
  }
};

bool is_id_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

/// Whether `id` stands in `text` as a whole id: "{assessment.count}" names "assessment.count", not
/// "assessment".
bool names_id(std::string_view text, std::string_view id) {
  for (std::size_t at = text.find(id); at != std::string_view::npos; at = text.find(id, at + 1)) {
    const std::size_t end = at + id.size();
    const bool starts = at == 0 || !is_id_character(text[at - 1]);
    const bool ends = end == text.size() || !is_id_character(text[end]);
    if (starts && ends) return true;
  }
  return false;
}

bool names_id(const Node& node, std::string_view id) {
  if (node.is_scalar()) return names_id(std::string_view(node.text), id);
  return std::ranges::any_of(node.items, [&](const Node& item) { return names_id(item, id); }) ||
         std::ranges::any_of(node.members, [&](const Member& member) {
           return member.key != "id" && names_id(member.value, id);
         });
}

bool cites(const Node& node, std::string_view source) {
  if (const Node* citations = node.find("citations")) {
    if (std::ranges::any_of(citations->items,
                            [&](const Node& item) { return item.text_of("source") == source; }))
      return true;
  }
  return std::ranges::any_of(node.items, [&](const Node& item) { return cites(item, source); }) ||
         std::ranges::any_of(node.members, [&](const Member& member) { return cites(member.value, source); });
}

}  // namespace

std::string one_line(const Node& node) {
  if (node.is_scalar()) return node.text;
  std::string line = node.is_list() ? "[" : "{";
  for (const auto& item : node.items) line += (line.size() > 1 ? ", " : "") + one_line(item);
  for (const auto& member : node.members)
    line += fmt::format("{}{}: {}", line.size() > 1 ? ", " : "", member.key, one_line(member.value));
  return line + (node.is_list() ? "]" : "}");
}

std::vector<Difference> compare(const Node& before, const Node& after) {
  NodeComparison comparison;
  comparison.compare(before, after, "");
  return std::move(comparison.differences);
}

std::vector<const Document*> used_by(const Book& book, Kind kind, std::string_view id) {
  std::vector<const Document*> users;
  for (const auto& document : book.documents()) {
    if (document.kind == kind && document.id == id) continue;
    const bool uses = kind == Kind::sources ? cites(document.body, id) : names_id(document.body, id);
    if (uses) users.push_back(&document);
  }
  return users;
}

}  // namespace jiheng::law
