#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "law/book.h"

namespace jiheng::law {

/// One place where two rules differ. `path` is a JSON pointer, except that items of a list whose items all
/// carry a unique id, code, name, field or evaluator+grade are named by it instead of their number.
struct Difference {
  std::string path;    ///< "/weights/output", "/rules/finance:fair/high"
  std::string before;  ///< as written, compound values in one line; empty: was not there
  std::string after;   ///< empty: is no longer there

  friend bool operator==(const Difference&, const Difference&) = default;
};

/// Where `after` differs from `before`, in the order of `before`, then what is new.
std::vector<Difference> compare(const Node& before, const Node& after);

/// A node in one line: scalars as they are, "[a, b]", "{k: v}".
std::string one_line(const Node& node);

/// The documents that refer to a rule: those that cite a source, or name an id in any text. Sorted by kind
/// and id.
std::vector<const Document*> used_by(const Book& book, Kind kind, std::string_view id);

}  // namespace jiheng::law
