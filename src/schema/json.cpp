#include "schema/json.h"

#include <fmt/format.h>

#include <charconv>

#include "base/decimal.h"
#include "schema/field_text.h"

namespace jiheng {
namespace {

/// Turns the JSON form of a field back into its Value; nothing when the node has another form.
std::optional<Value> decode_value(const FieldDesc& field, const Node& node) {
  const bool is_string = node.kind == Node::Kind::string;
  const bool is_number = node.kind == Node::Kind::number;
  const auto whole = [&]() -> std::optional<Value> {
    std::int64_t number = 0;
    const char* end = node.text.data() + node.text.size();
    const auto [at, ec] = std::from_chars(node.text.data(), end, number);
    if (ec != std::errc{} || at != end) return std::nullopt;
    return Value{number};
  };
  const auto scaled = [&](int scale) -> std::optional<Value> {
    const auto decimal = parse_decimal(node.text);
    const auto units = decimal ? rescale(*decimal, scale) : Result<std::int64_t>(pass(decimal));
    if (!units) return std::nullopt;
    return Value{*units};
  };
  switch (field.type->kind) {
    case FieldKind::text:
    case FieldKind::code:
    case FieldKind::date: return is_string ? std::optional<Value>(node.text) : std::nullopt;
    case FieldKind::region:
    case FieldKind::id: return is_string ? whole() : std::nullopt;
    case FieldKind::boolean:
      return node.kind == Node::Kind::boolean ? std::optional<Value>(std::int64_t{node.text == "true"})
                                              : std::nullopt;
    case FieldKind::score: return is_number ? scaled(2) : std::nullopt;
    case FieldKind::ratio: return is_number ? scaled(6) : std::nullopt;
    case FieldKind::integer:
    case FieldKind::money:
    case FieldKind::year:
    case FieldKind::quarter: return is_number ? whole() : std::nullopt;
  }
  return std::nullopt;
}

Finding json_finding(std::string_view rule, std::string message, std::string where) {
  return {std::string(rule), Severity::error, std::move(message), std::move(where), {}};
}

/// Checks and decodes the member of one field into `row`.
void read_field(const FieldDesc& field, const Node* node, const std::string& where, Value& slot,
                Findings& findings) {
  if (node == nullptr || node->is_null()) {
    const bool system = field.options.system || field.options.secret || field.type->kind == FieldKind::id;
    if (!field.type->optional && !system && (field.options.required || node != nullptr)) {
      findings.push_back(json_finding(
          "json.missing", fmt::format("缺少“{}”：应为{}", field.label(), expectation(field)), where));
    }
    return;
  }
  if (field.options.system) {
    findings.push_back(
        json_finding("json.read_only", fmt::format("“{}”由系统计算，不能写入", field.label()), where));
    return;
  }
  const auto value = decode_value(field, *node);
  if (!value) {
    findings.push_back(
        json_finding("json.type", fmt::format("“{}”不对：应为{}", field.label(), expectation(field)), where));
    return;
  }
  if (const auto problem = check_field(field, *value); !problem.empty()) {
    findings.push_back(json_finding("json.value", fmt::format("“{}”{}", field.label(), problem), where));
    return;
  }
  slot = *value;
}

}  // namespace

void write_value(JsonWriter& writer, const FieldDesc& field, const Value& value) {
  if (is_empty(value)) {
    writer.null();
    return;
  }
  if (const auto* text = std::get_if<std::string>(&value)) {
    writer.string(*text);
    return;
  }
  const auto number = std::get<std::int64_t>(value);
  switch (field.type->kind) {
    case FieldKind::boolean: writer.boolean(number != 0); break;
    case FieldKind::score: writer.number(format_decimal_short(number, 2)); break;
    case FieldKind::ratio: writer.number(format_decimal_short(number, 6)); break;
    case FieldKind::region:
    case FieldKind::id: writer.string(fmt::format("{}", number)); break;
    default: writer.integer(number);
  }
}

void write_record(JsonWriter& writer, const RecordDesc& desc, const void* record) {
  writer.begin_object();
  for (const auto& field : desc.fields) {
    if (field.options.secret) continue;
    writer.key(field.name);
    write_value(writer, field, field.get(record));
  }
  writer.end_object();
}

Findings read_record(const Node& node, const RecordDesc& desc, void* record, std::string_view pointer) {
  Findings findings;
  if (!node.is_map()) {
    findings.push_back(
        json_finding("json.type", fmt::format("应为“{}”对象", desc.label), std::string(pointer)));
    return findings;
  }
  for (const auto& member : node.members) {
    const auto* known = desc.find(member.key);
    if (known == nullptr || known->options.secret) {
      findings.push_back(json_finding("json.unknown", fmt::format("没有“{}”这一项", member.key),
                                      fmt::format("{}/{}", pointer, member.key)));
    }
  }
  const Row before = to_row(desc, record);
  Row row = before;
  for (std::size_t i = 0; i < desc.fields.size(); ++i) {
    const auto& field = desc.fields[i];
    const std::string where = fmt::format("{}/{}", pointer, field.name);
    const Node* member = field.options.secret ? nullptr : node.find(field.name);
    if (member != nullptr && member->is_null() && field.type->optional && !field.options.system)
      row[i] = Value{};
    read_field(field, member, where, row[i], findings);
    // A value of the right form can still be none of the type's, such as an unknown code: try it and take it
    // back.
    if (row[i] != before[i] && !field.set(record, row[i])) {
      findings.push_back(json_finding(
          "json.value", fmt::format("“{}”不对：应为{}", field.label(), expectation(field)), where));
    }
    field.set(record, before[i]);
  }
  if (findings.empty()) from_row(desc, row, record);
  return findings;
}

}  // namespace jiheng
