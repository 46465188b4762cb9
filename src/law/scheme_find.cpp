#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "law/scheme.h"

namespace jiheng::law {
namespace {

/// The scheme of a match: the rule's content, every layer's citations, grade bands of the same place and day.
Result<Scheme> scheme_of(const Book& book, const Match& match, std::string_view place, Date as_of) {
  const auto grades = book.find(Kind::schemes, match.rule->body.text_of("grades"), place, as_of);
  auto scheme = read_scheme(*match.rule, grades ? grades->rule : nullptr);
  if (!scheme) return scheme;
  for (std::size_t i = 1; i < match.layers.size(); ++i) {
    const auto& below = match.layers[i]->citations;
    scheme->citations.insert(scheme->citations.end(), below.begin(), below.end());
  }
  return scheme;
}

/// Whether the form has an indicator under each first-level name in `names`.
bool has_levels(const SelfEvaluationForm& form, const Scheme& scheme, const std::vector<std::string>& names) {
  return std::ranges::all_of(names, [&](const std::string& name) {
    const SchemeLevel* level = scheme.find_level1(name);
    return level != nullptr && std::ranges::any_of(form.indicators, [&](const FormIndicator& indicator) {
             return !indicator.level1.empty() && level->is_called(indicator.level1);
           });
  });
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "“" : "、“") + name + "”";
  return text;
}

}  // namespace

bool is_grade_bands(const Document& document) { return document.body.find("bands") != nullptr; }

Result<Scheme> find_scheme(const Book& book, std::string_view id, std::string_view place, Date as_of) {
  const auto match = book.find(Kind::schemes, id, place, as_of);
  if (!match || is_grade_bands(*match->rule)) {
    std::string known;
    std::set<std::string> ids;
    for (const auto& document : book.documents()) {
      if (document.kind == Kind::schemes && !is_grade_bands(document)) ids.insert(document.id);
    }
    for (const auto& other : ids) known += (known.empty() ? "" : "、") + other;
    return fail(ErrorCode::not_found, fmt::format("{} 在 {} 没有生效的评分方案“{}”；已有的方案：{}",
                                                  book.place_name(place), as_of.to_text(), id, known));
  }
  return scheme_of(book, *match, place, as_of);
}

Result<SchemeSet> SchemeSet::load(const Book& book, std::string_view place, Date as_of) {
  SchemeSet set;
  set.place_ = book.place_name(place);
  set.as_of_ = as_of;
  std::set<std::string> ids;
  for (const auto& document : book.documents()) {
    if (document.kind == Kind::schemes && !is_grade_bands(document)) ids.insert(document.id);
  }
  for (const auto& id : ids) {
    const auto match = book.find(Kind::schemes, id, place, as_of);
    if (!match) continue;
    auto scheme = scheme_of(book, *match, place, as_of);
    if (!scheme) return pass(scheme);
    set.schemes_.push_back(std::move(*scheme));
  }
  return set;
}

Result<SchemeSet> SchemeSet::load(const Book& book, Region place, Date as_of) {
  return load(book, place.code() == 0 ? "cn" : place.law_places().front(), as_of);
}

SchemeSet SchemeSet::of(Scheme scheme, Date as_of) {
  SchemeSet set;
  set.place_ = scheme.place;
  set.as_of_ = as_of;
  set.schemes_.push_back(std::move(scheme));
  return set;
}

Result<SchemeChoice> SchemeSet::choose(const SelfEvaluationForm& form, std::string_view id) const {
  if (!id.empty()) {
    const auto named = std::ranges::find(schemes_, id, &Scheme::id);
    if (named != schemes_.end()) return SchemeChoice{&*named, fmt::format("按指定采用 {}", named->title)};
    std::string known;
    for (const auto& scheme : schemes_) known += (known.empty() ? "" : "、") + scheme.id;
    return fail(ErrorCode::not_found, fmt::format("{} 在 {} 没有生效的评分方案“{}”；可用：{}", place_,
                                                  as_of_.to_text(), id, known));
  }
  const Scheme* best = nullptr;
  for (const auto& scheme : schemes_) {
    if (scheme.form != SchemeForm::self_evaluation || scheme.chosen_by_hand) continue;
    if (!has_levels(form, scheme, scheme.needs_level1)) continue;
    if (best == nullptr || scheme.priority > best->priority) best = &scheme;
  }
  if (best == nullptr) {
    return fail(ErrorCode::not_found, fmt::format("{} 在 {} 没有生效的单位自评评分方案，请用 --scheme 指定",
                                                  place_, as_of_.to_text()));
  }
  std::string why = fmt::format("{} 在 {} 生效的单位自评方案", place_, as_of_.to_text());
  if (!best->needs_level1.empty()) why += fmt::format("；表中一级指标有{}", joined(best->needs_level1));
  return SchemeChoice{best, why};
}

}  // namespace jiheng::law
