#pragma once

#include "io/form_workbook.h"
#include "law/form.h"

namespace jiheng::app {

/// The layout of a form of law/forms as the plain data that io reads by.
io::FormLayout form_layout(const law::Form& form);

}  // namespace jiheng::app
