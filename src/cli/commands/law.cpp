#include "cli/commands/law.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "base/finding_json.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "law/book.h"
#include "law/compare.h"
#include "law/head.h"
#include "law/law_json.h"

namespace jiheng::cli {
namespace {

using law::Book;
using law::Citation;
using law::Document;
using law::Kind;
using law::Match;

constexpr int kLawJsonIndent = 2;

struct LawOptions {
  std::string id;
  std::string kind;
  std::string place = "cn";
  std::string as_of;
  bool json = false;
};

constexpr std::array kLawKinds{Kind::sources,    Kind::parameters, Kind::schemes, Kind::lint,
                               Kind::processes,  Kind::forms,      Kind::figures, Kind::reports,
                               Kind::indicators, Kind::policies,   Kind::places};

/// "640323", "cn/640323" or "cn" as law files write a place.
Result<std::string> law_place(const std::string& text) {
  if (text == "cn" || text.starts_with("cn/")) return text;
  const auto region = Region::parse(text);
  if (!region) return pass(region);
  return region->law_places().front();
}

Result<Date> law_date(const std::string& text) {
  return text.empty() ? Result<Date>(beijing_date(SystemClock().now_ms())) : Date::parse(text);
}

Result<std::optional<Kind>> law_kind(const std::string& name) {
  if (name.empty()) return std::optional<Kind>();
  const auto kind = law::find_kind(name);
  if (kind) return kind;
  std::string known;
  for (const Kind each : kLawKinds)
    known += fmt::format("{}{}", known.empty() ? "" : "、", law::kind_name(each));
  return fail(ErrorCode::usage, fmt::format("没有类别“{}”，可用：{}", name, known));
}

std::string validity_text(const Document& document) {
  if (!document.since && !document.until) return "长期有效";
  return fmt::format("{}{}", document.since ? document.since->to_text() + " 起" : "",
                     document.until ? " 至 " + document.until->to_text() : "");
}

std::string basis_text(const Document& document) {
  return document.basis == law::Basis::practice ? "通行做法（" + document.why + "）" : "制度";
}

std::string citation_text(const Book& book, const Citation& citation) {
  const Document* source = book.source(citation.source);
  return fmt::format(
      "{} {}{}{}{}{}", source == nullptr ? citation.source : std::string(source->body.text_of("number")),
      source == nullptr ? "" : source->title, citation.article.empty() ? "" : " ", citation.article,
      citation.verified ? "" : " 【待核实】", citation.note.empty() ? "" : "：" + citation.note);
}

std::string layer_text(const Book& book, const Document& document) {
  std::string text =
      fmt::format("  适用：{}（{}）  {}\n  依据：{}\n  文件：{}\n", book.place_name(document.place),
                  document.place, validity_text(document), basis_text(document), document.file);
  for (const auto& citation : law::all_citations(document))
    text += fmt::format("  引用：{}\n", citation_text(book, citation));
  for (const auto line : split(document.text, '\n')) {
    if (!line.empty()) text += fmt::format("    {}\n", line);
  }
  return text;
}

std::string match_text(const Book& book, Kind kind, const Match& match, std::string_view place, Date as_of) {
  std::string text =
      fmt::format("{}  {}/{}\n在 {}（{}）{} 适用的规则：\n", match.rule->title, law::kind_name(kind),
                  match.rule->id, book.place_name(place), place, as_of.to_text());
  text += layer_text(book, *match.rule);
  for (std::size_t i = 1; i < match.layers.size(); ++i) {
    text += fmt::format("\n上一层（{}）的规定，地方规定优先：\n", book.place_name(match.layers[i]->place));
    text += layer_text(book, *match.layers[i]);
  }
  for (const Document* user : law::used_by(book, kind, match.rule->id)) {
    text += fmt::format("被引用：{}/{} {}\n", law::kind_name(user->kind), user->id, user->title);
  }
  return text;
}

/// The kinds in which `id` is in force; usually one.
std::vector<std::pair<Kind, Match>> find_in_kinds(const Book& book, const std::optional<Kind>& only,
                                                  std::string_view id, std::string_view place, Date as_of) {
  std::vector<std::pair<Kind, Match>> found;
  for (const Kind kind : kLawKinds) {
    if (only && *only != kind) continue;
    if (auto match = book.find(kind, id, place, as_of)) found.emplace_back(kind, std::move(*match));
  }
  return found;
}

int show_law(const Book& book, const LawOptions& options) {
  const auto kind = law_kind(options.kind);
  if (!kind) return report(kind.error());
  const auto place = law_place(options.place);
  if (!place) return report(place.error());
  const auto as_of = law_date(options.as_of);
  if (!as_of) return report(as_of.error());
  const auto found = find_in_kinds(book, *kind, options.id, *place, *as_of);
  if (found.empty()) {
    return report({ErrorCode::not_found,
                   fmt::format("“{}”在 {}（{}）{} 没有适用的规则；用 jiheng law list 看有哪些", options.id,
                               book.place_name(*place), *place, as_of->to_text()),
                   {}});
  }
  if (found.size() > 1)
    return report({ErrorCode::usage, fmt::format("“{}”在几个类别里都有，请加 --kind", options.id), {}});
  const auto& [the_kind, match] = found.front();
  if (!options.json) {
    print(match_text(book, the_kind, match, *place, *as_of));
    return kFine;
  }
  JsonWriter json(kLawJsonIndent);
  law::write_match(json, book, the_kind, match, *place, *as_of);
  print(json.text() + "\n");
  return kFine;
}

int list_law(const Book& book, const LawOptions& options, bool every_place) {
  const auto kind = law_kind(options.kind);
  if (!kind) return report(kind.error());
  const auto place = law_place(options.place);
  if (!place) return report(place.error());
  const auto layers = law::place_layers(*place);
  std::vector<const Document*> chosen;
  for (const auto& document : book.documents()) {
    const bool here = every_place || std::ranges::find(layers, document.place) != layers.end();
    if (here && (!*kind || **kind == document.kind)) chosen.push_back(&document);
  }
  if (options.json) {
    JsonWriter json(kLawJsonIndent);
    json.begin_object().member("law_version", book.version()).key("documents").begin_list();
    for (const Document* document : chosen) law::write_summary(json, book, *document);
    print(json.end_list().end_object().text() + "\n");
    return kFine;
  }
  for (const Document* document : chosen) {
    print(fmt::format("{}/{}\t{}\t{}\t{}{}\n", law::kind_name(document->kind), document->id,
                      book.place_name(document->place), validity_text(*document), document->title,
                      document->verified() ? "" : " 【待核实】"));
  }
  print(fmt::format("共 {} 份，版本 {}\n", chosen.size(), book.version()));
  return kFine;
}

/// Bad law is what this command looks for, so it is findings (1) and not bad input (3).
int check_law(const Result<Book>& book, bool as_json) {
  if (!book && book.error().findings.empty()) return report(book.error());
  const Findings none;
  const Findings& findings = book ? none : book.error().findings;
  if (as_json) {
    JsonWriter json(kLawJsonIndent);
    json.begin_object().key("findings");
    write_findings(json, findings);
    print(json.end_object().text() + "\n");
    return findings.empty() ? kFine : kFindings;
  }
  for (const auto& finding : findings) print(to_string(finding) + "\n");
  if (!book) {
    print(fmt::format("共 {} 处错误\n", findings.size()));
    return kFindings;
  }
  std::map<Kind, int> counts;
  for (const auto& document : book->documents()) ++counts[document.kind];
  std::string text = "规则检查通过：";
  for (const auto& [kind, count] : counts) text += fmt::format("{} {}，", law::kind_name(kind), count);
  print(fmt::format("{}共 {} 份，版本 {}\n", text, book->documents().size(), book->version()));
  return kFine;
}

void set_up_law(CLI::App& app, Invocation& invocation) {
  app.require_subcommand(1);
  const auto options = std::make_shared<LawOptions>();
  const auto add = [&](const char* name, const char* help) {
    CLI::App* sub = app.add_subcommand(name, help);
    sub->fallthrough();
    sub->add_flag("--json", options->json, "输出 JSON");
    return sub;
  };
  const auto with_book = [&invocation](auto use) {
    const auto book = Book::open(invocation.law);
    return book ? use(*book) : report(book.error());
  };
  CLI::App* check = add("check", "检查规则文件，列出全部错误");
  check->callback([&invocation, options] {
    invocation.run = [&invocation, options] { return check_law(Book::open(invocation.law), options->json); };
  });

  CLI::App* show = add("show", "显示一条规则：当时当地适用的、上一层的和全部依据");
  show->add_option("ID", options->id, "规则编号，如 policy.result-use")->required();
  show->add_option("--as-of", options->as_of, "哪一天的规则（默认今天），如 2022-12-31");
  show->add_option("--place", options->place, "区划代码，如 640323；默认全国");
  show->add_option("--kind", options->kind, "类别，如 schemes");
  show->callback([&invocation, options, with_book] {
    invocation.run = [options, with_book] {
      return with_book([&](const Book& book) { return show_law(book, *options); });
    };
  });

  CLI::App* list = add("list", "列出规则");
  CLI::Option* place = list->add_option("--place", options->place, "只列适用于这个区划的，如 640323");
  list->add_option("--kind", options->kind, "只列一个类别，如 parameters");
  list->callback([&invocation, options, with_book, place] {
    invocation.run = [options, with_book, place] {
      return with_book([&](const Book& book) { return list_law(book, *options, place->empty()); });
    };
  });
}

}  // namespace

const Command kLawCommand{"law", "规则：检查、查看、列表", set_up_law};

}  // namespace jiheng::cli
