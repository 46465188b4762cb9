#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/finding.h"
#include "law/book.h"

namespace jiheng::law {

/// A finding about a node of a law file: rule "law.<what>", its place as file:line:column.
Finding finding_at(const Document& document, const Node& node, std::string rule, std::string message,
                   std::string hint = {});

/// Checks what a schema cannot say about one document of a kind. Its body has passed the kind's schema, and
/// `book` holds every document, so references to others can be followed. Adds to `findings`, never stops at
/// the first.
using KindCheck = void (*)(const Book& book, const Document& document, Findings& findings);

struct KindCheckRow {
  Kind kind;
  KindCheck check;
};

/// The typed checks, one row a kind (several are allowed).
std::span<const KindCheckRow> kind_checks();

/// What concerns documents of all kinds: citations, places, validity, practice and its why.
void check_heads(const Book& book, Findings& findings);

/// Sorts by file, line and column of `where`.
void sort_by_place(Findings& findings);

}  // namespace jiheng::law
