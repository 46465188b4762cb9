#include "api/schema_check.h"

#include <algorithm>

#include "base/text.h"

namespace jiheng::testing {
namespace {

/// The node a "#/a/b" reference leads to.
const Node* follow(const Node& document, std::string_view reference) {
  const Node* node = &document;
  for (const auto part : split(reference.substr(std::min<std::size_t>(reference.size(), 2)), '/')) {
    if (node != nullptr) node = node->find(part);
  }
  return node;
}

bool is_whole(std::string_view number) { return number.find_first_of(".eE") == std::string_view::npos; }

bool has_type(const Node& value, std::string_view type) {
  switch (value.kind) {
    case Node::Kind::null: return type == "null";
    case Node::Kind::boolean: return type == "boolean";
    case Node::Kind::number: return type == "number" || (type == "integer" && is_whole(value.text));
    case Node::Kind::string: return type == "string";
    case Node::Kind::list: return type == "array";
    case Node::Kind::map: return type == "object";
  }
  return false;
}

bool allows_type(const Node& type, const Node& value) {
  if (!type.is_list()) return has_type(value, type.text);
  return std::ranges::any_of(type.items, [&](const Node& one) { return has_type(value, one.text); });
}

void append(std::vector<std::string>& all, std::vector<std::string> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::vector<std::string> check_object(const Node& document, const Node& schema, const Node& value,
                                      const std::string& at) {
  std::vector<std::string> wrong;
  const Node* properties = schema.find("properties");
  const Node* others = schema.find("additionalProperties");
  for (const auto& member : value.members) {
    const Node* known = properties == nullptr ? nullptr : properties->find(member.key);
    const std::string place = at + "/" + member.key;
    if (known != nullptr)
      append(wrong, departures(document, *known, member.value, place));
    else if (others != nullptr && others->is_map())
      append(wrong, departures(document, *others, member.value, place));
    else if (others != nullptr && others->text == "false")
      wrong.push_back(place + ": not in the description");
  }
  const Node* required = schema.find("required");
  if (required == nullptr) return wrong;
  for (const auto& name : required->items) {
    if (value.find(name.text) == nullptr) wrong.push_back(at + "/" + name.text + ": missing");
  }
  return wrong;
}

}  // namespace

std::vector<std::string> departures(const Node& document, const Node& schema, const Node& value,
                                    const std::string& at) {
  if (const Node* reference = schema.find("$ref")) {
    const Node* target = follow(document, reference->text);
    if (target == nullptr)
      return {at + ": the description refers to " + reference->text + ", which is not there"};
    return departures(document, *target, value, at);
  }
  if (const Node* any = schema.find("anyOf")) {
    std::vector<std::string> last;
    for (const auto& one : any->items) {
      last = departures(document, one, value, at);
      if (last.empty()) return {};
      if (!value.is_null()) break;  // "or null" is all we use it for: the first alternative says more
    }
    return last;
  }
  const Node* type = schema.find("type");
  if (type != nullptr && !allows_type(*type, value)) return {at + ": of another type"};
  if (value.is_map()) return check_object(document, schema, value, at);
  std::vector<std::string> wrong;
  const Node* items = schema.find("items");
  for (std::size_t i = 0; items != nullptr && i < value.items.size(); ++i) {
    append(wrong, departures(document, *items, value.items[i], at + "/" + std::to_string(i)));
  }
  return wrong;
}

const Node* answer_schema(const Node& document, std::string_view path, std::string_view method, int status,
                          std::string_view media) {
  if (media == "application/problem+json")
    return document.find("components")->find("schemas")->find("Problem");
  const Node* node = document.find("paths")->find(path);
  for (const std::string_view name : {method, std::string_view("responses"),
                                      std::string_view(status == 200   ? "200"
                                                       : status == 202 ? "202"
                                                                       : "default"),
                                      std::string_view("content"), media, std::string_view("schema")}) {
    if (node != nullptr) node = node->find(name);
  }
  return node;
}

std::string path_template(const Node& document, std::string_view path, std::string_view method) {
  const auto parts = split(path, '/');
  std::string best;
  for (const auto& member : document.find("paths")->members) {
    const auto pattern = split(member.key, '/');
    if (pattern.size() != parts.size() || member.value.find(method) == nullptr) continue;
    const bool fits = std::ranges::equal(
        pattern, parts, [](std::string_view a, std::string_view b) { return a.starts_with('{') || a == b; });
    const bool literal = member.key.find('{') == std::string::npos;
    if (fits && (best.empty() || literal)) best = member.key;
  }
  return best;
}

}  // namespace jiheng::testing
