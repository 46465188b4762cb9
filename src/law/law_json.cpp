#include "law/law_json.h"

#include "law/compare.h"
#include "law/head.h"

namespace jiheng::law {
namespace {

void write_date(JsonWriter& json, std::string_view key, const std::optional<Date>& date) {
  json.key(key);
  date ? json.string(date->to_text()) : json.null();
}

std::string_view basis_code(Basis basis) { return basis == Basis::practice ? "practice" : "law"; }

}  // namespace

void write_citation(JsonWriter& json, const Book& book, const Citation& citation) {
  const Document* source = book.source(citation.source);
  json.begin_object().member("source", citation.source);
  json.member("document_number", source == nullptr ? std::string_view() : source->body.text_of("number"));
  json.member("title", source == nullptr ? std::string_view() : std::string_view(source->title));
  json.member("article", citation.article).key("verified").boolean(citation.verified);
  json.member("note", citation.note).end_object();
}

void write_summary(JsonWriter& json, const Book& book, const Document& document) {
  json.begin_object()
      .member("kind", kind_name(document.kind))
      .member("id", document.id)
      .member("title", document.title);
  json.member("place", document.place).member("place_name", book.place_name(document.place));
  write_date(json, "since", document.since);
  write_date(json, "until", document.until);
  json.member("basis", basis_code(document.basis)).key("verified").boolean(document.verified());
  json.member("status", document.status).end_object();
}

void write_layer(JsonWriter& json, const Book& book, const Document& document) {
  json.begin_object().member("place", document.place).member("place_name", book.place_name(document.place));
  json.member("title", document.title);
  write_date(json, "since", document.since);
  write_date(json, "until", document.until);
  json.member("basis", basis_code(document.basis)).member("why", document.why).member("file", document.file);
  json.member("yaml", document.text).key("citations").begin_list();
  for (const auto& citation : all_citations(document)) write_citation(json, book, citation);
  json.end_list().end_object();
}

void write_match(JsonWriter& json, const Book& book, Kind kind, const Match& match, std::string_view place,
                 Date as_of) {
  const Document& rule = *match.rule;
  json.begin_object().member("kind", kind_name(kind)).member("id", rule.id).member("title", rule.title);
  json.member("place", place).member("as_of", as_of.to_text()).key("rule");
  write_layer(json, book, rule);
  json.key("layers").begin_list();
  for (const Document* layer : match.layers) write_layer(json, book, *layer);
  json.end_list().key("versions").begin_list();
  for (const Document* version : book.versions(kind, rule.id)) {
    json.begin_object().member("place", version->place);
    write_date(json, "since", version->since);
    write_date(json, "until", version->until);
    json.member("file", version->file).end_object();
  }
  json.end_list().key("used_by").begin_list();
  for (const Document* user : used_by(book, kind, rule.id)) {
    json.begin_object()
        .member("kind", kind_name(user->kind))
        .member("id", user->id)
        .member("title", user->title)
        .end_object();
  }
  json.end_list().end_object();
}

}  // namespace jiheng::law
