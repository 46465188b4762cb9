#include "http/openapi.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "base/json_writer.h"
#include "http/list_export.h"
#include "http/routes.h"
#include "http/shape.h"
#include "model/records.h"
#include "schema/openapi.h"

namespace jiheng::http {
namespace {

/// "project_year" as "ProjectYear".
std::string camel_case(std::string_view name) {
  std::string out;
  bool upper = true;
  for (const char c : name) {
    if (c != '_') out += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    upper = c == '_';
  }
  return out;
}

struct PlainType {
  std::string_view name;
  std::string_view type;
  std::string_view format;
};

constexpr PlainType kPlainTypes[] = {
    {"string", "string", ""},   {"integer", "integer", ""}, {"number", "number", ""},
    {"boolean", "boolean", ""}, {"date", "string", "date"}, {"instant", "string", "date-time"},
    {"object", "object", ""},
};

std::string reference(std::string_view shape) { return fmt::format("#/components/schemas/{}", shape); }

/// The members of a schema object for a type of shape.h, without its braces.
void write_type(JsonWriter& writer, std::string_view type, bool nullable) {
  const auto kind = [&](std::string_view name) {
    writer.key("type");
    if (nullable)
      writer.begin_list().string(name).string("null").end_list();
    else
      writer.string(name);
  };
  if (type.ends_with("[]")) {
    kind("array");
    writer.key("items").begin_object();
    write_type(writer, type.substr(0, type.size() - 2), false);
    writer.end_object();
    return;
  }
  if (type == "strings") {
    kind("object");
    writer.key("additionalProperties").begin_object().member("type", "string").end_object();
    return;
  }
  if (type == "switch") {
    kind("string");
    writer.key("enum").begin_list().string("0").string("1").end_list();
    return;
  }
  for (const auto& plain : kPlainTypes) {
    if (plain.name != type) continue;
    kind(plain.type);
    if (!plain.format.empty()) writer.member("format", plain.format);
    return;
  }
  if (!nullable) {
    writer.member("$ref", reference(type));
    return;
  }
  writer.key("anyOf").begin_list().begin_object().member("$ref", reference(type)).end_object();
  writer.begin_object().member("type", "null").end_object().end_list();
}

void write_typed(JsonWriter& writer, std::string_view type, std::string_view description) {
  constexpr std::string_view kOrNull = "|null";
  const bool nullable = type.ends_with(kOrNull);
  writer.begin_object();
  write_type(writer, nullable ? type.substr(0, type.size() - kOrNull.size()) : type, nullable);
  if (!description.empty()) writer.member("description", description);
  writer.end_object();
}

void write_shape(JsonWriter& writer, const Shape& shape) {
  writer.key(shape.name).begin_object().member("type", "object").member("description", shape.description);
  writer.key("additionalProperties").boolean(shape.open);
  writer.key("properties").begin_object();
  for (const auto& member : shape.members) {
    const auto name = member.name.substr(0, member.name.find('?'));
    writer.key(name);
    write_typed(writer, member.type, member.description);
  }
  writer.end_object().key("required").begin_list();
  for (const auto& member : shape.members) {
    if (!member.name.ends_with('?')) writer.string(member.name);
  }
  writer.end_list().end_object();
}

void write_parameter(JsonWriter& writer, const Parameter& parameter) {
  writer.begin_object().member("name", parameter.name);
  writer.member("in", parameter.in == Parameter::In::path ? "path" : "query")
      .member("description", parameter.description);
  writer.key("required").boolean(parameter.required);
  if (parameter.type.ends_with("[]")) writer.member("style", "form").key("explode").boolean(true);
  writer.key("schema");
  write_typed(writer, parameter.type, "");
  if (!parameter.example.empty()) writer.member("example", parameter.example);
  writer.end_object();
}

constexpr Parameter kFormatParameter{
    "format", Parameter::In::query, "json；csv 或 xlsx：符合筛选的全部行，不分页", "string", false, "xlsx"};

void write_json_content(JsonWriter& writer, std::string_view shape) {
  writer.key("content").begin_object().key("application/json").begin_object().key("schema");
  write_typed(writer, shape, "");
  writer.end_object();
}

void write_operation(JsonWriter& writer, const Route& route) {
  std::string method(route.method);
  for (char& c : method) c = static_cast<char>(c - 'A' + 'a');
  writer.key(method)
      .begin_object()
      .member("operationId", route.operation_id)
      .member("summary", route.summary);
  writer.member("x-permission", route.permission.name());
  const bool is_list = find_list_export(route.operation_id) != nullptr;
  if (!route.parameters.empty() || is_list) {
    writer.key("parameters").begin_list();
    for (const auto& parameter : route.parameters) write_parameter(writer, parameter);
    if (is_list) write_parameter(writer, kFormatParameter);
    writer.end_list();
  }
  if (!route.body.empty()) {
    writer.key("requestBody").begin_object().key("required").boolean(true);
    write_json_content(writer, route.body);
    writer.end_object().end_object();
  } else if (route.most_body > 0) {
    writer.key("requestBody").begin_object().key("required").boolean(true).key("content").begin_object();
    writer.key("application/octet-stream").begin_object().end_object().end_object().end_object();
  }
  writer.key("responses").begin_object();
  if (route.answer.empty()) {
    writer.key("204").begin_object().member("description", "成功").end_object();
    writer.key("default").begin_object().member("$ref", "#/components/responses/Problem").end_object();
    writer.end_object().end_object();
    return;
  }
  // What begins long work has not done it yet.
  writer.key(route.answer == kJobStarted ? "202" : "200").begin_object().member("description", "成功");
  write_json_content(writer, route.answer);
  const auto write_form = [&](std::string_view form) {
    writer.key(form).begin_object().key("schema").begin_object().member("type", "string");
    writer.end_object().end_object();
  };
  for (const auto form : route.other_forms) write_form(form);
  const bool may_wait = std::ranges::count(route.parameters, "background", &Parameter::name) > 0;
  if (is_list) write_form(kCsvMedia);
  if (is_list) write_form(kXlsxMedia);
  writer.end_object().end_object();
  if (may_wait) {
    writer.key("202").begin_object().member("description", "在后台办");
    write_json_content(writer, kJobStarted);
    writer.end_object().end_object();
  }
  writer.key("default").begin_object().member("$ref", "#/components/responses/Problem").end_object();
  writer.end_object().end_object();
}

void write_components(JsonWriter& writer) {
  writer.key("components").begin_object().key("responses").begin_object().key("Problem").begin_object();
  writer.member("description", "出错说明（RFC 9457）").key("content").begin_object();
  writer.key("application/problem+json").begin_object().key("schema").begin_object();
  writer.member("$ref", reference("Problem"))
      .end_object()
      .end_object()
      .end_object()
      .end_object()
      .end_object();
  writer.key("schemas").begin_object();
  for (const auto& shape : all_shapes()) write_shape(writer, shape);
  // Records of the model, as data packages and the routes of later use cases carry them.
  for (const auto* record : all_records()) {
    writer.key("Record" + camel_case(record->name));
    write_openapi_schema(writer, *record);
  }
  writer.end_object().end_object();
}

}  // namespace

std::string openapi_text() {
  // By path: several methods of one path stand in one object.
  std::map<std::string_view, std::vector<const Route*>> paths;
  for (const auto& route : all_routes()) paths[route.path].push_back(&route);
  JsonWriter writer(2);
  writer.begin_object().member("openapi", "3.1.0").key("info").begin_object();
  writer.member("title", "绩衡 Jiheng").member("version", JIHENG_VERSION);
  writer.member(
      "description",
      "预算绩效管理。金额为整数分，分值和比率为十进制数，日期如 2022-03-31；text 是可直接显示的同一个值。");
  writer.key("license")
      .begin_object()
      .member("name", "Apache-2.0")
      .member("identifier", "Apache-2.0")
      .end_object()
      .end_object();
  writer.key("paths").begin_object();
  for (const auto& [path, routes] : paths) {
    writer.key(path).begin_object();
    for (const auto* route : routes) write_operation(writer, *route);
    writer.end_object();
  }
  writer.end_object();
  write_components(writer);
  writer.end_object();
  return writer.take() + "\n";
}

}  // namespace jiheng::http
