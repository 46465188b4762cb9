#pragma once

#include "io/form_data.h"
#include "io/form_workbook.h"
#include "law/form.h"

namespace jiheng::app {

/// The layout of a form of law/forms as the plain data that io reads by.
io::FormLayout form_layout(const law::Form& form);

/// The form with its printed grid, as io writes and reads it cell for cell.
io::FormTemplate form_template(const law::Form& form);

}  // namespace jiheng::app
