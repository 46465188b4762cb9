#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "law/check.h"
#include "law/head.h"
#include "law/json_schema.h"
#include "law/suggest.h"

namespace jiheng::law {
namespace {

constexpr std::string_view kNation = "cn";

/// Kinds whose files lay something down, so that they must say on what they rest.
constexpr std::array kKindsWithBasis{Kind::parameters, Kind::schemes, Kind::lint,
                                     Kind::processes,  Kind::forms,   Kind::policies};

/// The node of a head key, else the file's first.
const Node& head_node(const Document& document, std::string_view key) {
  const Node* node = document.body.find(key);
  return node == nullptr ? document.body : *node;
}

/// Goes through one document's body and looks at every `citations`, `since` and `until` in it.
class CitationWalk {
 public:
  CitationWalk(const Book& book, const Document& document, Findings& findings)
      : book_(book), document_(document), findings_(findings) {}

  void walk(const Node& node) {
    if (const Node* citations = node.find("citations"); citations != nullptr && citations->is_list()) {
      for (const auto& item : citations->items) check_citation(item);
      check_not_before_sources(node, *citations);
    }
    check_order_of_dates(node);
    for (const auto& item : node.items) walk(item);
    for (const auto& member : node.members) walk(member.value);
  }

  int citations() const { return count_; }

 private:
  void complain(const Node& node, std::string rule, std::string message, std::string hint) {
    findings_.push_back(finding_at(document_, node, std::move(rule), std::move(message), std::move(hint)));
  }

  void check_citation(const Node& item) {
    ++count_;
    const Node* id = item.find("source");
    if (id == nullptr) return;
    const Document* source = book_.source(id->text);
    if (source == nullptr)
      return complain(*id, "law.citation", fmt::format("引用的文件“{}”不在 law/sources 中", id->text),
                      near_source(id->text));
    if (item.text_of("verified") == "true" && source->body.text_of("verified") != "true") {
      complain(item, "law.citation", fmt::format("引用标为已核对，但文件“{}”本身未核对", id->text),
               "核对原文后先改 law/sources");
    }
    check_article(item, *source);
  }

  std::string near_source(std::string_view id) const {
    std::vector<std::string> ids;
    for (const auto& document : book_.documents()) {
      if (document.kind == Kind::sources) ids.push_back(document.id);
    }
    const std::string hint = did_you_mean(id, ids);
    return hint.empty() ? "先在 law/sources 里写这份文件" : hint;
  }

  /// "第十六条第二款" is inside "第十六条".
  void check_article(const Node& item, const Document& source) {
    const Node* articles = source.body.find("articles");
    const Node* article = item.find("article");
    if (articles == nullptr || article == nullptr || article->text.empty()) return;
    std::vector<std::string> known;
    for (const auto& one : articles->items) known.emplace_back(one.text_of("article"));
    if (std::ranges::any_of(known, [&](const std::string& one) { return article->text.starts_with(one); }))
      return;
    complain(*article, "law.citation", fmt::format("“{}”里没有登记条款“{}”", source.title, article->text),
             fmt::format("改正条款，或在 {} 的 articles 里登记", source.file));
  }

  /// A rule cannot be older than every document it rests on.
  void check_not_before_sources(const Node& node, const Node& citations) {
    const auto since = read_date(node, "since");
    std::optional<Date> first;
    std::string_view title;
    for (const auto& item : citations.items) {
      const Document* source = book_.source(item.text_of("source"));
      const auto date = source == nullptr ? std::nullopt : read_date(source->body, "date");
      if (!date) return;
      if (!first || *date < *first) {
        first = date;
        title = source->title;
      }
    }
    if (!since || !first || *first <= *since) return;
    complain(*node.find("since"), "law.date",
             fmt::format("生效日期 {} 早于所引“{}”的发文日期 {}", since->to_text(), title, first->to_text()),
             "改正日期，或补引更早的文件");
  }

  void check_order_of_dates(const Node& node) {
    const auto since = read_date(node, "since");
    const auto until = read_date(node, "until");
    if (since && until && *until < *since) {
      complain(*node.find("until"), "law.date",
               fmt::format("失效日期 {} 早于生效日期 {}", until->to_text(), since->to_text()),
               "改正 since 或 until");
    }
  }

  const Book& book_;
  const Document& document_;
  Findings& findings_;
  int count_ = 0;
};

void check_basis(const Document& document, int citations, Findings& findings) {
  if (document.basis == Basis::practice && document.why.empty()) {
    findings.push_back(finding_at(document, head_node(document, "basis"), "law.basis",
                                  "依据是通行做法，却没有写为什么", "补上 why:"));
  }
  if (document.basis == Basis::law && citations == 0 &&
      std::ranges::find(kKindsWithBasis, document.kind) != kKindsWithBasis.end()) {
    findings.push_back(finding_at(document, head_node(document, "id"), "law.basis",
                                  fmt::format("规则“{}”没有引用任何文件", document.id),
                                  "补上 citations:，或写 basis: practice 和 why:"));
  }
  if (document.status == "retired" && !document.until) {
    findings.push_back(finding_at(document, head_node(document, "status"), "law.date",
                                  "已停用的规则没有写失效日期", "补上 until:"));
  }
}

void check_place(const Book& book, const Document& document, Findings& findings) {
  if (is_law_place(document.place) && document.place != kNation && !book.knows_place(document.place)) {
    findings.push_back(finding_at(document, head_node(document, "place"), "law.place",
                                  fmt::format("地方“{}”不在 law/places 中", document.place),
                                  "先在 law/places 里登记这个区划"));
  }
}

/// Documents are sorted by kind, id, place and since, so those that may overlap are neighbours.
void check_overlap(const Document& a, const Document& b, Findings& findings) {
  if (a.kind != b.kind || a.id != b.id || a.place != b.place || a.status == "draft" || b.status == "draft")
    return;
  if (a.until && b.since && *a.until < *b.since) return;
  const std::string message = a.since == b.since
                                  ? fmt::format("编号“{}”在 {} 重复，另一个在 {}", b.id, b.place, a.file)
                                  : fmt::format("“{}”在 {} 的有效期与 {} 重叠", b.id, b.place, a.file);
  findings.push_back(finding_at(b, head_node(b, b.since ? "since" : "id"), "law.overlap", message,
                                "改编号，或给前一个写 until"));
}

}  // namespace

void check_heads(const Book& book, Findings& findings) {
  const auto documents = book.documents();
  for (std::size_t i = 0; i < documents.size(); ++i) {
    CitationWalk walk(book, documents[i], findings);
    walk.walk(documents[i].body);
    check_basis(documents[i], walk.citations(), findings);
    check_place(book, documents[i], findings);
    for (std::size_t j = i + 1; j < documents.size() && documents[j].id == documents[i].id; ++j) {
      check_overlap(documents[i], documents[j], findings);
    }
  }
}

}  // namespace jiheng::law
