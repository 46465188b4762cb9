#pragma once

#include "law/book.h"

namespace jiheng::law {

/// The check of law/processes: transitions lead from and to states that exist, every state but the first can
/// be reached, final states have no way out, deadlines name a parameter.
void check_processes(const Book& book, const Document& document, Findings& findings);

}  // namespace jiheng::law
