#pragma once

#include <string_view>

#include "base/finding.h"
#include "base/json_writer.h"
#include "base/node.h"
#include "schema/record.h"

namespace jiheng {

/// Writes one field's value: money as 分, scores and ratios as exact decimals, ids and regions as strings.
void write_value(JsonWriter& writer, const FieldDesc& field, const Value& value);

/// Writes `record` as an object of all its fields but the secret ones.
void write_record(JsonWriter& writer, const RecordDesc& desc, const void* record);

/// Reads an object into `record`. Everything wrong is returned at once, each finding's `where` a JSON pointer
/// below `pointer`: unknown members, missing ones, wrong types, texts too long. With findings, `record` is
/// left as it was. System fields are refused; secret ones are unknown here.
Findings read_record(const Node& node, const RecordDesc& desc, void* record, std::string_view pointer = "");

}  // namespace jiheng
