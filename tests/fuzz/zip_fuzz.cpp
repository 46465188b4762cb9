// Archives of any bytes: names and files within the limits or one error; what was read is packed again under
// names of its own, and read from there unchanged.
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "io/zip_file.h"

namespace {

void require(bool good) {
  if (!good) std::abort();
}

void pack_again(const std::vector<std::pair<std::string, std::string>>& files) {
  auto zip = jiheng::io::ZipWriter::create();
  require(zip.has_value());
  for (const auto& [name, content] : files) require(zip->add(name, content).has_value());
  const auto bytes = zip->finish();
  require(bytes.has_value());
  auto again = jiheng::io::ZipFiles::open(*bytes, "again.zip");
  require(again.has_value() && again->names().size() == files.size());
  require(std::set(again->names().begin(), again->names().end()).size() == files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto content = again->read(i);
    require(content.has_value() && *content == files[i].second);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const jiheng::io::ZipLimits limits{.entry_bytes = 64U << 10U, .total_bytes = 256U << 10U, .entries = 64};
  (void)jiheng::io::is_plain_zip(bytes);
  auto archive = jiheng::io::ZipFiles::open(bytes, "fuzz.zip", limits);
  if (!archive) return 0;
  require(archive->names().size() <= limits.entries);
  std::vector<std::pair<std::string, std::string>> files;
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < archive->names().size(); ++i) {
    const auto& name = archive->names()[i];
    require(!name.empty() && jiheng::is_utf8(name) && !name.ends_with('/'));
    auto content = archive->read(i);
    if (!content) continue;
    total += content->size();
    require(content->size() <= limits.entry_bytes && total <= limits.total_bytes);
    constexpr std::size_t kMostName = 30'000;  // a zip's names are 16 bits long, and one may get a number
    if (name.size() <= kMostName) files.emplace_back(name, std::move(*content));
  }
  if (!files.empty()) pack_again(files);
  return 0;
}
