#pragma once

#include "base/json_writer.h"
#include "schema/record.h"

namespace jiheng {

/// Writes the record's OpenAPI 3.1 schema object: types, formats, enumerations, lengths, labels as
/// descriptions.
void write_openapi_schema(JsonWriter& writer, const RecordDesc& desc);

}  // namespace jiheng
