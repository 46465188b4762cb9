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

io::TemplateField::Place template_place(law::ValuePlace place) {
  switch (place) {
    case law::ValuePlace::right: return io::TemplateField::Place::right;
    case law::ValuePlace::below: return io::TemplateField::Place::below;
    case law::ValuePlace::same_cell: return io::TemplateField::Place::same_cell;
  }
  return io::TemplateField::Place::right;
}

std::vector<io::TemplateField> template_fields(const std::vector<law::FormField>& fields) {
  std::vector<io::TemplateField> out;
  out.reserve(fields.size());
  for (const auto& field : fields) {
    out.push_back({field.field, field.labels, field.required, field.fill_down, template_place(field.value),
                   field.type, field.nth});
  }
  return out;
}

}  // namespace

io::FormTemplate form_template(const law::Form& form) {
  io::FormTemplate made;
  made.id = form.id;
  made.title = form.title;
  made.fields = template_fields(form.header);
  for (auto& field : template_fields(form.footer)) made.fields.push_back(std::move(field));
  made.tables["indicators"] = {template_fields(form.indicator_columns), form.end_labels};
  for (const auto& [name, table] : form.tables)
    made.tables[name] = {template_fields(table.columns), table.end_labels};
  made.fund_columns = template_fields(form.fund_columns);
  made.fund_rows = template_fields(form.fund_rows);
  if (form.grid) made.grid = *form.grid;
  return made;
}

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
