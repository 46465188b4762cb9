#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

#include "base/finding.h"

namespace jiheng {

/// What kind of failure; mapped to exit codes in cli/exit_code.h and to HTTP statuses in http/problem.h.
enum class ErrorCode {
  usage,        ///< the call itself is wrong
  invalid,      ///< the input is bad
  not_found,    ///< no such thing
  conflict,     ///< somebody else changed it, or it exists already
  refused,      ///< a rule or a permission says no
  unavailable,  ///< a database, disk or port cannot be used just now
  internal,     ///< a defect of the program
};

/// An expected failure. `message` is for the user; `findings`, where not empty, lists every place at once.
struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;
  Findings findings;
};

/// The message and, a line each, its findings.
std::string to_string(const Error& error);

template <class T>
using Result = tl::expected<T, Error>;

/// `return fail(ErrorCode::not_found, "…");` in a function that returns a Result.
inline tl::unexpected<Error> fail(ErrorCode code, std::string message, Findings findings = {}) {
  return tl::unexpected<Error>(Error{code, std::move(message), std::move(findings)});
}

/// Hands an error on to the caller: `if (!r) return pass(r);`
template <class T>
tl::unexpected<Error> pass(T&& result) {
  return tl::unexpected<Error>(std::forward<T>(result).error());
}

}  // namespace jiheng
