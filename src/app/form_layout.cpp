#include "app/form_layout.h"

namespace jiheng::app {
namespace {

io::LabelPlace label_place(law::ValuePlace place) {
  switch (place) {
    case law::ValuePlace::right: return io::LabelPlace::right;
    case law::ValuePlace::below: return io::LabelPlace::below;
    case law::ValuePlace::same_cell: return io::LabelPlace::same_cell;
  }
  return io::LabelPlace::right;
}

std::vector<io::LabelField> label_fields(const std::vector<law::FormField>& fields) {
  std::vector<io::LabelField> out;
  out.reserve(fields.size());
  for (const auto& field : fields)
    out.push_back({field.field, field.labels, field.required, field.fill_down, label_place(field.value)});
  return out;
}

}  // namespace

io::FormLayout form_layout(const law::Form& form) {
  return {form.title,
          label_fields(form.header),
          label_fields(form.fund_columns),
          label_fields(form.fund_rows),
          label_fields(form.indicator_columns),
          form.end_labels,
          label_fields(form.footer)};
}

}  // namespace jiheng::app
