#include "schema/openapi.h"

#include <fmt/format.h>

namespace jiheng {
namespace {

struct OpenApiType {
  std::string_view type;
  std::string_view format;
  std::string_view unit;
};

OpenApiType openapi_type(FieldKind kind) {
  switch (kind) {
    case FieldKind::text:
    case FieldKind::code: return {"string", "", ""};
    case FieldKind::date: return {"string", "date", ""};
    case FieldKind::region: return {"string", "region", "6 位区划代码"};
    case FieldKind::id: return {"string", "int64", ""};
    case FieldKind::boolean: return {"boolean", "", ""};
    case FieldKind::money: return {"integer", "int64", "分"};
    case FieldKind::score: return {"number", "", "分值，两位小数"};
    case FieldKind::ratio: return {"number", "", "比率，六位小数"};
    case FieldKind::integer:
    case FieldKind::year:
    case FieldKind::quarter: return {"integer", "", ""};
  }
  return {"string", "", ""};
}

void write_property(JsonWriter& writer, const FieldDesc& field) {
  const auto type = openapi_type(field.type->kind);
  writer.key(field.name).begin_object();
  if (field.type->optional) {
    writer.key("type").begin_list().string(type.type).string("null").end_list();
  } else {
    writer.member("type", type.type);
  }
  if (!type.format.empty()) writer.member("format", type.format);
  const std::string unit = type.unit.empty() ? "" : fmt::format("（{}）", type.unit);
  writer.member("description", fmt::format("{}{}", field.label(), unit));
  if (field.type->kind == FieldKind::text) writer.member("maxLength", std::int64_t{field.options.max});
  if (!field.type->codes.empty()) {
    writer.key("enum").begin_list();
    for (const auto& row : field.type->codes) writer.string(row.code);
    if (field.type->optional) writer.null();
    writer.end_list();
  }
  if (field.options.system) writer.key("readOnly").boolean(true);
  writer.end_object();
}

}  // namespace

void write_openapi_schema(JsonWriter& writer, const RecordDesc& desc) {
  writer.begin_object().member("type", "object").member("description", desc.label);
  writer.key("additionalProperties").boolean(false);
  writer.key("properties").begin_object();
  for (const auto& field : desc.fields) {
    if (!field.options.secret) write_property(writer, field);
  }
  writer.end_object();
  writer.key("required").begin_list();
  for (const auto& field : desc.fields) {
    if (!field.type->optional && !field.options.secret) writer.string(field.name);
  }
  writer.end_list().end_object();
}

}  // namespace jiheng
