// A form of any content, written as JSON: it cannot be read, or every finding about it points into it.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "engine/lint.h"
#include "engine/lint_pointer_test.h"
#include "engine/lint_read.h"

namespace {

const jiheng::engine::Linter& fuzz_linter() {
  static const auto kLinter = [] {
    auto made = jiheng::engine::Linter::compile(*jiheng::law::Book::embedded(), *jiheng::Region::of(640323),
                                                *jiheng::Date::of(2022, 12, 31));
    if (!made) std::abort();
    return std::move(*made);
  }();
  return kLinter;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto node = jiheng::parse_json({reinterpret_cast<const char*>(data), size}, "fuzz.json");
  if (!node) return 0;
  const auto form = jiheng::engine::read_lint_form(*node);
  if (!form) return 0;
  for (const auto& finding : fuzz_linter().lint(*form).findings) {
    if (!jiheng::engine::points_into(*form, finding.where)) std::abort();
  }
  return 0;
}
