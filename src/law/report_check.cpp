#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "law/fact_entity.h"
#include "law/figure.h"
#include "law/report.h"
#include "law/suggest.h"

namespace jiheng::law {
namespace {

constexpr std::u32string_view kChineseDigits = U"二两三四五六七八九十百千";
constexpr std::array<std::u32string_view, 14> kMeasureWords{
    U"个", U"项", U"家", U"名", U"份", U"条", U"元", U"万元", U"亿元", U"成", U"倍", U"分之", U"分，", U"次"};

bool is_digit_character(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９'); }

/// The first number written out in `text` ("27", "六个"); empty when there is none.
std::string written_number(std::string_view text) {
  const std::u32string characters = to_code_points(text);
  const std::u32string_view all = characters;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool chinese =
        kChineseDigits.find(all[i]) != std::u32string_view::npos &&
        std::ranges::any_of(kMeasureWords, [&](auto word) { return all.substr(i + 1).starts_with(word); });
    if (!chinese && !is_digit_character(all[i])) continue;
    std::size_t bytes = 0;
    for (std::size_t skip = 0; skip < i; ++skip) bytes += first_characters(text.substr(bytes), 1).size();
    return std::string(first_characters(text.substr(bytes), 6));
  }
  return {};
}

/// Follows every reference of a template.
class ReportChecker {
 public:
  ReportChecker(const Book& book, const Document& document, const ReportTemplate& report, Findings& findings)
      : book_(book), document_(document), report_(report), findings_(findings) {
    year_ = *FiscalYear::of(document.until ? document.until->year() : 2099);
    const auto digits = document.place.starts_with("cn/") ? document.place.substr(3) : std::string("11");
    place_ = Region::parse((digits + "000000").substr(0, 6)).value_or(Region{});
  }

  void check() {
    check_text(report_.heading);
    check_text(report_.illustrative_note);
    check_text(report_.signature);
    for (const auto& named : report_.conditions) check_condition(named.condition);
    check_blocks(report_.opening);
    check_sections(report_.chapters);
  }

 private:
  void complain(std::string rule, std::string message, std::string hint = {}) {
    findings_.push_back({std::move(rule), Severity::error, std::move(message),
                         fmt::format("{}:{}:{}", document_.file, at_.line, at_.column), std::move(hint)});
  }

  void check_sections(const std::vector<ReportSection>& sections) {
    for (const auto& section : sections) {
      check_when(section.when);
      check_text(section.title);
      check_blocks(section.blocks);
      check_sections(section.sections);
    }
  }

  void check_blocks(const std::vector<ReportBlock>& blocks) {
    for (const auto& block : blocks) {
      check_when(block.when);
      for (const auto& sentence : block.sentences) check_sentence(sentence);
      for (const auto& point : block.points) {
        check_when(point.when);
        check_text(point.lead);
        for (const auto& sentence : point.sentences) check_sentence(sentence);
      }
      if (block.kind == ReportBlock::Kind::table) check_table(block.table);
    }
  }

  void check_sentence(const ReportSentence& sentence) {
    check_when(sentence.when);
    check_text(sentence.text);
    for (const auto& clause : sentence.clauses) check_sentence(clause);
    for (const auto& otherwise : sentence.otherwise) check_sentence(otherwise);
  }

  void check_table(const ReportTable& table) {
    check_text(table.caption);
    if (table.each) {
      check_figure(*table.each, false);
      check_group_dimension(*table.each, table.by);
    }
    in_each_ = table.each.has_value();
    in_table_ = true;
    for (const auto& row : table.rows) {
      for (const auto& cell : row) check_text(cell);
    }
    in_each_ = in_table_ = false;
  }

  void check_text(const ReportText& text) {
    at_ = text.at;
    for (std::size_t i = 0; i < text.pieces.size(); ++i) {
      const std::string_view after =
          i + 1 < text.pieces.size() ? std::string_view(text.pieces[i + 1].text) : std::string_view();
      check_piece(text.pieces[i], after);
    }
  }

  void check_piece(const ReportPiece& piece, std::string_view after) {
    switch (piece.kind) {
      case ReportPiece::Kind::text: return check_words(piece.text);
      case ReportPiece::Kind::place:
      case ReportPiece::Kind::county:
      case ReportPiece::Kind::year: return;
      case ReportPiece::Kind::group:
        if (!in_each_) complain("law.report.reference", "{group} 只能用在有 each 的表里");
        return;
      case ReportPiece::Kind::figure: return check_number(piece.figure, after);
      case ReportPiece::Kind::list: return check_list(piece);
      case ReportPiece::Kind::groups:
        check_figure(piece.figure, false);
        return check_group_dimension(piece.figure, piece.text);
      case ReportPiece::Kind::law: return check_law(piece.law);
      case ReportPiece::Kind::source:
        if (book_.source(piece.text) == nullptr)
          complain("law.report.reference", fmt::format("没有文件“{}”", piece.text));
        return;
    }
  }

  /// Numbers come from figures or law values only: one that is written out would go stale in silence.
  void check_words(std::string_view text) {
    const auto number = written_number(text);
    if (number.empty()) return;
    complain("law.report.number", fmt::format("模板里直接写了数字：“{}”", number),
             "改成指标引用 {…}、{law …} 或 {year}");
  }

  void check_number(const FigureRef& ref, std::string_view after) {
    const auto figure = check_figure(ref, true);
    if (!figure) return;
    if (figure->kind == ValueKind::money && !in_table_ && !after.starts_with("万元")) {
      complain("law.report.unit", fmt::format("金额指标“{}”之后应紧跟“万元”", ref.figure));
    }
    if (ref.about && figure->kind != ValueKind::ratio) {
      complain("law.report.reference", fmt::format("“{}”不是比率，不能用 :about", ref.figure));
    }
  }

  std::optional<Figure> check_figure(const FigureRef& ref, bool number) {
    auto figure = find_figure(book_, ref.figure, place_, year_);
    if (!figure) {
      const auto match = book_.find(Kind::figures, ref.figure, place_, year_.last_day());
      // A figure that is there and cannot be read is spoken of in its own file.
      if (match && match->rule->status == "active") return std::nullopt;
      complain("law.report.reference", fmt::format("没有指标“{}”", ref.figure),
               did_you_mean(ref.figure, figure_ids(book_, place_, year_)));
      return std::nullopt;
    }
    if (number && figure->kind == ValueKind::distribution) {
      complain("law.report.reference", fmt::format("“{}”是分布，没有一个数可写", ref.figure));
    }
    for (const auto& filter : ref.filters) check_filter(*figure, filter);
    return std::move(*figure);
  }

  void check_filter(const Figure& figure, const ReportFilter& filter) {
    const auto* column = entity_desc(figure.entity).find(filter.dimension);
    if (column == nullptr || !column->is_dimension() ||
        std::ranges::find(figure.dimensions, filter.dimension) == figure.dimensions.end()) {
      return complain("law.report.reference",
                      fmt::format("指标“{}”没有维度“{}”", figure.id, filter.dimension),
                      did_you_mean(filter.dimension, figure.dimensions));
    }
    for (const auto& code : filter.codes) {
      if (code == "*") {
        if (!in_each_) complain("law.report.reference", "代码 * 只能用在有 each 的表里");
      } else if (column->source == CodeSource::fixed &&
                 std::ranges::find(column->codes, code, &CodeRow::code) == column->codes.end()) {
        std::vector<std::string> codes;
        for (const auto& row : column->codes) codes.emplace_back(row.code);
        complain("law.report.reference",
                 fmt::format("维度“{}”没有代码“{}”，有：{}", filter.dimension, code, fmt::join(codes, "、")));
      }
    }
  }

  void check_group_dimension(const FigureRef& ref, const std::string& dimension) {
    const auto figure = find_figure(book_, ref.figure, place_, year_);
    if (figure && std::ranges::find(figure->dimensions, dimension) == figure->dimensions.end()) {
      complain("law.report.reference", fmt::format("指标“{}”不能按“{}”分组", ref.figure, dimension),
               did_you_mean(dimension, figure->dimensions));
    }
  }

  void check_list(const ReportPiece& piece) {
    const auto figure = check_figure(piece.figure, false);
    if (!figure) return;
    const auto& desc = entity_desc(figure->entity);
    const std::string pattern = piece.pattern.outer + piece.pattern.within;
    for (auto open = pattern.find('<'); open != std::string::npos; open = pattern.find('<', open + 1)) {
      const auto field = pattern.substr(open + 1, pattern.find('>', open) - open - 1);
      if (field != "*" && field != "name" && desc.find(field) == nullptr) {
        complain("law.report.reference", fmt::format("“{}”的明细没有字段“{}”", piece.figure.figure, field),
                 "可用 name 和各维度、数值列");
      }
    }
  }

  /// Some layer has to have the value; where it is missing, the report leaves the sentence out.
  void check_law(const LawRef& ref) {
    bool rule = false;
    bool value = false;
    for (const auto& document : book_.documents()) {
      if (document.kind != ref.kind || document.id != ref.id) continue;
      rule = true;
      value = value || has_value(document, ref.path);
    }
    if (!rule)
      return complain("law.report.reference", fmt::format("没有规则 {}/{}", kind_name(ref.kind), ref.id));
    if (!value)
      complain("law.report.reference",
               fmt::format("规则 {}/{} 里没有值“{}”", kind_name(ref.kind), ref.id, ref.path));
  }

  static bool has_value(const Document& document, std::string_view path) {
    const auto is_value = [](const Node* node) {
      return node != nullptr && node->is_scalar() && !node->is_null();
    };
    const Node* dated = document.kind == Kind::parameters ? document.body.find("values") : nullptr;
    if (dated == nullptr) return is_value(law_value(document.body, path));
    return std::ranges::any_of(dated->items, [&](const Node& item) {
      const Node* value = item.find("value");
      return value != nullptr && is_value(law_value(*value, path));
    });
  }

  void check_when(const std::optional<ReportCondition>& when) {
    if (when) check_condition(*when);
  }

  void check_condition(const ReportCondition& condition) {
    if (condition.at.line > 0) at_ = condition.at;
    switch (condition.kind) {
      case ReportCondition::Kind::comparison:
        check_operand(condition.left);
        check_operand(condition.right);
        return;
      case ReportCondition::Kind::named:
        if (report_.condition(condition.name) == nullptr) {
          complain("law.report.reference", fmt::format("没有名为“{}”的条件（conditions）", condition.name));
        } else if (condition_mentions_names(*report_.condition(condition.name))) {
          complain("law.report.reference", fmt::format("条件“{}”自己又用了有名字的条件", condition.name),
                   "有名字的条件只能由比较组成");
        }
        return;
      default:
        for (const auto& part : condition.parts) check_condition(part);
    }
  }

  static bool condition_mentions_names(const ReportCondition& condition) {
    return condition.kind == ReportCondition::Kind::named ||
           std::ranges::any_of(condition.parts, condition_mentions_names);
  }

  void check_operand(const ReportOperand& operand) {
    if (operand.kind == ReportOperand::Kind::figure) check_figure(operand.figure, true);
    if (operand.kind == ReportOperand::Kind::law) check_law(operand.law);
  }

  const Book& book_;
  const Document& document_;
  const ReportTemplate& report_;
  Findings& findings_;
  FiscalYear year_;
  Region place_;
  TextPlace at_;
  bool in_each_ = false;   ///< within the rows of a table with `each`
  bool in_table_ = false;  ///< units stand in the header
};

}  // namespace

void check_report(const Book& book, const Document& document, Findings& findings) {
  auto report = parse_report(document);
  if (!report) {
    std::ranges::move(report.error().findings, std::back_inserter(findings));
    return;
  }
  ReportChecker(book, document, *report, findings).check();
}

}  // namespace jiheng::law
