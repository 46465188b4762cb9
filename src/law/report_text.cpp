#include "law/report_text.h"

#include <fmt/format.h>

#include <charconv>

#include "base/text.h"

namespace jiheng::law {
namespace {

tl::unexpected<Error> bad_reference(std::string message) {
  return fail(ErrorCode::invalid, std::move(message));
}

bool is_name(std::string_view text) {
  return !text.empty() &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.-") == std::string_view::npos;
}

/// The text before `mark` is taken off the front and returned; all of it when there is no mark.
std::string_view take_before(std::string_view& text, std::string_view marks) {
  const auto end = std::min(text.find_first_of(marks), text.size());
  const auto taken = text.substr(0, end);
  text.remove_prefix(end);
  return trim(taken);
}

Result<std::vector<ReportFilter>> parse_filters(std::string_view text) {
  std::vector<ReportFilter> filters;
  for (const auto part : split(text, ',')) {
    const auto equals = part.find('=');
    ReportFilter filter;
    filter.dimension = trim(part.substr(0, equals));
    if (equals == std::string_view::npos || !is_name(filter.dimension)) {
      return bad_reference(fmt::format("方括号里应为“维度=代码”，写了“{}”", trim(part)));
    }
    for (const auto code : split(part.substr(equals + 1), '|')) filter.codes.emplace_back(trim(code));
    filters.push_back(std::move(filter));
  }
  return filters;
}

/// `+1` or `-1`; at most nine years either way.
Result<int> parse_offset(std::string_view text) {
  const bool signed_digit =
      text.size() == 2 && (text[0] == '+' || text[0] == '-') && text[1] >= '0' && text[1] <= '9';
  if (!signed_digit) return bad_reference(fmt::format("年度差应写成 +1 或 -1，写了“{}”", text));
  const int years = text[1] - '0';
  return text[0] == '-' ? -years : years;
}

/// `<unit_id>的(<project_name>)`, `<project_name>` or plain `project_name`.
Result<void> parse_pattern(std::string_view text, ListPattern& pattern) {
  const auto open = text.find('(');
  const auto close = text.rfind(')');
  if ((open == std::string_view::npos) != (close == std::string_view::npos) ||
      (open != std::string_view::npos && close < open)) {
    return bad_reference("列举里的括号不成对");
  }
  if (open == std::string_view::npos) {
    pattern.within = text.find('<') == std::string_view::npos ? fmt::format("<{}>", text) : std::string(text);
  } else {
    pattern.outer = fmt::format("{}<*>{}", text.substr(0, open), text.substr(close + 1));
    pattern.within = text.substr(open + 1, close - open - 1);
  }
  return {};
}

Result<void> parse_list_option(std::string_view text, ListPattern& pattern) {
  if (!text.starts_with("first ")) {
    pattern.suffix = text;
    return {};
  }
  const auto number = trim(text.substr(6));
  const auto [end, ec] = std::from_chars(number.data(), number.data() + number.size(), pattern.limit);
  if (ec != std::errc{} || end != number.data() + number.size() || pattern.limit <= 0) {
    return bad_reference(fmt::format("列举的上限应为正整数，写了“{}”", number));
  }
  return {};
}

Result<ReportPiece> parse_list(std::string_view text) {
  // The figure's own colon (":about") makes no sense in a list, so the first colon outside brackets ends it.
  const auto colon = text.find(':', text.find(']') == std::string_view::npos ? 0 : text.find(']'));
  if (colon == std::string_view::npos) return bad_reference("列举要写明字段：{list 指标: 字段}");
  auto figure = parse_figure_ref(trim(text.substr(0, colon)));
  if (!figure) return pass(figure);
  ReportPiece piece;
  piece.kind = ReportPiece::Kind::list;
  piece.figure = std::move(*figure);
  const auto parts = split(text.substr(colon + 1), '|');
  if (auto done = parse_pattern(trim(parts[0]), piece.pattern); !done) return pass(done);
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (auto done = parse_list_option(trim(parts[i]), piece.pattern); !done) return pass(done);
  }
  return piece;
}

Result<ReportPiece> parse_groups(std::string_view text) {
  const auto by = text.rfind(" by ");
  if (by == std::string_view::npos) return bad_reference("分组数应写成 {groups 指标 by 维度}");
  auto figure = parse_figure_ref(trim(text.substr(0, by)));
  if (!figure) return pass(figure);
  ReportPiece piece;
  piece.kind = ReportPiece::Kind::groups;
  piece.figure = std::move(*figure);
  piece.text = trim(text.substr(by + 4));
  return piece;
}

Result<ReportPiece> parse_year(std::string_view text) {
  ReportPiece piece;
  piece.kind = ReportPiece::Kind::year;
  if (text.empty()) return piece;
  const auto offset = parse_offset(trim(text));
  if (!offset) return pass(offset);
  piece.year_offset = *offset;
  return piece;
}

ReportPiece simple_piece(ReportPiece::Kind kind, std::string_view text = {}) {
  ReportPiece piece;
  piece.kind = kind;
  piece.text = text;
  return piece;
}

Result<ReportPiece> parse_reference(std::string_view text) {
  if (text == "place") return simple_piece(ReportPiece::Kind::place);
  if (text == "county") return simple_piece(ReportPiece::Kind::county);
  if (text == "group") return simple_piece(ReportPiece::Kind::group);
  if (text == "year" || text.starts_with("year+") || text.starts_with("year-"))
    return parse_year(text.substr(4));
  if (text.starts_with("list ")) return parse_list(text.substr(5));
  if (text.starts_with("groups ")) return parse_groups(text.substr(7));
  if (text.starts_with("source ")) return simple_piece(ReportPiece::Kind::source, trim(text.substr(7)));
  ReportPiece piece;
  if (text.starts_with("law ")) {
    auto law = parse_law_ref(trim(text.substr(4)));
    if (!law) return pass(law);
    piece.kind = ReportPiece::Kind::law;
    piece.law = std::move(*law);
    return piece;
  }
  auto figure = parse_figure_ref(text);
  if (!figure) return pass(figure);
  piece.kind = ReportPiece::Kind::figure;
  piece.figure = std::move(*figure);
  return piece;
}

/// Without line breaks and the blanks beside them: a long sentence may go over several lines of a file.
std::string unfold(std::string_view text) {
  std::string joined;
  for (const auto line : split(text, '\n')) joined += trim(line);
  return joined;
}

}  // namespace

Result<FigureRef> parse_figure_ref(std::string_view text) {
  const std::string_view whole = text;
  FigureRef ref;
  ref.figure = take_before(text, "[@:");
  if (!is_name(ref.figure) || ref.figure.find('.') == std::string::npos) {
    return bad_reference(fmt::format("看不懂“{{{}}}”：应为指标编号，如 assessment.count", whole));
  }
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == std::string_view::npos) return bad_reference(fmt::format("“{}”里的方括号没有合上", whole));
    auto filters = parse_filters(text.substr(1, close - 1));
    if (!filters) return pass(filters);
    ref.filters = std::move(*filters);
    text = trim(text.substr(close + 1));
  }
  if (text.starts_with('@')) {
    text.remove_prefix(1);
    const auto offset = parse_offset(take_before(text, ":"));
    if (!offset) return pass(offset);
    ref.year_offset = *offset;
  }
  if (text.starts_with(':')) {
    if (trim(text.substr(1)) != "about")
      return bad_reference(fmt::format("不认识的写法“{}”，只有 :about", text));
    ref.about = true;
    text = {};
  }
  if (!text.empty()) return bad_reference(fmt::format("“{}”里多出了“{}”", whole, text));
  return ref;
}

Result<LawRef> parse_law_ref(std::string_view text) {
  const auto slash = text.find('/');
  const auto hash = text.find('#');
  if (slash == std::string_view::npos || hash == std::string_view::npos || hash < slash) {
    return bad_reference(fmt::format("规则值应写成 law 类别/编号#路径，写了“{}”", text));
  }
  const auto kind = find_kind(text.substr(0, slash));
  if (!kind) return bad_reference(fmt::format("没有规则类别“{}”", text.substr(0, slash)));
  return LawRef{*kind, std::string(text.substr(slash + 1, hash - slash - 1)),
                std::string(text.substr(hash + 1))};
}

Result<std::vector<ReportPiece>> parse_pieces(std::string_view folded) {
  const std::string whole = unfold(folded);
  std::string_view text = whole;
  std::vector<ReportPiece> pieces;
  while (!text.empty()) {
    const auto open = text.find_first_of("{}");
    if (open != 0) pieces.push_back(simple_piece(ReportPiece::Kind::text, text.substr(0, open)));
    if (open == std::string_view::npos) break;
    const auto close = text.find('}', open);
    if (text[open] == '}' || close == std::string_view::npos) return bad_reference("花括号不成对");
    auto piece = parse_reference(trim(text.substr(open + 1, close - open - 1)));
    if (!piece) return pass(piece);
    pieces.push_back(std::move(*piece));
    text.remove_prefix(close + 1);
  }
  return pieces;
}

}  // namespace jiheng::law
