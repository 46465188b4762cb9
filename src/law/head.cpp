#include "law/head.h"

#include <algorithm>
#include <tuple>

namespace jiheng::law {
namespace {

void collect_citations(const Node& node, std::vector<Citation>& all) {
  for (auto& citation : read_citations(node.find("citations"))) {
    const bool known = std::ranges::any_of(all, [&](const Citation& one) {
      return std::tie(one.source, one.article, one.note) ==
             std::tie(citation.source, citation.article, citation.note);
    });
    if (!known) all.push_back(std::move(citation));
  }
  for (const auto& item : node.items) collect_citations(item, all);
  for (const auto& member : node.members) {
    if (member.key != "citations") collect_citations(member.value, all);
  }
}

}  // namespace

std::optional<Date> read_date(const Node& map, std::string_view key) {
  const Node* node = map.find(key);
  if (node == nullptr || !node->is_scalar()) return std::nullopt;
  const auto date = Date::parse(node->text);
  return date ? std::optional<Date>(*date) : std::nullopt;
}

std::vector<Citation> read_citations(const Node* list) {
  std::vector<Citation> citations;
  if (list == nullptr) return citations;
  for (const auto& item : list->items) {
    Citation citation;
    citation.source = item.text_of("source");
    citation.article = item.text_of("article");
    citation.verified = item.text_of("verified") == "true";
    citation.note = item.text_of("note");
    citations.push_back(std::move(citation));
  }
  return citations;
}

std::vector<Citation> all_citations(const Document& document) {
  std::vector<Citation> all;
  collect_citations(document.body, all);
  return all;
}

bool read_head(Document& document) {
  const Node& body = document.body;
  document.id = body.text_of("id");
  document.title = body.text_of("title");
  document.place = body.text_of("place", "cn");
  document.since = read_date(body, "since");
  document.until = read_date(body, "until");
  document.basis = body.text_of("basis") == "practice" ? Basis::practice : Basis::law;
  document.why = body.text_of("why");
  document.status = body.text_of("status", "active");
  document.citations = read_citations(body.find("citations"));
  return !document.id.empty();
}

}  // namespace jiheng::law
