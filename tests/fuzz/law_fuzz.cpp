// A law file of any bytes in each kind's folder: findings or a book; never a crash.
#include <cstdint>
#include <string>
#include <string_view>

#include "law/book.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  static const jiheng::Result<jiheng::law::Book> kEmbedded = jiheng::law::Book::embedded();
  constexpr std::string_view kKinds[] = {"sources",    "parameters", "schemes", "lint",
                                         "processes",  "forms",      "figures", "reports",
                                         "indicators", "policies",   "places"};
  const std::string_view kind = kKinds[data[0] % std::size(kKinds)];
  std::vector<jiheng::law::LawFile> files;
  // Only the schemas that judge the fuzzed file and two sources to cite: the rest would be read again for
  // each input.
  const std::string schema = "schema/" + std::string(kind) + ".schema.json";
  for (auto& file : kEmbedded->files()) {
    const bool needed = file.path == schema || file.path == "schema/head.schema.json" ||
                        file.path == "schema/sources.schema.json" ||
                        file.path.starts_with("sources/yanchi") ||
                        file.path.starts_with("sources/caiyu-2020-10");
    if (needed) files.push_back(std::move(file));
  }
  files.push_back(
      {std::string(kind) + "/fuzz.yaml", std::string(reinterpret_cast<const char*>(data + 1), size - 1)});
  (void)jiheng::law::Book::load(std::move(files));
  return 0;
}
