#include "store/scope_sql.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "model/records.h"

namespace jiheng::store {
namespace {

const RecordDesc* stored_record(std::string_view name) {
  const auto records = stored_records();
  const auto found = std::ranges::find(records, name, &RecordDesc::name);
  return found == records.end() ? nullptr : *found;
}

bool refers_to(const FieldDesc& field, std::string_view target) { return field.options.ref == target; }

/// The field by which `record` leads to a row of `target`: its own reference first, else one to a record that
/// leads on. References only name records that stand before, so this ends.
const FieldDesc* way_to(const RecordDesc& record, std::string_view target) {
  for (const auto& field : record.fields) {
    if (refers_to(field, target) && field.name == fmt::format("{}_id", target)) return &field;
  }
  for (const auto& field : record.fields) {
    if (field.options.ref.empty() || refers_to(field, target)) continue;
    const auto* next = stored_record(field.options.ref);
    if (next != nullptr && next != &record && way_to(*next, target) != nullptr) return &field;
  }
  return nullptr;
}

/// Writes the condition of one query.
class ScopeWriter {
 public:
  ScopeWriter(std::optional<Region> region, const BindParam& bind) : region_(region), bind_(bind) {}

  Result<std::string> part(const RecordDesc& record, const RowScope::Part& part) {
    std::string all;
    const auto add = [&](std::string_view term) {
      all += all.empty() ? "" : " and ";
      all += term;
    };
    for (const auto& [target, ids] : {std::pair{"unit", &part.units}, std::pair{"project", &part.projects}}) {
      if (!*ids) continue;
      const auto term = belongs(record, std::string(record.name), target, list_of(**ids));
      if (!term) return pass(term);
      add(*term);
    }
    if (!part.states.empty()) {
      if (record.find("state") == nullptr)
        return fail(ErrorCode::internal, fmt::format("{}没有状态，不能按状态限定", record.label));
      std::string list;
      for (const auto& state : part.states)
        list += (list.empty() ? "" : ", ") + bind_(std::string_view(state));
      add(fmt::format("\"{}\".state in ({})", record.name, list));
    }
    return all.empty() ? "1 = 1" : all;
  }

 private:
  /// As many places as the next power of two, as in sql_text.cpp; of an empty list one that no id is in: ids
  /// are positive.
  std::string list_of(const std::vector<std::int64_t>& ids) {
    if (ids.empty()) return "0";
    std::string list;
    const std::size_t places = std::bit_ceil(ids.size());
    for (std::size_t i = 0; i < places; ++i)
      list += (list.empty() ? "" : ", ") + bind_(ids[std::min(i, ids.size() - 1)]);
    return list;
  }

  /// That a row, known in the statement as `row`, belongs to a row of `target` in `list`.
  Result<std::string> belongs(const RecordDesc& record, const std::string& row, std::string_view target,
                              const std::string& list) {
    if (record.name == target) return fmt::format("\"{}\".id in ({})", row, list);
    const auto* field = way_to(record, target);
    if (field == nullptr)
      return fail(ErrorCode::internal, fmt::format("{}不属于哪个 {}，不能按它限定", record.label, target));
    if (field->options.ref == target) return fmt::format("\"{}\".{} in ({})", row, field->name, list);
    const auto& next = *stored_record(field->options.ref);
    const std::string alias = fmt::format("s{}", ++aliases_);
    const auto rest = belongs(next, alias, target, list);
    if (!rest) return rest;
    if (region_) {
      if (bound_region_.empty()) bound_region_ = bind_(std::int64_t{region_->code()});
      return fmt::format("\"{0}\".{1} in (select {2}.id from \"{3}\" as {2} where {2}.region = {4} and {5})",
                         row, field->name, alias, next.name, bound_region_, *rest);
    }
    return fmt::format(
        "exists (select 1 from \"{3}\" as {2} where {2}.region = \"{0}\".region and {2}.id = \"{0}\".{1} and "
        "{4})",
        row, field->name, alias, next.name, *rest);
  }

  std::optional<Region> region_;
  const BindParam& bind_;
  std::string bound_region_;
  int aliases_ = 0;
};

}  // namespace

Result<std::string> scope_condition(const RecordDesc& record, const RowScope& scope,
                                    std::optional<Region> region, const BindParam& bind) {
  if (scope.parts.empty()) return "(1 = 0)";
  ScopeWriter writer(region, bind);
  std::string any;
  for (const auto& part : scope.parts) {
    const auto term = writer.part(record, part);
    if (!term) return term;
    any += fmt::format("{}({})", any.empty() ? "" : " or ", *term);
  }
  return fmt::format("({})", any);
}

}  // namespace jiheng::store
