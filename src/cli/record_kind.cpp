#include "cli/record_kind.h"

#include <fmt/format.h>

#include "base/text.h"
#include "law/suggest.h"
#include "model/records.h"

namespace jiheng::cli {
namespace {

std::string kind_argument_name(const RecordDesc& record) {
  return replace_all(std::string(record.name), "_", "-");
}

}  // namespace

Result<const RecordDesc*> kind_argument(std::string_view text) {
  if (const auto* record = find_record(text)) return record;
  std::vector<std::string> names;
  for (const auto* record : all_records()) {
    if (record->label == text) return record;
    names.push_back(kind_argument_name(*record));
  }
  return fail(ErrorCode::usage, fmt::format("没有“{}”这种表：可以是 {}。{}", text, kind_list(),
                                            law::did_you_mean(text, names)));
}

std::string kind_list() {
  std::string list;
  for (const auto* record : all_records()) {
    list += fmt::format("{}{}（{}）", list.empty() ? "" : "、", kind_argument_name(*record), record->label);
  }
  return list;
}

}  // namespace jiheng::cli
