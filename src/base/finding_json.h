#pragma once

#include "base/finding.h"
#include "base/json_writer.h"

namespace jiheng {

/// Writes one finding as {"rule","severity","message","where","hint"}, the form every command and answer
/// uses.
void write_finding(JsonWriter& json, const Finding& finding);

/// Writes the list of them, as a value.
void write_findings(JsonWriter& json, const Findings& findings);

}  // namespace jiheng
