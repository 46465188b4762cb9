// CSV of any bytes: the cut of the blocks changes nothing, and what was read is written and read again
// unchanged.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "io/csv.h"

namespace {

using Table = std::vector<std::vector<std::string>>;

bool read_table(std::string_view bytes, std::size_t block, Table& table) {
  jiheng::io::CsvOptions options;
  options.block_bytes = block;
  options.limits.field_bytes = 4096;
  options.limits.record_bytes = 16384;
  options.limits.fields = 64;
  return jiheng::io::read_csv(bytes, options,
                              [&](jiheng::io::CsvRecord& record) {
                                table.push_back(record.fields);
                                return true;
                              })
      .has_value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  Table whole;
  Table cut;
  const bool good = read_table(bytes, 1U << 16U, whole);
  if (read_table(bytes, 1U + data[0] % 7U, cut) != good) std::abort();
  if (!good) return 0;
  if (whole != cut) std::abort();
  std::string text(jiheng::io::kByteOrderMark);
  for (const auto& record : whole) jiheng::io::append_csv(text, record);
  Table again;
  if (!read_table(text, 1U << 16U, again)) return 0;  // neutralising may take a field over its limit
  for (auto& record : again) {
    for (auto& field : record) field = std::string(jiheng::io::unneutralise(field));
  }
  if (again != whole) std::abort();
  return 0;
}
