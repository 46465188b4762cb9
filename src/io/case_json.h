#pragma once

#include <string_view>

#include "base/node.h"
#include "base/result.h"
#include "model/self_evaluation_form.h"

namespace jiheng::io {

/// A form and what was odd, though readable, about how it was written.
struct FormReading {
  SelfEvaluationForm form;
  Findings findings;
};

/// Reads a self-evaluation or goal form written as JSON (the shape of tests/cases): amounts in 元 or 万元,
/// `op` in its many spellings, numbers or words as values, members missing or null. What cannot be read at
/// all (a list where a number belongs, an amount that is none) is an error that names every such place by
/// JSON pointer.
Result<FormReading> read_case_json(std::string_view bytes, std::string_view file);

}  // namespace jiheng::io
