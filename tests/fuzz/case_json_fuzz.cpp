// Case JSON of any bytes: a form or findings; never a crash.
#include <cstdint>
#include <string_view>

#include "io/case_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  (void)jiheng::io::read_case_json({reinterpret_cast<const char*>(data), size}, "fuzz.json");
  return 0;
}
