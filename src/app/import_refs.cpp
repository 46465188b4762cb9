#include "app/import_refs.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "law/suggest.h"
#include "model/records.h"
#include "schema/columns.h"

namespace jiheng::app {
namespace {

/// Asking for a few codes is a look-up each; for more, one scan of the region is cheaper.
constexpr std::size_t kScanFrom = 200;

/// What can be referred to: rows of the store, and rows that are written together with the file.
class CodeBook {
 public:
  CodeBook(store::Store& store, const PendingCodes& pending) : store_(store), pending_(pending) {}

  /// The ids of those of `codes` that are known.
  Result<CodeIds> find(const RecordDesc& target, Region region, const std::set<std::string>& codes) const {
    const auto id_at = target.index_of("id");
    const auto code_at = target.index_of(code_field(target));
    store::Query query;
    query.region = region;
    if (codes.size() < kScanFrom)
      query.where.push_back({std::string(code_field(target)), {codes.begin(), codes.end()}});
    CodeIds ids;
    const auto done = store_.scan(target, query, [&](std::span<const Value> row) {
      const auto& code = std::get<std::string>(row[code_at]);
      if (codes.contains(code)) ids.emplace(code, std::get<std::int64_t>(row[id_at]));
    });
    if (!done) return pass(done);
    if (const auto coming = pending_.find({&target, region}); coming != pending_.end()) {
      for (const auto& [code, id] : coming->second) {
        if (codes.contains(code)) ids.emplace(code, id);
      }
    }
    return ids;
  }

  Result<std::vector<std::string>> all(const RecordDesc& target, Region region) const {
    store::Query query;
    query.region = region;
    const auto code_at = target.index_of(code_field(target));
    std::vector<std::string> codes;
    const auto done = store_.scan(target, query, [&](std::span<const Value> row) {
      codes.push_back(std::get<std::string>(row[code_at]));
    });
    if (!done) return pass(done);
    if (const auto coming = pending_.find({&target, region}); coming != pending_.end()) {
      for (const auto& [code, id] : coming->second) codes.push_back(code);
    }
    return codes;
  }

 private:
  store::Store& store_;
  const PendingCodes& pending_;
};

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
  UnknownCode(const CodeBook& book, const RecordDesc& target, Region region)
      : book_(book), target_(target), region_(region) {}

  Result<void> refuse(ImportBatch& batch, IncomingRow& row, std::size_t field, const std::string& code) {
    if (!known_) {
      auto codes = book_.all(target_, region_);
      if (!codes) return pass(codes);
      known_ = std::move(*codes);
    }
    const std::string hint = known_->empty() ? fmt::format("{} 还没有任何{}：请先导入 {}", region_.to_text(),
                                                           target_.label, target_.name)
                                             : law::did_you_mean(code, *known_);
    const auto word =
        code_field(target_) == "code" ? std::string_view("编码") : target_.find(code_field(target_))->label();
    batch.refuse(
        row, field, "import.reference",
        fmt::format("没有{}为“{}”的{}：应为 {} 已有的{}", word, code, target_.label, region_.to_text(), word),
        hint);
    return {};
  }

 private:
  const CodeBook& book_;
  const RecordDesc& target_;
  Region region_;
  std::optional<std::vector<std::string>> known_;
};

Result<void> resolve_column(ImportBatch& batch, const CodeBook& book, std::size_t field) {
  const RecordDesc* target = find_record(batch.desc->fields[field].options.ref);
  if (target == nullptr) return fail(ErrorCode::internal, "reference to an unknown record");
  for (const auto& [region, use] : codes_in(batch, field)) {
    const auto ids = book.find(*target, region, use.codes);
    if (!ids) return pass(ids);
    UnknownCode unknown(book, *target, region);
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
Result<void> check_departments(ImportBatch& batch, const CodeBook& book) {
  const auto code_at = batch.desc->index_of("code");
  const auto department_at = batch.desc->index_of("department_code");
  const auto in_file = codes_in(batch, code_at);
  for (const auto& [region, use] : codes_in(batch, department_at)) {
    const auto stored = book.find(*batch.desc, region, use.codes);
    if (!stored) return pass(stored);
    UnknownCode unknown(book, *batch.desc, region);
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

Result<void> resolve_references(ImportBatch& batch, store::Store& store, const PendingCodes& pending) {
  const CodeBook book(store, pending);
  for (std::size_t field = 0; field < batch.desc->fields.size(); ++field) {
    if (batch.desc->fields[field].options.ref.empty()) continue;
    if (const auto done = resolve_column(batch, book, field); !done) return done;
  }
  return batch.desc->name == "unit" ? check_departments(batch, book) : Result<void>{};
}

void number_codes(ImportBatch& batch, PendingCodes& pending) {
  if (batch.desc->find("code") == nullptr) return;
  const auto id_at = batch.desc->index_of("id");
  const auto code_at = batch.desc->index_of("code");
  std::int64_t next = 0;
  for (const auto& [target, ids] : pending) {
    if (target.first == batch.desc) next += static_cast<std::int64_t>(ids.size());
  }
  for (auto& row : batch.rows) {
    const auto region = region_of_row(batch, row);
    if (row.refused || !region) continue;
    row.row[id_at] = ++next;
    pending[{batch.desc, *region}].emplace(std::get<std::string>(row.row[code_at]), next);
  }
}

}  // namespace jiheng::app
