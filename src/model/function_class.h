#pragma once

#include <span>
#include <string_view>

#include "schema/field.h"

namespace jiheng {

/// The first level (类) of 支出功能分类, code and label (domain §10).
std::span<const CodeRow> function_classes();

/// The label of the first three digits of `code`; empty when unknown.
std::string_view function_class_label(std::string_view code);

}  // namespace jiheng
