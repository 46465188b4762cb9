#pragma once

#include <gtest/gtest.h>

#include <string>

#include "engine/score.h"
#include "law/scheme.h"

namespace jiheng::engine {

/// The law folder of the source tree, loaded once.
inline const law::Book& test_law() {
  static const law::Book kBook = [] {
    auto book = law::Book::from_directory(std::string(JIHENG_SOURCE_DIR) + "/law");
    EXPECT_TRUE(book) << (book ? "" : to_string(book.error()));
    return book ? std::move(*book) : law::Book{};
  }();
  return kBook;
}

inline law::Scheme test_scheme(std::string_view id, std::string_view place = "cn") {
  auto scheme = law::find_scheme(test_law(), id, place, *Date::of(2023, 3, 31));
  EXPECT_TRUE(scheme) << (scheme ? "" : to_string(scheme.error()));
  return scheme ? std::move(*scheme) : law::Scheme{};
}

/// An indicator as a form would have it; empty strings are cells that were not filled.
inline FormIndicator test_indicator(std::string op, std::string target, std::string actual,
                                    std::string weight, std::string level1 = "产出指标",
                                    std::string level2 = "数量指标", std::string unit = "") {
  FormIndicator indicator;
  indicator.level1 = std::move(level1);
  indicator.level2 = std::move(level2);
  indicator.name = "指标";
  if (const Operator* known = find_enum<Operator>(op)) indicator.op = *known;
  if (!target.empty()) indicator.target = std::move(target);
  if (!actual.empty()) indicator.actual = std::move(actual);
  if (!unit.empty()) indicator.unit = std::move(unit);
  if (!weight.empty()) indicator.weight = *Score::parse(weight);
  indicator.where = "/indicators/0";
  return indicator;
}

inline bool has_rule(const Findings& findings, std::string_view rule) {
  for (const auto& finding : findings) {
    if (finding.rule == rule) return true;
  }
  return false;
}

}  // namespace jiheng::engine
