#include "io/form_labels.h"

#include "io/form_value.h"

namespace jiheng::io {
namespace {

TableColumns columns_in_row(const FormSheet& sheet, std::uint32_t row, const Labels& labels) {
  TableColumns columns;
  for (const XlsxCell* cell : sheet.row(row)) {
    const auto* field = labels.find(cell->text);
    if (field != nullptr) columns.try_emplace(field->field, cell->column, sheet.last_column(*cell));
  }
  return columns;
}

}  // namespace

Labels::Labels(const std::vector<TemplateField>& fields) : fields_(&fields) {
  for (const auto& field : fields) {
    for (const auto& label : field.labels) {
      exact_.emplace(label_key(label), &field);
      bare_.emplace(bare_label_key(label), &field);
    }
  }
}

const TemplateField* Labels::find(std::string_view text) const {
  const std::string key = label_key(text);
  if (key.empty()) return nullptr;
  if (const auto found = exact_.find(key); found != exact_.end()) return found->second;
  const std::string bare = bare_label_key(text);
  const auto found = bare.empty() ? bare_.end() : bare_.find(bare);
  return found == bare_.end() ? nullptr : found->second;
}

FormLabels::FormLabels(const FormTemplate& form)
    : fields(form.fields), fund_columns(form.fund_columns), fund_rows(form.fund_rows) {
  for (const auto& [name, table] : form.tables) tables.emplace(name, Labels(table.columns));
  for (const auto& block : form.grid.blocks) {
    if (!block.side.empty()) sides.insert(label_key(block.side));
  }
}

TableHead find_table(const FormSheet& sheet, const Labels& labels, std::uint32_t end) {
  const auto missing_of = [&](const TableColumns& columns) {
    std::vector<std::string> missing;
    for (const auto& field : labels.fields()) {
      if (field.required && !columns.contains(field.field)) missing.push_back(field.labels.front());
    }
    return missing;
  };
  TableHead best;
  best.missing = missing_of({});
  for (std::uint32_t row = 1; row <= end; ++row) {
    auto columns = columns_in_row(sheet, row, labels);
    if (columns.empty()) continue;
    auto missing = missing_of(columns);
    if (missing.empty()) return {row, std::move(columns), {}};
    if (missing.size() < best.missing.size()) best.missing = std::move(missing);
  }
  return best;
}

}  // namespace jiheng::io
