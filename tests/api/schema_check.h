#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/node.h"

namespace jiheng::testing {

/// Where `value` departs from a schema of an OpenAPI 3.1 document, as JSON pointers with what is wrong. Knows
/// what our description uses: $ref, anyOf, type, properties, additionalProperties, required, items.
std::vector<std::string> departures(const Node& document, const Node& schema, const Node& value,
                                    const std::string& at = "");

/// The schema of the answer with `status` and the media type to `method path` (a path of the document).
const Node* answer_schema(const Node& document, std::string_view path, std::string_view method, int status,
                          std::string_view media);

/// The document's path that fits a request path: "/api/v1/figures/{id}" for "/api/v1/figures/x"; "" when none
/// does.
std::string path_template(const Node& document, std::string_view path, std::string_view method);

}  // namespace jiheng::testing
