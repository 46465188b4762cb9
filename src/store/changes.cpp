#include "store/changes.h"

#include "base/json_writer.h"

namespace jiheng::store {
namespace {

void write_value(JsonWriter& json, const FieldDesc& field, const Value& value) {
  if (field.options.secret && !is_empty(value)) {
    json.string(kSecretMark);
    return;
  }
  if (const auto* number = std::get_if<std::int64_t>(&value))
    json.integer(*number);
  else if (const auto* text = std::get_if<std::string>(&value))
    json.string(*text);
  else
    json.null();
}

}  // namespace

std::string changes_json(const RecordDesc& record, const Row& before, const Row& after) {
  const Value nothing;
  JsonWriter json;
  json.begin_object();
  for (std::size_t i = 2; i < record.fields.size(); ++i) {
    const Value& old_value = before.empty() ? nothing : before[i];
    const Value& new_value = after.empty() ? nothing : after[i];
    if (old_value == new_value) continue;
    json.key(record.fields[i].name).begin_list();
    write_value(json, record.fields[i], old_value);
    write_value(json, record.fields[i], new_value);
    json.end_list();
  }
  return json.end_object().take();
}

}  // namespace jiheng::store
