#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jiheng::engine {

/// Two neighbouring letters of a text as one number.
using Gram = std::uint64_t;

/// Text as it is searched: full-width folded, ASCII letters small.
std::string folded(std::string_view text);

/// The pairs of neighbouring letters (Han, ASCII letters and digits) of a folded text, sorted, each once;
/// blanks and punctuation part. Digits alone make no pair: years say nothing about what a project is.
std::vector<Gram> grams_of(std::string_view text);

/// 16 × log2(whole / part), rounded down; 0 when part ≥ whole or part is 0. How much a rare word says.
int scaled_log2(std::uint64_t whole, std::uint64_t part);

}  // namespace jiheng::engine
