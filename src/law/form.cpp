#include "law/form.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "law/check.h"
#include "law/form_grid.h"

namespace jiheng::law {
namespace {

std::vector<std::string> texts_of(const Node* list) {
  std::vector<std::string> texts;
  if (list == nullptr) return texts;
  for (const auto& item : list->items) texts.push_back(item.text);
  return texts;
}

ValuePlace value_place(std::string_view text) {
  if (text == "below") return ValuePlace::below;
  return text == "same_cell" ? ValuePlace::same_cell : ValuePlace::right;
}

std::vector<FormField> read_fields(const Node* list) {
  std::vector<FormField> fields;
  if (list == nullptr) return fields;
  for (const auto& item : list->items) {
    FormField field;
    field.field = item.text_of("field");
    field.labels = texts_of(item.find("labels"));
    field.required = item.text_of("required") == "true";
    field.fill_down = item.text_of("fill_down") == "true";
    field.value = value_place(item.text_of("value"));
    field.type = read_cell_type(item.text_of("type"));
    field.nth = small_number(item, "nth", 1);
    fields.push_back(std::move(field));
  }
  return fields;
}

std::string without_blanks(std::string_view text) {
  std::string folded = replace_all(fold_width(text), "\u3000", "");
  std::erase_if(folded, [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ':'; });
  return folded;
}

std::string without_brackets(std::string_view text) {
  std::string kept;
  int depth = 0;
  for (const char c : text) {
    if (c == '(') ++depth;
    if (depth == 0) kept += c;
    if (c == ')' && depth > 0) --depth;
  }
  return kept;
}

/// A label must lead to one field, or the reader would have to guess.
void check_labels(const Document& document, const Node* list, Findings& findings) {
  if (list == nullptr) return;
  std::map<std::string, std::string> owner;
  for (const auto& item : list->items) {
    const std::string field(item.text_of("field"));
    for (const auto& label : item.find("labels")->items) {
      const auto [entry, fresh] = owner.emplace(
          fmt::format("{}#{}", without_blanks(label.text), small_number(item, "nth", 1)), field);
      if (fresh) continue;
      findings.push_back(finding_at(document, label, "law.form",
                                    fmt::format("标签“{}”已经属于字段“{}”", label.text, entry->second),
                                    "一个标签只写给一个字段"));
    }
  }
}

}  // namespace

std::string bare_label(std::string_view text) { return without_brackets(without_blanks(text)); }

bool FormField::is_called(std::string_view text) const {
  const std::string bare = bare_label(text);
  return std::ranges::any_of(labels, [&](const std::string& label) { return bare_label(label) == bare; });
}

const FormField* find_label(const std::vector<FormField>& fields, std::string_view text) {
  const std::string written = without_blanks(text);
  if (written.empty()) return nullptr;
  for (const auto& field : fields) {
    if (std::ranges::any_of(field.labels,
                            [&](const std::string& label) { return without_blanks(label) == written; }))
      return &field;
  }
  const auto found =
      std::ranges::find_if(fields, [&](const FormField& field) { return field.is_called(text); });
  return found == fields.end() ? nullptr : &*found;
}

Form read_form(const Document& document) {
  Form form;
  form.id = document.id;
  form.title = document.title;
  form.record = document.body.text_of("record");
  form.header = read_fields(document.body.find("header"));
  if (const Node* funds = document.body.find("funds")) {
    form.fund_columns = read_fields(funds->find("columns"));
    form.fund_rows = read_fields(funds->find("rows"));
  }
  const Node* indicators = document.body.find("indicators");
  form.indicator_columns = read_fields(indicators->find("columns"));
  form.end_labels = texts_of(indicators->find("end_labels"));
  form.footer = read_fields(document.body.find("footer"));
  if (const Node* tables = document.body.find("tables")) {
    for (const auto& table : tables->members) {
      form.tables[table.key] = {read_fields(table.value.find("columns")),
                                texts_of(table.value.find("end_labels"))};
    }
  }
  if (const Node* layout = document.body.find("layout")) form.grid = read_form_grid(*layout);
  return form;
}

Result<Form> find_form(const Book& book, std::string_view id, Region place, Date as_of) {
  const auto match = book.find(Kind::forms, id, place, as_of);
  if (match) return read_form(*match->rule);
  return fail(ErrorCode::not_found,
              fmt::format("表样“{}”在 {} {} 没有", id, book.place_name(place), as_of.to_text()));
}

void check_forms(const Book&, const Document& document, Findings& findings) {
  const Node& body = document.body;
  if (body.find("mapping") != nullptr) return;  // check_mappings
  check_labels(document, body.find("header"), findings);
  if (const Node* funds = body.find("funds")) {
    check_labels(document, funds->find("columns"), findings);
    check_labels(document, funds->find("rows"), findings);
  }
  check_labels(document, body.find("indicators")->find("columns"), findings);
  check_labels(document, body.find("footer"), findings);
  check_form_grid(document, read_form(document), findings);
}

}  // namespace jiheng::law
