#include "law/report.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "law/check.h"
#include "law/parameter.h"
#include "law/report_text.h"

namespace jiheng::law {
namespace {

/// Reads a template from the nodes of its file; collects every fault on the way.
class TemplateReader {
 public:
  explicit TemplateReader(const Document& document) : document_(document) {}

  Findings findings;

  ReportTemplate read() {
    const Node& body = document_.body;
    ReportTemplate report;
    report.heading = text_member(body, "heading", true);
    report.illustrative_note = text_member(body, "illustrative_note", true);
    report.signature = text_member(body, "signature", false);
    if (const Node* conditions = body.find("conditions")) {
      for (const auto& member : conditions->members) {
        if (auto condition = read_condition(member.value))
          report.conditions.push_back({member.key, std::move(*condition)});
      }
    }
    report.opening = read_blocks(body.find("opening"));
    report.chapters = read_sections(body.find("chapters"));
    if (report.chapters.empty()) complain(body, "报告至少要有一章（chapters）");
    return report;
  }

 private:
  void complain(const Node& node, std::string message) {
    findings.push_back(finding_at(document_, node, "law.report", std::move(message)));
  }

  ReportText read_text(const Node& node) {
    ReportText text;
    text.at = {node.line, node.column};
    if (!node.is_scalar() || node.text.empty()) {
      complain(node, "这里应为文字");
      return text;
    }
    auto pieces = parse_pieces(node.text);
    if (!pieces) {
      complain(node, pieces.error().message);
      return text;
    }
    text.pieces = std::move(*pieces);
    return text;
  }

  ReportText text_member(const Node& map, std::string_view key, bool required) {
    const Node* node = map.find(key);
    if (node != nullptr) return read_text(*node);
    if (required) complain(map, fmt::format("缺少“{}”", key));
    return {};
  }

  std::optional<ReportCondition> read_condition(const Node& node) {
    auto condition = parse_condition(node.text);
    if (!condition) {
      complain(node, condition.error().message);
      return std::nullopt;
    }
    condition->at = {node.line, node.column};
    return std::move(*condition);
  }

  std::optional<ReportCondition> when_of(const Node& map) {
    const Node* node = map.find("when");
    if (node == nullptr) return std::nullopt;
    return read_condition(*node);
  }

  ReportSentence read_sentence(const Node& node) {
    ReportSentence sentence;
    if (!node.is_map()) {
      sentence.text = read_text(node);
      return sentence;
    }
    sentence.when = when_of(node);
    const Node* say = node.find("say");
    if (say == nullptr) {
      complain(node, "缺少“say”");
    } else if (say->is_list()) {
      for (const auto& clause : say->items) sentence.clauses.push_back(read_sentence(clause));
    } else {
      sentence.text = read_text(*say);
    }
    if (const Node* otherwise = node.find("else")) sentence.otherwise.push_back(read_sentence(*otherwise));
    return sentence;
  }

  std::vector<ReportSentence> read_sentences(const Node& node) {
    std::vector<ReportSentence> sentences;
    if (!node.is_list()) {
      sentences.push_back(read_sentence(node));
      return sentences;
    }
    for (const auto& item : node.items) sentences.push_back(read_sentence(item));
    return sentences;
  }

  ReportPoint read_point(const Node& node) {
    ReportPoint point;
    point.when = when_of(node);
    point.lead = text_member(node, "lead", true);
    if (const Node* text = node.find("text")) point.sentences = read_sentences(*text);
    return point;
  }

  ReportTable read_table(const Node& node) {
    ReportTable table;
    table.caption = text_member(node, "caption", true);
    if (const Node* header = node.find("header")) {
      for (const auto& cell : header->items) table.header.push_back(cell.text);
    }
    if (const Node* each = node.find("each")) read_each(*each, table);
    const Node* rows = node.find("rows");
    if (rows == nullptr || !rows->is_list()) {
      complain(node, "表缺少行（rows）");
      return table;
    }
    for (const auto& row : rows->items) {
      auto& cells = table.rows.emplace_back();
      for (const auto& cell : row.items) cells.push_back(read_text(cell));
      if (cells.size() != table.header.size()) {
        complain(row, fmt::format("这一行有 {} 格，表头有 {} 格", cells.size(), table.header.size()));
      }
    }
    return table;
  }

  /// `each: figure.id by dimension`.
  void read_each(const Node& node, ReportTable& table) {
    const auto by = node.text.rfind(" by ");
    auto figure =
        by == std::string::npos ? parse_figure_ref("") : parse_figure_ref(trim(node.text.substr(0, by)));
    if (!figure) {
      complain(node, fmt::format("each 应写成“指标 by 维度”，写了“{}”", node.text));
      return;
    }
    table.each = std::move(*figure);
    table.by = trim(std::string_view(node.text).substr(by + 4));
  }

  ReportBlock read_block(const Node& node) {
    ReportBlock block;
    block.when = when_of(node);
    if (const Node* text = node.find("text")) {
      block.sentences = read_sentences(*text);
    } else if (const Node* points = node.find("points")) {
      block.kind = ReportBlock::Kind::points;
      for (const auto& item : points->items) block.points.push_back(read_point(item));
    } else if (const Node* table = node.find("table")) {
      block.kind = ReportBlock::Kind::table;
      block.table = read_table(*table);
    } else {
      complain(node, "这里应有 text、points 或 table");
    }
    return block;
  }

  std::vector<ReportBlock> read_blocks(const Node* list) {
    std::vector<ReportBlock> blocks;
    if (list == nullptr) return blocks;
    for (const auto& item : list->items) blocks.push_back(read_block(item));
    return blocks;
  }

  std::vector<ReportSection> read_sections(const Node* list) {
    std::vector<ReportSection> sections;
    if (list == nullptr) return sections;
    for (const auto& item : list->items) {
      ReportSection section;
      section.when = when_of(item);
      section.title = text_member(item, "title", true);
      section.blocks = read_blocks(item.find("blocks"));
      section.sections = read_sections(item.find("sections"));
      sections.push_back(std::move(section));
    }
    return sections;
  }

  const Document& document_;
};

/// Takes `name` or `name[key=value]` off the front of a path.
std::string_view take_step(std::string_view& path) {
  const auto bracket = path.find('[');
  const auto from = bracket < path.find('.') ? path.find(']', bracket) : 0;
  const auto end = from == std::string_view::npos ? path.size() : std::min(path.find('.', from), path.size());
  const auto step = path.substr(0, end);
  path.remove_prefix(std::min(end + 1, path.size()));
  return step;
}

/// The first map of a list in which every `key=value` of `selector` holds.
const Node* pick_from_list(const Node& list, std::string_view selector) {
  const auto keys = split(selector, ',');
  for (const auto& item : list.items) {
    const bool all = std::ranges::all_of(keys, [&](std::string_view pair) {
      const auto equals = pair.find('=');
      return equals != std::string_view::npos &&
             item.text_of(trim(pair.substr(0, equals))) == trim(pair.substr(equals + 1));
    });
    if (all) return &item;
  }
  return nullptr;
}

}  // namespace

const ReportCondition* ReportTemplate::condition(std::string_view name) const {
  const auto found = std::ranges::find(conditions, name, &NamedCondition::name);
  return found == conditions.end() ? nullptr : &found->condition;
}

Result<ReportTemplate> parse_report(const Document& document) {
  TemplateReader reader(document);
  auto report = reader.read();
  if (!reader.findings.empty()) {
    return fail(ErrorCode::invalid, fmt::format("报告模板“{}”有误", document.id), std::move(reader.findings));
  }
  return report;
}

const Node* law_value(const Node& whole, std::string_view path) {
  const Node* node = &whole;
  while (node != nullptr && !path.empty()) {
    const auto step = take_step(path);
    const auto bracket = step.find('[');
    node = node->find(step.substr(0, bracket));
    if (node == nullptr || bracket == std::string_view::npos) continue;
    node = pick_from_list(*node, step.substr(bracket + 1, step.find(']') - bracket - 1));
  }
  return node;
}

std::optional<std::string> law_text(const Book& book, const LawRef& ref, Region place, Date as_of) {
  const Node* whole = nullptr;
  if (ref.kind == Kind::parameters) {
    const auto parameter = find_parameter(book, ref.id, place, as_of);
    if (parameter) whole = parameter->value;
  } else if (const auto match = book.find(ref.kind, ref.id, place, as_of)) {
    whole = &match->rule->body;
  }
  const Node* value = whole == nullptr ? nullptr : law_value(*whole, ref.path);
  if (value == nullptr || !value->is_scalar() || value->is_null()) return std::nullopt;
  return value->text;
}

}  // namespace jiheng::law
