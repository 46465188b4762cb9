#include "law/place.h"

#include <fmt/format.h>

#include "law/check.h"

namespace jiheng::law {
namespace {

constexpr std::size_t kProvinceLength = std::string_view("cn/64").size();

}  // namespace

std::string place_of_code(std::string_view code) {
  while (code.ends_with("00")) code.remove_suffix(2);
  return code.empty() ? "cn" : "cn/" + std::string(code);
}

std::map<std::string, std::string, std::less<>> read_places(std::span<const Document> documents) {
  std::map<std::string, std::string, std::less<>> places;
  for (const auto& document : documents) {
    const Node* entries = document.kind == Kind::places ? document.body.find("entries") : nullptr;
    if (entries == nullptr) continue;
    for (const auto& entry : entries->items) {
      places.emplace(place_of_code(entry.text_of("code")), entry.text_of("name"));
    }
  }
  return places;
}

void check_places(const Book& book, const Document& document, Findings& findings) {
  const Node* entries = document.body.find("entries");
  if (entries == nullptr) return;
  for (const auto& entry : entries->items) {
    const std::string_view code = entry.text_of("code");
    if (code == "000000") continue;
    if (const auto region = Region::parse(code); !region) {
      findings.push_back(finding_at(document, *entry.find("code"), "law.place", region.error().message));
      continue;
    }
    const std::string place = place_of_code(code);
    if (book.place_name(place) != entry.text_of("name")) {
      findings.push_back(finding_at(
          document, entry, "law.place",
          fmt::format("区划 {} 有两个名称：“{}”和“{}”", code, book.place_name(place), entry.text_of("name")),
          "一个代码只写一次"));
    }
    // Counties of the four municipalities have no prefecture, so only the province must be known.
    const std::string province = place.substr(0, kProvinceLength);
    if (!book.knows_place(province)) {
      findings.push_back(finding_at(document, entry, "law.place",
                                    fmt::format("区划 {} 的省级 {} 不在 law/places 中", code, province),
                                    "先写省级"));
    }
  }
}

}  // namespace jiheng::law
