#include "law/mapping.h"

#include <fmt/format.h>

#include <algorithm>

#include "law/check.h"
#include "law/form.h"
#include "law/suggest.h"
#include "model/records.h"
#include "schema/columns.h"
#include "schema/field_text.h"

namespace jiheng::law {
namespace {

std::vector<std::string> list_texts(const Node& map, std::string_view key) {
  std::vector<std::string> texts;
  if (const Node* list = map.find(key)) {
    for (const auto& item : list->items) texts.push_back(item.text);
  }
  return texts;
}

std::vector<std::pair<std::string, std::string>> pair_texts(const Node& map, std::string_view key) {
  std::vector<std::pair<std::string, std::string>> pairs;
  if (const Node* found = map.find(key)) {
    for (const auto& member : found->members) pairs.emplace_back(member.key, member.value.text);
  }
  return pairs;
}

std::optional<MoneyUnit> unit_of(std::string_view text) {
  if (text == "元") return MoneyUnit::yuan;
  return text == "万元" ? std::optional(MoneyUnit::wan) : std::nullopt;
}

MappedColumn read_column(const Node& node) {
  MappedColumn column;
  column.field = node.text_of("field");
  column.labels = list_texts(node, "labels");
  column.required = node.text_of("required") == "true";
  column.unit = unit_of(node.text_of("unit"));
  column.take_code = node.text_of("take") == "code";
  column.fill_down = node.text_of("fill_down") == "true";
  column.codes = pair_texts(node, "codes");
  return column;
}

/// Checks one mapping against the record it fills.
class MappingCheck {
 public:
  MappingCheck(const Document& document, Findings& findings) : document_(document), findings_(findings) {}

  void run() {
    const Node& body = document_.body;
    record_ = find_record(body.text_of("record"));
    if (record_ == nullptr)
      return complain(body, fmt::format("没有记录“{}”", body.text_of("record")),
                      "如 project、budget_line、release");
    const Node& mapping = *body.find("mapping");
    for (const auto& column : mapping.find("columns")->items) check_column(column);
    if (const Node* constants = mapping.find("constants")) {
      for (const auto& member : constants->members) check_constant(member);
    }
    check_key(mapping);
  }

 private:
  void complain(const Node& node, std::string message, std::string hint) {
    findings_.push_back(finding_at(document_, node, "law.mapping", std::move(message), std::move(hint)));
  }

  const FieldDesc* field_of(const Node& node, std::string_view name) {
    std::vector<std::string> known;
    for (const auto at : file_fields(*record_)) known.emplace_back(record_->fields[at].name);
    if (std::ranges::count(known, name) == 0) {
      complain(node, fmt::format("{}没有可导入的字段“{}”", record_->label, name), did_you_mean(name, known));
      return nullptr;
    }
    if (std::ranges::count(fields_, name) > 0)
      complain(node, fmt::format("字段“{}”写了两次", name), "一个字段只从一处来");
    fields_.emplace_back(name);
    return record_->find(name);
  }

  void check_column(const Node& node) {
    for (const auto& label : node.find("labels")->items) {
      auto bare = bare_label(label.text);
      if (std::ranges::count(labels_, bare) > 0)
        complain(label, fmt::format("列名“{}”已经属于别的字段", label.text), "一个列名只写给一个字段");
      labels_.push_back(std::move(bare));
    }
    const auto* field = field_of(node, node.text_of("field"));
    if (field == nullptr) return;
    if (node.find("unit") != nullptr && field->type->kind != FieldKind::money)
      complain(node, fmt::format("“{}”不是金额，不写 unit", field->label()), "去掉 unit");
    const Node* codes = node.find("codes");
    if (codes == nullptr) return;
    for (const auto& member : codes->members) check_code(member.value, *field, member.value.text);
  }

  void check_constant(const Member& member) {
    const auto* field = field_of(member.value, member.key);
    if (field == nullptr || !field->options.ref.empty()) return;
    if (field->type->kind == FieldKind::code) return check_code(member.value, *field, member.value.text);
    if (const auto value = parse_field(*field, member.value.text, MoneyUnit::yuan); !value)
      complain(member.value, value.error().message, "改正这个值");
  }

  void check_code(const Node& node, const FieldDesc& field, std::string_view code) {
    const auto known = [&](const CodeRow& row) { return row.code == code; };
    if (std::ranges::any_of(field.type->codes, known)) return;
    std::string codes;
    for (const auto& row : field.type->codes)
      codes += fmt::format("{}{}", codes.empty() ? "" : "、", row.code);
    complain(node, fmt::format("“{}”没有代码“{}”", field.label(), code),
             codes.empty() ? "这个字段没有代码表，去掉 codes" : "应为 " + codes);
  }

  void check_key(const Node& mapping) {
    for (const auto at : record_->natural_key()) {
      const auto& field = record_->fields[at];
      if (std::ranges::count(fields_, field.name) == 0 &&
          (field.options.required || field.type->kind != FieldKind::text))
        complain(mapping, fmt::format("没有“{}”（{}）：认不出是哪条记录", field.label(), field.name),
                 "加一列，或写成 constants");
    }
  }

  const Document& document_;
  Findings& findings_;
  const RecordDesc* record_ = nullptr;
  std::vector<std::string> labels_;
  std::vector<std::string> fields_;
};

}  // namespace

bool MappedColumn::is_called(std::string_view text) const {
  const auto bare = bare_label(text);
  return std::ranges::any_of(labels, [&](const std::string& label) { return bare_label(label) == bare; });
}

Mapping read_mapping(const Document& document) {
  const Node& node = *document.body.find("mapping");
  Mapping mapping;
  mapping.id = document.id;
  mapping.title = document.title;
  mapping.record = document.body.text_of("record");
  mapping.sheet = node.text_of("sheet");
  if (const Node* rows = node.find("header_rows")) mapping.header_rows = std::stoi(rows->text);
  mapping.money_unit = unit_of(node.text_of("money_unit"));
  mapping.add_up = node.text_of("combine") == "add";
  mapping.totals = list_texts(node, "totals");
  mapping.ignore = list_texts(node, "ignore");
  mapping.constants = pair_texts(node, "constants");
  for (const auto& column : node.find("columns")->items) mapping.columns.push_back(read_column(column));
  return mapping;
}

std::vector<Mapping> mappings(const Book& book, Region place, Date as_of) {
  std::vector<Mapping> found;
  for (const auto& match : book.all(Kind::forms, place, as_of)) {
    if (match.rule->body.find("mapping") != nullptr) found.push_back(read_mapping(*match.rule));
  }
  return found;
}

Result<Mapping> find_mapping(const Book& book, std::string_view id, Region place, Date as_of) {
  std::vector<std::string> known;
  for (auto& mapping : mappings(book, place, as_of)) {
    if (mapping.id == id) return std::move(mapping);
    known.push_back(mapping.id);
  }
  return fail(ErrorCode::not_found, fmt::format("没有列对应“{}”：有 {}", id, fmt::join(known, "、")));
}

void check_mappings(const Book&, const Document& document, Findings& findings) {
  if (document.body.find("mapping") != nullptr) MappingCheck(document, findings).run();
}

}  // namespace jiheng::law
