#include <fmt/format.h>

#include <algorithm>

#include "app/report_form.h"
#include "base/text.h"

namespace jiheng::app {
namespace {

constexpr std::string_view kStyle = R"(
:root { --ink: #1c2326; --soft: #5d686d; --line: #d5d2cc; --accent: #1f5f7a; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #fff; line-height: 1.9; font-variant-numeric: tabular-nums;
  font-family: "Source Han Serif SC", "Noto Serif CJK SC", "Songti SC", SimSun, serif; font-size: 17px; }
.band { margin: 0; padding: .4em 1em; text-align: center; font-size: 14px; background: #f6f1e4; border-bottom: 1px solid #e3d6b4; color: #6b5310; }
main { max-width: 36em; margin: 0 auto; padding: 2.5em 1.5em 4em; box-sizing: content-box; }
@media (min-width: 66em) { main { margin-left: max(1.5em, calc(50% - 27em)); } }
h1 { font-size: 1.7em; line-height: 1.5; text-align: center; margin: 0 0 1.4em; font-weight: 700; }
h2, h3, h4, h5 { margin: 1.2em 0 .3em; line-height: 1.6; font-size: 1em; break-after: avoid; }
h2, h3 { font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
h2 { font-size: 1.15em; } h4, h5 { font-weight: 600; }
h3, h4, h5, p.text { text-indent: 2em; }
p.text { margin: 0 0 .35em; text-align: justify; }
a.number { color: inherit; text-decoration: underline dotted var(--accent); text-underline-offset: .25em; }
a.number:hover, a.number:focus { color: var(--accent); text-decoration-style: solid; }
sup { font-size: .6em; color: #8a6d1a; line-height: 0; }
a.names { text-decoration-color: #b9c7cc; text-decoration-thickness: 1px; }
aside { float: right; clear: right; width: 17em; margin: .3em -20em 1em 0; font: 12px/1.55 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: var(--soft);
  border-left: 2px solid var(--line); padding-left: .9em; overflow-wrap: anywhere; }
aside p { margin: 0 0 .25em; } aside a { color: inherit; text-decoration: none; } aside a:hover { color: var(--accent); }
.signature { text-align: right; padding-right: 2em; margin: 2em 0 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .84em; line-height: 1.6; margin: .3em 0 1.2em; }
caption { font-weight: 600; padding: .5em; }
th, td { border: 1px solid var(--line); padding: .3em .6em; text-align: left; vertical-align: top; }
th { background: #f7f6f3; font-weight: 600; } td.value { text-align: right; white-space: nowrap; }
section.annex { clear: both; margin-top: 3em; border-top: 1px solid var(--line); }
section.annex :target { background: #e8f1f4; }
section.annex code { color: var(--soft); font-size: .9em; }
section.annex h2 { text-indent: 0; }
@media (min-width: 66em) { section.annex { width: 54em; } }
@media (max-width: 66em) { aside { display: none; } }
@media print {
  @page { size: A4; margin: 37mm 26mm 35mm 28mm; }
  body { font: 16pt/28.95pt FangSong_GB2312, FangSong, "Noto Serif CJK SC", serif; }
  main { max-width: none; margin: 0; padding: 0; } section.annex { width: auto; } aside { display: none; } h1 { font-size: 22pt; line-height: 35pt; }
  .band { border: 1px solid #999; background: none; } a.number { text-decoration: none; } section.annex { break-before: page; border: 0; }
  h2, h3, h4, h5 { font-size: 16pt; } table { font-size: 10.5pt; line-height: 1.5; } tr { break-inside: avoid; } thead { display: table-header-group; }
}
)";

std::string url_encode(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
                       (byte >= 'A' && byte <= 'Z') ||
                       std::string_view("-._~").find(c) != std::string_view::npos;
    encoded += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return encoded;
}

std::string demonstration_mark(bool illustrative) {
  return illustrative ? fmt::format(R"(<sup title="演示数据">{}</sup>)", kDemonstrationMark) : std::string();
}

/// Sets one document; numbers lead to the annex or, by the options, into the program.
class HtmlWriter {
 public:
  HtmlWriter(const ReportDocument& document, const ReportOptions& options)
      : document_(document), report_(document.report), book_(*document.view.book), options_(options) {}

  std::string write() {
    out_ = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, "
        "initial-scale=1\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n",
        escape_markup(report_.heading), kStyle);
    if (report_.illustrative) {
      out_ += fmt::format("<p class=\"band\">{}{}</p>\n", demonstration_mark(true),
                          escape_markup(report_.illustrative_note));
    }
    out_ += fmt::format("<main>\n<h1>{}</h1>\n", escape_markup(report_.heading));
    for (const auto& block : report_.blocks) write_block(block);
    if (!report_.signature.empty()) {
      out_ += fmt::format("<p class=\"signature\">{}<br>{}</p>\n", escape_markup(report_.signature),
                          document_.as_of.to_chinese());
    }
    write_annex();
    out_ += "</main>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  const engine::ReportFigure* figure_of(const engine::ReportSpan& span) const {
    const auto same = [&](const auto& f) { return f.figure.id == span.figure && f.year == span.year; };
    const auto found = std::ranges::find_if(report_.figures, same);
    return found == report_.figures.end() ? nullptr : &*found;
  }

  std::string link_of(const engine::ReportSpan& span) const {
    if (options_.figure_link.empty() || span.figure.empty()) return "#" + annex_anchor(report_, span);
    std::string filters;
    std::string parts;
    for (const auto& [dimension, code] : span.by) {
      const auto part = url_encode(dimension + ":" + code);
      filters += "&filter=" + part;
      parts += "~" + part;
    }
    auto link = replace_all(options_.figure_link, "{figure}", url_encode(span.figure));
    link = replace_all(std::move(link), "{place}", report_.place.to_text());
    link = replace_all(std::move(link), "{year}", fmt::format("{}", span.year));
    link = replace_all(std::move(link), "{snapshot}",
                       url_encode(document_.view.snapshot ? document_.view.snapshot->id : ""));
    link = replace_all(std::move(link), "{parts}", parts);
    return replace_all(std::move(link), "{filters}", filters);
  }

  std::string title_of(const engine::ReportSpan& span) const {
    const auto* figure = figure_of(span);
    if (figure == nullptr) return "规则值：" + span.law;
    return fmt::format("{}：{}", figure->figure.label, figure->figure.definition);
  }

  std::string span_html(const engine::ReportSpan& span) const {
    auto text = escape_markup(span.text);
    if (!span.figure.empty() || !span.law.empty()) {
      const bool names = span.text.empty() || static_cast<unsigned char>(span.text.front()) >= 0x80;
      text = fmt::format(R"(<a class="number{}" href="{}" title="{}">{}</a>)", names ? " names" : "",
                         escape_markup(link_of(span)), escape_markup(title_of(span)), text);
    }
    if (span.strong) text = "<strong>" + text + "</strong>";
    return text + demonstration_mark(span.illustrative);
  }

  std::string spans_html(const engine::ReportSpans& spans) const {
    std::string html;
    for (const auto& span : spans) html += span_html(span);
    return html;
  }

  void write_block(const engine::ReportBlock& block) {
    switch (block.kind) {
      case engine::ReportBlock::Kind::heading:
        out_ += fmt::format("<h{0}>{1}{2}</h{0}>\n", std::min(block.level + 1, 5),
                            escape_markup(block.number), spans_html(block.spans));
        return;
      case engine::ReportBlock::Kind::paragraph:
        out_ += fmt::format("<p class=\"text\">{}</p>\n", spans_html(block.spans));
        return write_margin(block.spans);
      case engine::ReportBlock::Kind::table: return write_table(block);
    }
  }

  /// Beside a paragraph: which figures it speaks of, each once.
  void write_margin(const engine::ReportSpans& spans) {
    std::vector<std::string> anchors;
    std::string notes;
    for (const auto& span : spans) {
      const auto* figure = figure_of(span);
      const auto anchor = annex_anchor(report_, span);
      if (figure == nullptr || std::ranges::find(anchors, anchor) != anchors.end()) continue;
      anchors.push_back(anchor);
      notes += fmt::format("<p><a href=\"#{}\">{}</a> · {} 行</p>", anchor,
                           escape_markup(figure->figure.label), figure->value.rows);
    }
    if (!notes.empty())
      out_.insert(out_.rfind("<p class=\"text\">"), fmt::format("<aside>{}</aside>\n", notes));
  }

  void write_table(const engine::ReportBlock& block) {
    out_ +=
        fmt::format("<div class=\"scroll\"><table><caption>{}</caption><thead><tr>", spans_html(block.spans));
    for (const auto& cell : block.header)
      out_ += fmt::format("<th scope=\"col\">{}</th>", escape_markup(cell));
    out_ += "</tr></thead><tbody>\n";
    for (const auto& row : block.rows) {
      out_ += "<tr>";
      for (std::size_t i = 0; i < row.size(); ++i)
        out_ += fmt::format("<td{}>{}</td>", i > 0 ? " class=\"value\"" : "", spans_html(row[i]));
      out_ += "</tr>\n";
    }
    out_ += "</tbody></table></div>\n";
  }

  void write_annex() {
    out_ +=
        "<section class=\"annex\"><h2>附件：指标口径说明</h2>\n<div class=\"scroll\"><table><thead><tr><th "
        "scope=\"col\">指标</th>"
        "<th scope=\"col\">数值</th><th scope=\"col\">数据行</th><th scope=\"col\">口径</th><th "
        "scope=\"col\">依据</th></tr></thead><tbody>\n";
    std::size_t number = 0;
    for (const auto& figure : report_.figures) {
      out_ += fmt::format(
          "<tr id=\"figure-{}\"><td>{}<br><code>{}</code></td><td class=\"value\">{}{}</td><td "
          "class=\"value\">{}</td>"
          "<td>{}</td><td>{}</td></tr>\n",
          ++number, escape_markup(label_of(report_, figure)), escape_markup(figure.figure.id),
          value_with_unit(figure), demonstration_mark(figure.illustrative), figure.value.rows,
          escape_markup(definition_text(figure)), escape_markup(citations_text(book_, figure.citations)));
    }
    out_ += "</tbody></table></div>\n";
    number = 0;
    for (const auto& rule : report_.laws) {
      out_ += fmt::format("<p id=\"law-{}\">规则“{}” <code>{}</code>：{}</p>\n", ++number,
                          escape_markup(rule.title), escape_markup(rule.key),
                          escape_markup(citations_text(book_, rule.citations)));
    }
    out_ += "<p>依据文件：</p>\n<ul>\n";
    for (const auto& cited : cited_documents(document_))
      out_ += fmt::format("<li>{}</li>\n", escape_markup(cited));
    out_ += "</ul>\n</section>\n";
  }

  const ReportDocument& document_;
  const engine::Report& report_;
  const law::Book& book_;
  const ReportOptions& options_;
  std::string out_;
};

}  // namespace

std::string report_as_html(const ReportDocument& document, const ReportOptions& options) {
  return HtmlWriter(document, options).write();
}

}  // namespace jiheng::app
