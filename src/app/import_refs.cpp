#include "app/import_refs.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "law/suggest.h"
#include "model/records.h"

namespace jiheng::app {
namespace {

/// Asking for a few codes is a look-up each; for more, one scan of the region is cheaper.
constexpr std::size_t kScanFrom = 200;

using CodeIds = std::unordered_map<std::string, std::int64_t>;

/// The ids of those of `codes` that the store knows.
Result<CodeIds> find_codes(store::Store& store, const RecordDesc& target, Region region,
                           const std::set<std::string>& codes) {
  const auto id_at = target.index_of("id");
  const auto code_at = target.index_of("code");
  store::Query query;
  query.region = region;
  if (codes.size() < kScanFrom) query.where.push_back({"code", {codes.begin(), codes.end()}});
  CodeIds ids;
  const auto done = store.scan(target, query, [&](std::span<const Value> row) {
    const auto& code = std::get<std::string>(row[code_at]);
    if (codes.contains(code)) ids.emplace(code, std::get<std::int64_t>(row[id_at]));
  });
  if (!done) return pass(done);
  return ids;
}

Result<std::vector<std::string>> all_codes(store::Store& store, const RecordDesc& target, Region region) {
  store::Query query;
  query.region = region;
  const auto code_at = target.index_of("code");
  std::vector<std::string> codes;
  const auto done = store.scan(target, query, [&](std::span<const Value> row) {
    codes.push_back(std::get<std::string>(row[code_at]));
  });
  if (!done) return pass(done);
  return codes;
}

std::optional<Region> region_of_row(const ImportBatch& batch, const IncomingRow& row) {
  const auto* number = std::get_if<std::int64_t>(&row.row[batch.desc->index_of("region")]);
  const auto region = number == nullptr ? Result<Region>(fail(ErrorCode::invalid, {})) : Region::of(*number);
  return region ? std::optional(*region) : std::nullopt;
}

/// The codes in one column and the rows that have one, of one region.
struct CodeUse {
  std::set<std::string> codes;
  std::vector<IncomingRow*> rows;
};

std::map<Region, CodeUse> codes_in(ImportBatch& batch, std::size_t field) {
  std::map<Region, CodeUse> uses;
  for (auto& row : batch.rows) {
    const auto* code = std::get_if<std::string>(&row.row[field]);
    const auto region = region_of_row(batch, row);
    if (code == nullptr || !region) continue;
    auto& use = uses[*region];
    use.codes.insert(*code);
    use.rows.push_back(&row);
  }
  return uses;
}

/// Says that `code` is unknown, with a hint; the list of known codes is read when the first is missed.
class UnknownCode {
 public:
  UnknownCode(store::Store& store, const RecordDesc& target, Region region)
      : store_(store), target_(target), region_(region) {}

  Result<void> refuse(ImportBatch& batch, IncomingRow& row, std::size_t field, const std::string& code) {
    if (!known_) {
      auto codes = all_codes(store_, target_, region_);
      if (!codes) return pass(codes);
      known_ = std::move(*codes);
    }
    const std::string hint = known_->empty() ? fmt::format("{} 还没有任何{}：请先导入 {}", region_.to_text(),
                                                           target_.label, target_.name)
                                             : law::did_you_mean(code, *known_);
    batch.refuse(
        row, field, "import.reference",
        fmt::format("没有编码为“{}”的{}：应为 {} 已有的编码", code, target_.label, region_.to_text()), hint);
    return {};
  }

 private:
  store::Store& store_;
  const RecordDesc& target_;
  Region region_;
  std::optional<std::vector<std::string>> known_;
};

Result<void> resolve_column(ImportBatch& batch, store::Store& store, std::size_t field) {
  const RecordDesc* target = find_record(batch.desc->fields[field].options.ref);
  if (target == nullptr) return fail(ErrorCode::internal, "reference to an unknown record");
  for (const auto& [region, use] : codes_in(batch, field)) {
    const auto ids = find_codes(store, *target, region, use.codes);
    if (!ids) return pass(ids);
    UnknownCode unknown(store, *target, region);
    for (IncomingRow* row : use.rows) {
      const auto code = std::get<std::string>(row->row[field]);
      const auto found = ids->find(code);
      if (found == ids->end()) {
        if (const auto said = unknown.refuse(batch, *row, field, code); !said) return said;
      } else {
        row->row[field] = found->second;
      }
    }
  }
  return {};
}

/// A unit's supervising department may stand in the same file, so it is no reference to a stored row.
Result<void> check_departments(ImportBatch& batch, store::Store& store) {
  const auto code_at = batch.desc->index_of("code");
  const auto department_at = batch.desc->index_of("department_code");
  const auto in_file = codes_in(batch, code_at);
  for (const auto& [region, use] : codes_in(batch, department_at)) {
    const auto stored = find_codes(store, *batch.desc, region, use.codes);
    if (!stored) return pass(stored);
    UnknownCode unknown(store, *batch.desc, region);
    const auto here = in_file.find(region);
    for (IncomingRow* row : use.rows) {
      const auto& code = std::get<std::string>(row->row[department_at]);
      const bool in_same_file = here != in_file.end() && here->second.codes.contains(code);
      if (row->refused || in_same_file || stored->contains(code)) continue;
      if (const auto said = unknown.refuse(batch, *row, department_at, code); !said) return said;
    }
  }
  return {};
}

}  // namespace

Result<void> resolve_references(ImportBatch& batch, store::Store& store) {
  for (std::size_t field = 0; field < batch.desc->fields.size(); ++field) {
    if (batch.desc->fields[field].options.ref.empty()) continue;
    if (const auto done = resolve_column(batch, store, field); !done) return done;
  }
  return batch.desc->name == "unit" ? check_departments(batch, store) : Result<void>{};
}

}  // namespace jiheng::app
