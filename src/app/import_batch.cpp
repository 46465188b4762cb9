#include "app/import_batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "io/csv.h"
#include "law/suggest.h"
#include "model/provenance.h"
#include "schema/field_text.h"

namespace jiheng::app {
namespace {

/// What a column that is not in the file, or a blank cell, stands for: real records, and 否.
std::optional<Value> import_default(const FieldDesc& field) {
  if (field.name == "provenance") return Value{std::string(enum_code(Provenance::recorded))};
  if (field.type->kind == FieldKind::boolean && !field.type->optional) return Value{std::int64_t{0}};
  return std::nullopt;
}

bool may_be_absent(const FieldDesc& field) {
  const bool text = field.type->kind == FieldKind::text && !field.options.required;
  return field.type->optional || text || import_default(field).has_value();
}

/// A reference's code as it was written; resolved to an id later.
Result<Value> parse_reference(const FieldDesc& field, std::string_view text) {
  const auto code = trim(text);
  if (!code.empty()) return Value{std::string(code)};
  if (field.type->optional) return Value{};
  return fail(ErrorCode::invalid, fmt::format("没有填：应为{}", field.label()));
}

Result<Value> parse_cell(const FieldDesc& field, std::string_view text, MoneyUnit unit) {
  if (!field.options.ref.empty()) return parse_reference(field, text);
  if (trim(text).empty()) {
    if (const auto value = import_default(field)) return *value;
  }
  auto value = parse_field(field, text, unit);
  if (!value) return value;
  if (auto wrong = check_field(field, *value); !wrong.empty())
    return fail(ErrorCode::invalid, std::move(wrong));
  return value;
}

Finding header_fault(std::string_view rule, std::string_view file, std::string message,
                     std::string hint = {}) {
  return {std::string(rule), Severity::error, std::move(message), fmt::format("{} 表头", file),
          std::move(hint)};
}

/// Finds the fields of the header's cells; faults go to `faults`.
void match_cells(const RecordDesc& desc, std::string_view file, HeaderPlan& plan, Findings& faults) {
  const auto known = file_header(desc);
  for (std::size_t i = 0; i < plan.cells.size(); ++i) {
    const auto name = trim(plan.cells[i]);
    if (name.empty() || name == problem_column(desc)) continue;
    auto column = match_header(desc, name);
    if (!column) {
      faults.push_back(header_fault("import.header.unit", file, column.error().message));
      continue;
    }
    if (!*column) {
      faults.push_back(header_fault("import.header.unknown", file, fmt::format("没有“{}”这一列", name),
                                    law::did_you_mean(name, known)));
      continue;
    }
    auto& cell = plan.cell_of[(*column)->field];
    if (cell != HeaderPlan::kNone) {
      faults.push_back(
          header_fault("import.header.twice", file,
                       fmt::format("“{}”出现了两次：第 {} 列和第 {} 列", name, cell + 1, i + 1)));
      continue;
    }
    cell = i;
    plan.columns[i] = **column;
  }
}

/// Whether a fault has spoken of a column already, as when its unit is missing.
bool spoken_of(const RecordDesc& desc, std::size_t position, const HeaderPlan& plan) {
  const auto& field = desc.fields[position];
  if (field.type->kind != FieldKind::money) return false;
  for (const auto& cell : plan.cells) {
    const std::string folded = fold_width(trim(cell));
    const auto name = trim(std::string_view(folded).substr(0, folded.find('(')));
    if (name == field.label() || name == field.name) return true;
  }
  return false;
}

}  // namespace

std::string_view problem_column(const RecordDesc& desc) {
  const bool taken =
      std::ranges::any_of(desc.fields, [](const FieldDesc& field) { return field.label() == "问题"; });
  return taken ? "导入问题" : "问题";
}

Result<HeaderPlan> plan_header(const RecordDesc& desc, std::string_view file, std::vector<std::string> cells,
                               bool place_given) {
  HeaderPlan plan;
  plan.cells = std::move(cells);
  plan.columns.resize(plan.cells.size());
  plan.cell_of.assign(desc.fields.size(), HeaderPlan::kNone);
  Findings faults;
  match_cells(desc, file, plan, faults);
  for (const auto position : file_fields(desc)) {
    const auto& field = desc.fields[position];
    if (plan.has(position) || may_be_absent(field) || spoken_of(desc, position, plan)) continue;
    if (field.name == "region") {
      if (!place_given) {
        faults.push_back(header_fault("import.header.missing", file, "缺少“区划代码”这一列",
                                      "也可以用 --place 640323 说明全部行的区划"));
      }
      continue;
    }
    const bool money = field.type->kind == FieldKind::money;
    faults.push_back(header_fault("import.header.missing", file,
                                  fmt::format("缺少“{}{}”这一列", field.label(), money ? "（万元）" : "")));
  }
  if (faults.empty()) return plan;
  return fail(ErrorCode::invalid, fmt::format("“{}”的表头不是“{}”表的表头", file, desc.label),
              std::move(faults));
}

std::string ImportBatch::where(std::int64_t row, std::string_view column) const {
  return column.empty() ? fmt::format("{} 第 {} 行", file, row)
                        : fmt::format("{} 第 {} 行“{}”", file, row, column);
}

std::string_view ImportBatch::column_name(std::size_t field) const {
  return header.has(field) ? trim(header.cells[header.cell_of[field]]) : desc->fields[field].label();
}

void ImportBatch::refuse(IncomingRow& row, std::size_t field, std::string_view rule, std::string message,
                         std::string hint) {
  row.refused = true;
  findings.push_back({row.number,
                      {std::string(rule), Severity::error, std::move(message),
                       where(row.number, column_name(field)), std::move(hint)}});
}

void ImportBatch::refuse_row(IncomingRow& row, std::string_view rule, std::string message, std::string hint) {
  row.refused = true;
  findings.push_back(
      {row.number,
       {std::string(rule), Severity::error, std::move(message), where(row.number, {}), std::move(hint)}});
}

void ImportBatch::warn(const IncomingRow& row, std::size_t field, std::string_view rule, std::string message,
                       std::string hint) {
  findings.push_back({row.number,
                      {std::string(rule), Severity::warning, std::move(message),
                       where(row.number, column_name(field)), std::move(hint)}});
}

namespace {

void take_cell(ImportBatch& batch, IncomingRow& row, const Column& column, std::string_view text) {
  const auto& field = batch.desc->fields[column.field];
  auto value = parse_cell(field, io::unneutralise(trim(text)), column.unit);
  if (value) {
    row.row[column.field] = std::move(*value);
    return;
  }
  // Say what was expected unless the message already does.
  auto& message = value.error().message;
  const bool said = message.find("应") != std::string::npos;
  batch.refuse(row, column.field, "import.cell", message, said ? std::string{} : "应为" + expectation(field));
}

void take_place(ImportBatch& batch, IncomingRow& row, Region place) {
  const auto region = batch.desc->index_of("region");
  const auto* number = std::get_if<std::int64_t>(&row.row[region]);
  if (!batch.header.has(region)) {
    row.row[region] = std::int64_t{place.code()};
  } else if (number != nullptr && *number != place.code()) {
    batch.refuse(row, region, "import.place",
                 fmt::format("这一行属于 {:06}，不是要导入的 {}", *number, place.to_text()));
  }
}

}  // namespace

void take_cells(ImportBatch& batch, std::int64_t number, std::vector<std::string> cells,
                std::optional<Region> place, bool keep_cells) {
  auto& row = batch.rows.emplace_back();
  row.number = number;
  row.row.resize(batch.desc->fields.size());
  const std::size_t width = batch.header.cells.size();
  std::size_t filled = cells.size();
  while (filled > width && trim(cells[filled - 1]).empty()) --filled;
  if (filled != width) {
    batch.refuse_row(row, "import.ragged", fmt::format("有 {} 格，表头有 {} 列", filled, width),
                     "内容里的逗号要用引号括起来");
  } else {
    for (std::size_t i = 0; i < width; ++i) {
      if (batch.header.columns[i]) take_cell(batch, row, *batch.header.columns[i], cells[i]);
    }
    for (std::size_t i = 0; i < batch.desc->fields.size(); ++i) {
      const auto& field = batch.desc->fields[i];
      if (batch.header.has(i) || !is_empty(row.row[i])) continue;
      if (const auto value = import_default(field))
        row.row[i] = *value;
      else if (field.type->kind == FieldKind::text && !field.type->optional)
        row.row[i] = std::string{};
    }
    row.row[batch.desc->index_of("id")] = std::int64_t{0};
    if (place) take_place(batch, row, *place);
  }
  if (keep_cells) row.cells = std::move(cells);
}

void check_duplicates(ImportBatch& batch) {
  auto key_fields = batch.desc->natural_key();
  key_fields.push_back(batch.desc->index_of("region"));
  std::unordered_map<std::string, std::int64_t> first_row;
  for (auto& row : batch.rows) {
    std::string key;
    bool complete = true;
    for (const auto field : key_fields) {
      const auto* text = std::get_if<std::string>(&row.row[field]);
      const auto* number = std::get_if<std::int64_t>(&row.row[field]);
      complete = complete && (text != nullptr || number != nullptr);
      if (text != nullptr) key += *text;
      if (number != nullptr) key += fmt::format("#{}", *number);
      key.push_back('\0');
    }
    if (!complete) continue;  // a cell of the key was bad and has been spoken of
    const auto [at, fresh] = first_row.emplace(std::move(key), row.number);
    if (fresh) continue;
    std::string names;
    for (const auto field : batch.desc->natural_key()) {
      names += fmt::format("{}{}", names.empty() ? "" : "＋", batch.desc->fields[field].label());
    }
    batch.refuse_row(row, "import.duplicate", fmt::format("与第 {} 行重复：“{}”相同", at->second, names));
  }
}

}  // namespace jiheng::app
