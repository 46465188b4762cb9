#include "law/figure.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "law/check.h"
#include "law/suggest.h"

namespace jiheng::law {
namespace {

struct AggregateName {
  Aggregate aggregate;
  std::string_view name;
};
constexpr std::array kAggregateNames{
    AggregateName{Aggregate::count, "count"},
    AggregateName{Aggregate::sum, "sum"},
    AggregateName{Aggregate::mean, "mean"},
    AggregateName{Aggregate::share, "share"},
    AggregateName{Aggregate::distribution, "distribution"},
    AggregateName{Aggregate::distinct, "distinct"},
    AggregateName{Aggregate::ratio, "ratio"},
};

std::optional<Aggregate> find_aggregate(std::string_view name) {
  for (const auto& row : kAggregateNames) {
    if (row.name == name) return row.aggregate;
  }
  return std::nullopt;
}

/// Reads one document, collecting what is wrong with it.
class FigureReader {
 public:
  explicit FigureReader(const Document& document) : document_(document) {}

  Figure read() {
    const Node& body = document_.body;
    figure_.id = document_.id;
    figure_.label = document_.title;
    figure_.unit = body.text_of("unit");
    figure_.definition = body.text_of("definition");
    read_year_offset();
    read_aggregate();
    if (figure_.aggregate != Aggregate::ratio) {
      read_entity();
      read_conditions(body.find("filter"), figure_.filter);
      read_columns();
    }
    read_dimensions();
    read_published();
    figure_.kind = value_kind();
    check_unit();
    return std::move(figure_);
  }

  Findings take_findings() { return std::move(findings_); }

 private:
  void complain(const Node& node, std::string rule, std::string message, std::string hint = {}) {
    findings_.push_back(finding_at(document_, node, std::move(rule), std::move(message), std::move(hint)));
  }

  void read_year_offset() {
    const Node* node = document_.body.find("year_offset");
    if (node == nullptr) return;
    std::from_chars(node->text.data(), node->text.data() + node->text.size(), figure_.year_offset);
  }

  void read_aggregate() {
    const Node* node = document_.body.find("aggregate");
    if (node == nullptr) return complain(document_.body, "law.figure.aggregate", "没有写算法 aggregate");
    const auto kind = find_aggregate(node->text_of("kind"));
    if (!kind)
      return complain(*node, "law.figure.aggregate", fmt::format("没有“{}”这种算法", node->text_of("kind")));
    figure_.aggregate = *kind;
    figure_.measure = node->text_of("measure");
    figure_.over = node->text_of("over");
    figure_.numerator = node->text_of("numerator");
    figure_.denominator = node->text_of("denominator");
    aggregate_ = node;
  }

  void read_entity() {
    const Node* node = document_.body.find("entity");
    if (node == nullptr) return complain(document_.body, "law.figure.entity", "没有写统计的事实 entity");
    entity_ = find_entity(node->text);
    if (entity_ != nullptr) {
      figure_.entity = entity_->entity;
      return;
    }
    std::string known;
    for (const auto& desc : kEntities) known += fmt::format("{}{}", known.empty() ? "" : "、", desc.name);
    complain(*node, "law.figure.entity", fmt::format("没有“{}”这种事实", node->text), "可用：" + known);
  }

  void read_columns() {
    if (entity_ == nullptr || aggregate_ == nullptr) return;
    read_conditions(aggregate_->find("of"), figure_.of);
    const Node* measure = aggregate_->find("measure");
    if (measure != nullptr && column(*measure, figure_.measure, false) == nullptr) figure_.measure.clear();
    const Node* over = aggregate_->find("over");
    if (over != nullptr) column(*over, figure_.over, true);
  }

  void read_dimensions() {
    const Node* node = document_.body.find("dimensions");
    if (node == nullptr) return take_all_dimensions();
    for (const auto& item : node->items) {
      if (entity_ == nullptr || column(item, item.text, true) != nullptr)
        figure_.dimensions.push_back(item.text);
    }
    if (figure_.aggregate == Aggregate::distribution &&
        !std::ranges::count(figure_.dimensions, figure_.over)) {
      figure_.dimensions.push_back(figure_.over);
    }
  }

  void read_published() {
    figure_.published_whole = document_.body.text_of("published_whole", "true") == "true";
    const Node* node = document_.body.find("published");
    if (node == nullptr) return;
    for (const auto& item : node->items) {
      if (entity_ == nullptr || column(item, item.text, true) != nullptr)
        figure_.published.push_back(item.text);
    }
  }

  void take_all_dimensions() {
    if (entity_ == nullptr) return;
    for (const auto& found : entity_->columns) {
      if (found.is_dimension() && found.width > 0) figure_.dimensions.emplace_back(found.name);
    }
  }

  void read_conditions(const Node* node, std::vector<FigureCondition>& conditions) {
    if (node == nullptr || entity_ == nullptr) return;
    for (const auto& member : node->members) {
      const FactColumn* found = column(member.value, member.key, true);
      if (found == nullptr) continue;
      FigureCondition condition{member.key, {}};
      for (const auto& code : member.value.items) {
        check_code(*found, code);
        condition.codes.push_back(code.text);
      }
      conditions.push_back(std::move(condition));
    }
  }

  void check_code(const FactColumn& found, const Node& code) {
    const bool fixed = found.source == CodeSource::fixed;
    if (!fixed || std::ranges::any_of(found.codes, [&](const CodeRow& row) { return row.code == code.text; }))
      return;
    std::string known;
    for (const auto& row : found.codes) known += fmt::format("{}{}", known.empty() ? "" : "、", row.code);
    complain(code, "law.figure.code", fmt::format("维度“{}”没有代码“{}”", found.name, code.text),
             "可用：" + known);
  }

  const FactColumn* column(const Node& node, std::string_view name, bool dimension) {
    const FactColumn* found = entity_->find(name);
    if (found != nullptr && found->is_dimension() == dimension) return found;
    std::string known;
    for (const auto& candidate : entity_->columns) {
      if (candidate.is_dimension() == dimension)
        known += fmt::format("{}{}", known.empty() ? "" : "、", candidate.name);
    }
    complain(node, dimension ? "law.figure.dimension" : "law.figure.measure",
             fmt::format("{}没有{}“{}”", entity_->label, dimension ? "维度" : "度量", name),
             "可用：" + known);
    return nullptr;
  }

  ValueKind value_kind() const {
    switch (figure_.aggregate) {
      case Aggregate::count:
      case Aggregate::distinct: return ValueKind::count;
      case Aggregate::distribution: return ValueKind::distribution;
      case Aggregate::share:
      case Aggregate::ratio: return ValueKind::ratio;
      case Aggregate::sum:
      case Aggregate::mean: break;
    }
    const FactColumn* found = entity_ == nullptr ? nullptr : entity_->find(figure_.measure);
    const FactKind kind = found == nullptr ? FactKind::count : found->kind;
    return kind == FactKind::money   ? ValueKind::money
           : kind == FactKind::score ? ValueKind::score
           : kind == FactKind::ratio ? ValueKind::ratio
                                     : ValueKind::count;
  }

  void check_unit() {
    const std::string_view unit = figure_.unit;
    std::string_view right;
    if (figure_.kind == ValueKind::money) right = "万元";
    if (figure_.kind == ValueKind::ratio) right = "%";
    if (figure_.kind == ValueKind::score) right = "分";
    const bool of_amounts = unit == "万元" || unit == "%" || unit == "分";
    if (right.empty() ? !of_amounts : unit == right) return;
    const Node* node = document_.body.find("unit");
    complain(node == nullptr ? document_.body : *node, "law.figure.unit",
             fmt::format("单位“{}”与算法的结果不符", unit),
             right.empty() ? "计数的单位是 个、项、份、家、条" : fmt::format("应为 {}", right));
  }

  const Document& document_;
  const EntityDesc* entity_ = nullptr;
  const Node* aggregate_ = nullptr;
  Figure figure_;
  Findings findings_;
};

/// The figure document `id` that may stand beside `document`: of a place above or below it.
const Document* referred_figure(const Book& book, std::string_view id) {
  for (const auto& other : book.documents()) {
    if (other.kind == Kind::figures && other.id == id) return &other;
  }
  return nullptr;
}

/// Follows the references of `document`; true when they come back to one already on `path`.
bool goes_in_circles(const Book& book, const Document& document, std::vector<std::string_view>& path) {
  if (std::ranges::count(path, std::string_view(document.id)) != 0) return true;
  path.push_back(document.id);
  const Node* aggregate = document.body.find("aggregate");
  for (const std::string_view key : {"numerator", "denominator"}) {
    const Node* name = aggregate == nullptr ? nullptr : aggregate->find(key);
    const Document* other = name == nullptr ? nullptr : referred_figure(book, name->text);
    if (other != nullptr && goes_in_circles(book, *other, path)) return true;
  }
  path.pop_back();
  return false;
}

void check_references(const Book& book, const Document& document, Findings& findings) {
  const Node* aggregate = document.body.find("aggregate");
  if (aggregate == nullptr || aggregate->text_of("kind") != "ratio") return;
  bool all_there = true;
  for (const std::string_view key : {"numerator", "denominator"}) {
    const Node* name = aggregate->find(key);
    if (name == nullptr || referred_figure(book, name->text) != nullptr) continue;
    all_there = false;
    std::vector<std::string> ids;
    for (const auto& other : book.documents()) {
      if (other.kind == Kind::figures) ids.push_back(other.id);
    }
    findings.push_back(finding_at(document, *name, "law.figure.reference",
                                  fmt::format("没有指标“{}”", name->text), did_you_mean(name->text, ids)));
  }
  std::vector<std::string_view> path;
  if (all_there && goes_in_circles(book, document, path)) {
    findings.push_back(finding_at(document, *aggregate, "law.figure.circle", "比值引用的指标绕回了自己"));
  }
}

bool has_dimension(const Figure& figure, std::string_view name) {
  return name == "region" || name == "year" || std::ranges::count(figure.dimensions, name) != 0;
}

Result<Figure> find_at_depth(const Book& book, std::string_view id, Region place, FiscalYear year,
                             int depth) {
  constexpr int kDeepest = 8;
  const auto match = book.find(Kind::figures, id, place, year.last_day());
  if (!match || match->rule->status != "active" || depth > kDeepest) {
    return fail(ErrorCode::not_found,
                fmt::format("{}年在{}没有指标“{}”", year.value(), book.place_name(place), id));
  }
  auto figure = parse_figure(*match->rule);
  if (!figure || figure->aggregate != Aggregate::ratio) return figure;
  const auto numerator = find_at_depth(book, figure->numerator, place, year, depth + 1);
  if (!numerator) return numerator;
  const auto denominator = find_at_depth(book, figure->denominator, place, year, depth + 1);
  if (!denominator) return denominator;
  figure->entity = numerator->entity;
  if (match->rule->body.find("dimensions") == nullptr) figure->dimensions = numerator->dimensions;
  std::erase_if(figure->dimensions, [&](const std::string& name) {
    return !has_dimension(*numerator, name) || !has_dimension(*denominator, name);
  });
  return figure;
}

}  // namespace

std::string_view value_kind_code(ValueKind kind) {
  switch (kind) {
    case ValueKind::count: return "count";
    case ValueKind::money: return "money";
    case ValueKind::score: return "score";
    case ValueKind::ratio: return "ratio";
    case ValueKind::distribution: return "distribution";
  }
  return {};
}

Result<Figure> parse_figure(const Document& document) {
  FigureReader reader(document);
  auto figure = reader.read();
  auto findings = reader.take_findings();
  if (has_errors(findings))
    return fail(ErrorCode::invalid, fmt::format("指标“{}”有错", document.id), std::move(findings));
  return figure;
}

Result<Figure> find_figure(const Book& book, std::string_view id, Region place, FiscalYear year) {
  return find_at_depth(book, id, place, year, 0);
}

std::vector<std::string> figure_ids(const Book& book, Region place, FiscalYear year) {
  std::vector<std::string> ids;
  for (const auto& match : book.all(Kind::figures, place, year.last_day())) {
    if (match.rule->status == "active") ids.push_back(match.rule->id);
  }
  std::ranges::sort(ids);
  return ids;
}

void check_figure(const Book& book, const Document& document, Findings& findings) {
  FigureReader reader(document);
  reader.read();
  for (auto& finding : reader.take_findings()) findings.push_back(std::move(finding));
  check_references(book, document, findings);
}

}  // namespace jiheng::law
