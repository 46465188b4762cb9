#include "schema/columns.h"

#include <fmt/format.h>

#include "base/text.h"

namespace jiheng {
namespace {

bool is_in_files(const FieldDesc& field) {
  return !field.options.system && !field.options.secret &&
         !(field.type->kind == FieldKind::id && field.options.ref.empty());
}

}  // namespace

std::vector<std::size_t> file_fields(const RecordDesc& desc) {
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < desc.fields.size(); ++i) {
    if (is_in_files(desc.fields[i])) positions.push_back(i);
  }
  return positions;
}

std::vector<std::string> file_header(const RecordDesc& desc, MoneyUnit unit) {
  std::vector<std::string> header;
  for (const auto position : file_fields(desc)) {
    const auto& field = desc.fields[position];
    const bool money = field.type->kind == FieldKind::money;
    header.push_back(money ? fmt::format("{}（{}）", field.label(), money_unit_label(unit))
                           : std::string(field.label()));
  }
  return header;
}

std::string_view code_field(const RecordDesc& desc) {
  constexpr std::string_view kUsual = "code";
  if (desc.find(kUsual) != nullptr) return kUsual;
  for (const auto position : desc.natural_key()) {
    if (desc.fields[position].type->kind == FieldKind::text) return desc.fields[position].name;
  }
  return {};
}

Result<std::optional<Column>> match_header(const RecordDesc& desc, std::string_view header) {
  const std::string folded = fold_width(trim(header));
  const auto bracket = folded.find('(');
  const std::string_view name = trim(std::string_view(folded).substr(0, bracket));
  for (const auto position : file_fields(desc)) {
    const auto& field = desc.fields[position];
    const std::string label = fold_width(field.label());
    const bool money = field.type->kind == FieldKind::money;
    if (folded == label || folded == field.name || (money && (name == label || name == field.name))) {
      Column column{position, MoneyUnit::wan};
      if (!money) return std::optional<Column>(column);
      if (bracket == std::string::npos) {
        return fail(ErrorCode::invalid,
                    fmt::format("金额列“{}”没有写单位：应为“{}（元）”或“{}（万元）”", header, label, label));
      }
      const auto unit = parse_money_unit(std::string_view(folded).substr(bracket));
      if (!unit) return pass(unit);
      column.unit = *unit;
      return std::optional<Column>(column);
    }
  }
  return std::optional<Column>{};
}

}  // namespace jiheng
