// Workbooks of any bytes: sheets or one error, within small limits; every cell lies inside a sheet and in
// order.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "io/xlsx_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  jiheng::io::XlsxLimits limits;
  limits.part_bytes = 1U << 20U;
  limits.total_bytes = 4U << 20U;
  limits.cells = 20'000;
  const auto book = jiheng::io::read_xlsx({reinterpret_cast<const char*>(data), size}, "fuzz.xlsx", limits);
  if (!book) return 0;
  for (const auto& sheet : book->sheets) {
    std::uint64_t before = 0;
    for (const auto& cell : sheet.cells) {
      const std::uint64_t place = (std::uint64_t{cell.row} << 32U) | cell.column;
      if (place <= before || cell.column > 16384 || cell.row > 1'048'576) std::abort();
      if (!jiheng::is_utf8(cell.text)) std::abort();
      before = place;
    }
  }
  return 0;
}
