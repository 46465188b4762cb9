#include "law/book.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "law/head.h"
#include "law/place.h"

namespace jiheng::law {
namespace {

constexpr std::array<std::string_view, 11> kKindNames{"sources",    "parameters", "schemes", "lint",
                                                      "processes",  "forms",      "figures", "reports",
                                                      "indicators", "policies",   "places"};

}  // namespace

std::string_view kind_name(Kind kind) { return kKindNames.at(static_cast<std::size_t>(kind)); }

std::optional<Kind> find_kind(std::string_view name) {
  const auto found = std::ranges::find(kKindNames, name);
  if (found == kKindNames.end()) return std::nullopt;
  return static_cast<Kind>(found - kKindNames.begin());
}

bool Document::in_force(Date day) const {
  return status != "draft" && (!since || *since <= day) && (!until || day <= *until);
}

bool Document::verified() const {
  if (kind == Kind::sources) return body.text_of("verified") == "true";
  if (basis == Basis::practice) return false;  // what it cites may be read, but does not say it
  const auto citations_in_it = all_citations(*this);
  return !citations_in_it.empty() && std::ranges::all_of(citations_in_it, &Citation::verified);
}

std::vector<std::string> place_layers(std::string_view place) {
  std::vector<std::string> layers;
  const std::string_view code = place.starts_with("cn/") ? place.substr(3) : std::string_view();
  for (std::size_t length = code.size(); length >= 2; length -= 2)
    layers.push_back("cn/" + std::string(code.substr(0, length)));
  layers.emplace_back("cn");
  return layers;
}

void Book::index() {
  std::ranges::sort(documents_, [](const Document& a, const Document& b) {
    return std::tie(a.kind, a.id, a.place, a.since, a.file) <
           std::tie(b.kind, b.id, b.place, b.since, b.file);
  });
  places_ = read_places(documents_);
}

std::vector<const Document*> Book::versions(Kind kind, std::string_view id) const {
  std::vector<const Document*> found;
  const auto before = [](const Document& d, const std::pair<Kind, std::string_view>& key) {
    return std::pair<Kind, std::string_view>(d.kind, d.id) < key;
  };
  auto next = std::lower_bound(documents_.begin(), documents_.end(), std::pair(kind, id), before);
  for (; next != documents_.end() && next->kind == kind && next->id == id; ++next) found.push_back(&*next);
  return found;
}

std::optional<Match> Book::match(Kind kind, std::string_view id, std::span<const std::string> places,
                                 Date as_of) const {
  const auto candidates = versions(kind, id);
  Match match;
  for (const auto& place : places) {
    for (const Document* document : candidates) {
      if (document->place == place && document->in_force(as_of)) match.layers.push_back(document);
    }
  }
  if (match.layers.empty()) return std::nullopt;
  match.rule = match.layers.front();
  return match;
}

std::optional<Match> Book::find(Kind kind, std::string_view id, Region place, Date as_of) const {
  return match(kind, id, place.law_places(), as_of);
}

std::optional<Match> Book::find(Kind kind, std::string_view id, std::string_view place, Date as_of) const {
  return match(kind, id, place_layers(place), as_of);
}

std::vector<Match> Book::all(Kind kind, Region place, Date as_of) const {
  std::vector<Match> matches;
  const auto places = place.law_places();
  const std::string* last = nullptr;
  for (const auto& document : documents_) {
    if (document.kind != kind || (last != nullptr && *last == document.id)) continue;
    last = &document.id;
    if (auto found = match(kind, document.id, places, as_of)) matches.push_back(std::move(*found));
  }
  return matches;
}

const Document* Book::source(std::string_view id) const {
  const auto found = versions(Kind::sources, id);
  return found.empty() ? nullptr : found.front();
}

bool Book::knows_place(std::string_view place) const { return places_.contains(place); }

std::string Book::place_name(std::string_view place) const {
  const auto found = places_.find(place);
  if (found != places_.end()) return found->second;
  return std::string(place.starts_with("cn/") ? place.substr(3) : place);
}

std::string Book::place_name(Region region) const {
  const auto found = places_.find(region.law_places().front());
  return found == places_.end() ? region.to_text() : found->second;
}

std::string Book::place_full_name(Region region) const {
  std::string name;
  const auto places = region.law_places();
  for (auto place = places.rbegin(); place != places.rend(); ++place) {
    const auto found = places_.find(*place);
    if (*place != "cn" && found != places_.end()) name += found->second;
  }
  return name.empty() ? place_name(region) : name;
}

std::vector<LawFile> Book::files() const {
  std::vector<LawFile> files = others_;
  for (const auto& document : documents_)
    files.push_back({document.file.substr(root_.size()), document.text});
  std::ranges::sort(files, {}, &LawFile::path);
  return files;
}

}  // namespace jiheng::law
