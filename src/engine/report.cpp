#include "engine/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "engine/facts.h"
#include "engine/report_values.h"
#include "law/report.h"

namespace jiheng::engine {
namespace {

/// 1 to 99 in Chinese: "一", "十", "二十三".
std::string chinese_number(std::size_t number) {
  constexpr std::array<std::string_view, 10> kDigits{"",   "一", "二", "三", "四",
                                                     "五", "六", "七", "八", "九"};
  const auto tens = number / 10;
  std::string text;
  if (tens > 0) text = fmt::format("{}十", tens > 1 ? kDigits.at(tens % 10) : "");
  return text + std::string(kDigits.at(number % 10));
}

/// GB/T 9704 7.3.3: 一、（一）1.（1）.
std::string heading_number(int level, std::size_t number) {
  switch (level) {
    case 1: return chinese_number(number) + "、";
    case 2: return "（" + chinese_number(number) + "）";
    case 3: return fmt::format("{}.", number);
    default: return fmt::format("（{}）", number);
  }
}

bool ends_sentence(std::string_view text) {
  constexpr std::array<std::string_view, 5> kEnds{"。", "！", "？", "：", "；"};
  return std::ranges::any_of(kEnds, [&](std::string_view end) { return text.ends_with(end); });
}

bool is_plain(const ReportSpan& span) { return span.figure.empty() && span.law.empty() && !span.strong; }

void append_text(ReportSpans& spans, std::string_view text) {
  if (text.empty()) return;
  if (!spans.empty() && is_plain(spans.back())) {
    spans.back().text += text;
  } else {
    spans.emplace_back().text = text;
  }
}

void append_spans(ReportSpans& to, ReportSpans from) {
  for (auto& span : from) {
    if (is_plain(span))
      append_text(to, span.text);
    else
      to.push_back(std::move(span));
  }
}

using MaybeSpans = std::optional<ReportSpans>;

/// "我县" for 盐池县; "本地" where the name does not say what it is.
std::string_view county_character(std::string_view place) {
  for (const std::string_view kind : {"县", "区", "市", "旗", "州", "盟", "省"}) {
    if (place.ends_with(kind)) return kind;
  }
  return "县";
}

/// Writes a template's blocks; what has nothing to say is left out.
class ReportWriter {
 public:
  ReportWriter(const law::ReportTemplate& report, const law::Book& book, ReportValues& values,
               std::string place_name)
      : report_(report), book_(book), values_(values), place_name_(std::move(place_name)) {}

  std::vector<ReportBlock> write() {
    std::vector<ReportBlock> blocks;
    write_blocks(report_.opening, blocks);
    write_sections(report_.chapters, 1, blocks);
    return blocks;
  }

  std::string plain(const law::ReportText& text) {
    std::string plain_text;
    for (const auto& span : write_text(text).value_or(ReportSpans{})) plain_text += span.text;
    return plain_text;
  }

 private:
  bool said(const std::optional<law::ReportCondition>& when) { return !when || values_.holds(*when); }

  void write_sections(const std::vector<law::ReportSection>& sections, int level,
                      std::vector<ReportBlock>& blocks) {
    std::size_t number = 0;
    for (const auto& section : sections) {
      if (!said(section.when)) continue;
      auto title = write_text(section.title);
      std::vector<ReportBlock> inside;
      write_blocks(section.blocks, inside);
      write_sections(section.sections, level + 1, inside);
      if (inside.empty() || !title) continue;
      ReportBlock heading;
      heading.kind = ReportBlock::Kind::heading;
      heading.level = level;
      heading.number = heading_number(level, ++number);
      heading.spans = std::move(*title);
      blocks.push_back(std::move(heading));
      std::ranges::move(inside, std::back_inserter(blocks));
    }
  }

  void write_blocks(const std::vector<law::ReportBlock>& sources, std::vector<ReportBlock>& blocks) {
    for (const auto& source : sources) {
      if (!said(source.when)) continue;
      switch (source.kind) {
        case law::ReportBlock::Kind::paragraph:
          add_paragraph(write_sentences(source.sentences), blocks);
          break;
        case law::ReportBlock::Kind::points: write_points(source.points, blocks); break;
        case law::ReportBlock::Kind::table: write_table(source.table, blocks); break;
      }
    }
  }

  static void add_paragraph(ReportSpans spans, std::vector<ReportBlock>& blocks) {
    if (spans.empty()) return;
    ReportBlock block;
    block.spans = std::move(spans);
    blocks.push_back(std::move(block));
  }

  void write_points(const std::vector<law::ReportPoint>& points, std::vector<ReportBlock>& blocks) {
    std::size_t number = 0;
    for (const auto& point : points) {
      if (!said(point.when)) continue;
      auto lead = write_text(point.lead);
      if (!lead) continue;
      ReportSpans spans;
      append_text(*lead, "。");
      append_text(spans, chinese_number(++number) + "是");
      append_spans(spans, std::move(*lead));
      for (auto& span : spans) span.strong = true;
      append_spans(spans, write_sentences(point.sentences));
      add_paragraph(std::move(spans), blocks);
    }
  }

  ReportSpans write_sentences(const std::vector<law::ReportSentence>& sentences) {
    ReportSpans spans;
    for (const auto& sentence : sentences) {
      auto written = write_sentence(sentence);
      if (!written) continue;
      if (!ends_sentence(written->back().text)) append_text(*written, "。");
      append_spans(spans, std::move(*written));
    }
    return spans;
  }

  /// Nothing when it is not to be said and has nothing to say instead.
  MaybeSpans write_sentence(const law::ReportSentence& sentence) {
    MaybeSpans spans;
    if (said(sentence.when))
      spans = sentence.clauses.empty() ? write_text(sentence.text) : write_clauses(sentence.clauses);
    if (!spans && !sentence.otherwise.empty()) spans = write_sentence(sentence.otherwise.front());
    return spans;
  }

  MaybeSpans write_clauses(const std::vector<law::ReportSentence>& clauses) {
    ReportSpans spans;
    for (const auto& clause : clauses) {
      auto written = write_sentence(clause);
      if (!written) continue;
      if (!spans.empty() && !ends_sentence(spans.back().text)) append_text(spans, "；");
      append_spans(spans, std::move(*written));
    }
    return spans.empty() ? MaybeSpans{} : std::move(spans);
  }

  /// Nothing when a figure in it cannot be computed, or a count, amount or list in it is nothing: "0 个" is
  /// not said.
  MaybeSpans write_text(const law::ReportText& text) {
    ReportSpans spans;
    for (const auto& piece : text.pieces) {
      if (!write_piece(piece, spans)) return std::nullopt;
    }
    return spans.empty() ? MaybeSpans{} : std::move(spans);
  }

  bool write_piece(const law::ReportPiece& piece, ReportSpans& spans) {
    using Kind = law::ReportPiece::Kind;
    switch (piece.kind) {
      case Kind::text: append_text(spans, piece.text); return true;
      case Kind::place: append_text(spans, place_name_); return true;
      case Kind::county: append_text(spans, county_character(place_name_)); return true;
      case Kind::year:
        append_text(spans, fmt::format("{}", values_.year().value() + piece.year_offset));
        return true;
      case Kind::group:
        append_text(spans, values_.group() == nullptr ? "" : values_.group()->label);
        return true;
      case Kind::figure: return write_value(values_.value_of(piece.figure), spans);
      case Kind::groups: return write_value(values_.groups_of(piece), spans);
      case Kind::list: return write_list(piece, spans);
      case Kind::law: return write_law(piece, spans);
      case Kind::source: return write_source(piece, spans);
    }
    return false;
  }

  bool write_value(RefValue value, ReportSpans& spans) const {
    const bool nothing = !value.value || (*value.value == 0 && value.kind != law::ValueKind::ratio &&
                                          value.kind != law::ValueKind::score);
    if (nothing && !in_table_) return false;
    spans.push_back(std::move(value.span));
    return true;
  }

  bool write_list(const law::ReportPiece& piece, ReportSpans& spans) {
    auto span = values_.list_of(piece);
    if (span.text.empty()) return false;
    spans.push_back(std::move(span));
    return true;
  }

  bool write_law(const law::ReportPiece& piece, ReportSpans& spans) const {
    auto span = values_.law_value(piece.law);
    if (span) spans.push_back(std::move(*span));
    return span.has_value();
  }

  /// 《title》（文号）.
  bool write_source(const law::ReportPiece& piece, ReportSpans& spans) const {
    const auto* source = book_.source(piece.text);
    if (source == nullptr) return false;
    const auto number = source->body.text_of("number");
    append_text(spans, fmt::format("《{}》", source->title));
    if (!number.empty()) append_text(spans, fmt::format("（{}）", number));
    return true;
  }

  void write_table(const law::ReportTable& table, std::vector<ReportBlock>& blocks) {
    auto caption = write_text(table.caption);
    if (!caption) return;
    ReportBlock block;
    block.kind = ReportBlock::Kind::table;
    block.spans = std::move(*caption);
    block.header = table.header;
    in_table_ = true;
    if (table.each) {
      for (const auto& group : values_.group_rows(*table.each, table.by)) {
        values_.set_group(&group);
        write_rows(table, block);
        values_.set_group(nullptr);
      }
    } else {
      write_rows(table, block);
    }
    in_table_ = false;
    if (!block.rows.empty()) blocks.push_back(std::move(block));
  }

  void write_rows(const law::ReportTable& table, ReportBlock& block) {
    for (const auto& row : table.rows) {
      auto& cells = block.rows.emplace_back();
      for (const auto& cell : row) {
        auto spans = write_text(cell).value_or(ReportSpans{});
        if (spans.empty()) append_text(spans, "—");
        cells.push_back(std::move(spans));
      }
    }
  }

  const law::ReportTemplate& report_;
  const law::Book& book_;
  ReportValues& values_;
  std::string place_name_;
  bool in_table_ = false;  ///< where zero is written, because a cell has to say something
};

bool shows_demonstration(const std::vector<ReportBlock>& blocks) {
  const auto marked = [](const ReportSpans& spans) {
    return std::ranges::any_of(spans, &ReportSpan::illustrative);
  };
  return std::ranges::any_of(blocks, [&](const ReportBlock& block) {
    return marked(block.spans) ||
           std::ranges::any_of(block.rows, [&](const auto& row) { return std::ranges::any_of(row, marked); });
  });
}

Result<void> check_there_are_facts(const FactBase& facts, const law::Book& book, Region place,
                                   FiscalYear year) {
  const auto years = facts.years(place);
  if (years.empty()) {
    return fail(ErrorCode::not_found,
                fmt::format("没有“{}”（{}）的数据", book.place_name(place), place.to_text()));
  }
  if (std::ranges::find(years, year) != years.end()) return {};
  std::vector<int> numbers;
  for (const auto known : years) numbers.push_back(known.value());
  return fail(ErrorCode::not_found,
              fmt::format("“{}”没有 {} 年度的数据，有数据的年度：{}", book.place_name(place), year.value(),
                          fmt::join(numbers, "、")));
}

}  // namespace

Result<Report> render_report(const FactBase& facts, const law::Book& book, std::string_view id, Region place,
                             FiscalYear year) {
  if (auto there = check_there_are_facts(facts, book, place, year); !there) return pass(there);
  const auto match = book.find(law::Kind::reports, id, place, year.last_day());
  if (!match) return fail(ErrorCode::not_found, fmt::format("没有报告“{}”", id));
  const auto source = law::parse_report(*match->rule);
  if (!source) return pass(source);
  ReportValues values(facts, book, *source, place, year);
  Report report;
  report.id = id;
  report.title = match->rule->title;
  report.place = place;
  report.place_name = book.place_name(place);
  report.year = year;
  ReportWriter writer(*source, book, values, report.place_name);
  report.heading = writer.plain(source->heading);
  report.blocks = writer.write();
  report.figures = values.figures_in(report.blocks);
  report.laws = values.laws_in(report.blocks);
  if (values.error()) return tl::unexpected<Error>(*values.error());
  if (std::ranges::none_of(report.figures,
                           [](const ReportFigure& figure) { return figure.value.rows > 0; })) {
    return fail(ErrorCode::not_found, fmt::format("“{}”{} 年度没有可以写进“{}”的数据", report.place_name,
                                                  year.value(), report.title));
  }
  report.illustrative = shows_demonstration(report.blocks);
  if (report.illustrative) report.illustrative_note = writer.plain(source->illustrative_note);
  report.signature = writer.plain(source->signature);
  return report;
}

}  // namespace jiheng::engine
