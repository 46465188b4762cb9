#include "app/import.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <set>
#include <unordered_map>

#include "app/import_batch.h"
#include "app/import_refs.h"
#include "app/import_sheet.h"
#include "base/file.h"
#include "io/csv.h"

namespace jiheng::app {
namespace {

/// Gives every record of a file, the header first.
using TableReader = std::function<Result<void>(const io::CsvSink&)>;

Result<ImportBatch> read_batch(const RecordDesc& desc, std::string_view file, const ImportOptions& options,
                               const TableReader& read) {
  ImportBatch batch;
  batch.desc = &desc;
  batch.file = file;
  std::optional<Error> fault;
  bool header = true;
  const auto done = read([&](io::CsvRecord& record) {
    if (!header) {
      take_cells(batch, record.number, std::move(record.fields), options.place, !options.errors_out.empty());
      return true;
    }
    header = false;
    auto plan = plan_header(desc, file, std::move(record.fields), options.place.has_value());
    if (plan)
      batch.header = std::move(*plan);
    else
      fault = plan.error();
    return plan.has_value();
  });
  if (!done) return fail(done.error().code, fmt::format("“{}”：{}", file, done.error().message));
  if (fault) return tl::unexpected<Error>(*fault);
  if (header) return fail(ErrorCode::invalid, fmt::format("“{}”是空文件：第一行应是表头", file));
  return batch;
}

std::string key_of(const std::vector<std::size_t>& key_fields, std::span<const Value> row) {
  std::string key;
  for (const auto field : key_fields) {
    const auto* text = std::get_if<std::string>(&row[field]);
    const auto* number = std::get_if<std::int64_t>(&row[field]);
    key += text != nullptr ? *text : number != nullptr ? fmt::format("{}", *number) : std::string{};
    key.push_back('\0');
  }
  return key;
}

/// The stored rows that the file's good rows are about, by natural key. Looks only at the years of the file.
Result<std::unordered_map<std::string, Row>> stored_rows(const ImportBatch& batch, store::Store& store) {
  const auto& desc = *batch.desc;
  auto key_fields = desc.natural_key();
  key_fields.push_back(desc.index_of("region"));
  const auto region_at = desc.index_of("region");
  const auto year_at = desc.index_of("year");
  std::set<std::string> keys;
  std::set<std::int64_t> regions;
  std::set<std::int64_t> years;
  for (const auto& row : batch.rows) {
    if (row.refused) continue;
    keys.insert(key_of(key_fields, row.row));
    regions.insert(std::get<std::int64_t>(row.row[region_at]));
    if (year_at < desc.fields.size()) years.insert(std::get<std::int64_t>(row.row[year_at]));
  }
  std::unordered_map<std::string, Row> found;
  for (const auto code : regions) {
    store::Query query;
    query.region = *Region::of(code);
    if (!years.empty()) query.where.push_back({"year", {years.begin(), years.end()}});
    const auto done = store.scan(desc, query, [&](std::span<const Value> row) {
      auto key = key_of(key_fields, row);
      if (keys.contains(key)) found.emplace(std::move(key), Row(row.begin(), row.end()));
    });
    if (!done) return pass(done);
  }
  return found;
}

bool leaves_out_columns(const ImportBatch& batch) {
  return std::ranges::any_of(file_fields(*batch.desc), [&](std::size_t field) {
    return !batch.header.has(field) && batch.desc->fields[field].name != "region";
  });
}

/// Columns that the file leaves out keep what is stored, and what the program computed stays until it is
/// computed anew. Counts what a write would do.
Result<void> merge_stored(ImportBatch& batch, store::Store& store, ImportReport& report) {
  const auto stored = stored_rows(batch, store);
  if (!stored) return pass(stored);
  auto key_fields = batch.desc->natural_key();
  key_fields.push_back(batch.desc->index_of("region"));
  for (auto& row : batch.rows) {
    if (row.refused) continue;
    const auto at = stored->find(key_of(key_fields, row.row));
    if (at == stored->end()) {
      ++report.inserted;
      continue;
    }
    for (std::size_t i = 0; i < row.row.size(); ++i) {
      if (!batch.header.has(i) && batch.desc->fields[i].name != "region") row.row[i] = at->second[i];
    }
    ++(row.row == at->second ? report.unchanged : report.updated);
  }
  return {};
}

/// Writes the bad rows as their author wrote them, with what is wrong with each in a last column.
Result<void> hand_back(const ImportBatch& batch, const std::filesystem::path& path) {
  std::unordered_map<std::int64_t, std::string> problems;
  for (const auto& found : batch.findings) {
    auto& text = problems[found.row];
    Finding shown = found.finding;
    // The row is in front of the reader; only the column is news.
    const auto column = shown.where.find("“");
    shown.where = column == std::string::npos ? std::string{} : shown.where.substr(column);
    text += (text.empty() ? "" : "；") + to_string(shown);
  }
  const auto problem = problem_column(*batch.desc);
  std::string out(io::kByteOrderMark);
  auto header = batch.header.cells;
  std::erase(header, problem);
  header.emplace_back(problem);
  io::append_csv(out, header);
  for (const auto& row : batch.rows) {
    if (!row.refused) continue;
    auto cells = row.cells;
    for (std::size_t i = batch.header.cells.size(); i-- > 0;) {
      if (batch.header.cells[i] == problem && i < cells.size())
        cells.erase(cells.begin() + static_cast<std::ptrdiff_t>(i));
    }
    cells.resize(std::max(cells.size(), header.size() - 1));
    for (auto& cell : cells) cell = std::string(io::unneutralise(cell));  // append_csv does it again
    cells.push_back(problems[row.number]);
    io::append_csv(out, cells);
  }
  return write_file(path, out);
}

Result<void> write_rows(Workspace& workspace, ImportBatch& batch, const ImportOptions& options,
                        ImportReport& report) {
  std::vector<store::Put> puts;
  puts.reserve(batch.rows.size());
  for (auto& row : batch.rows) {
    if (!row.refused) puts.push_back({batch.desc, std::move(row.row)});
  }
  const auto written = workspace.write(options.actor, std::move(puts));
  if (!written) return pass(written);
  report.written = true;
  report.inserted = written->inserted;
  report.updated = written->updated;
  report.unchanged = written->unchanged;
  return {};
}

Result<ImportReport> import_table(Workspace& workspace, const RecordDesc& desc, std::string_view file,
                                  const ImportOptions& options, const TableReader& read) {
  auto batch = read_batch(desc, file, options, read);
  if (!batch) return pass(batch);
  check_duplicates(*batch);
  check_rows(*batch);
  if (const auto done = resolve_references(*batch, workspace.store()); !done) return pass(done);

  ImportReport report;
  report.file = file;
  report.rows = static_cast<std::int64_t>(batch->rows.size());
  report.refused = std::ranges::count_if(batch->rows, &IncomingRow::refused);
  std::ranges::stable_sort(batch->findings, {}, &RowFinding::row);
  for (const auto& found : batch->findings) report.findings.push_back(found.finding);
  if (report.refused > 0 && !options.errors_out.empty()) {
    if (const auto done = hand_back(*batch, options.errors_out); !done) return pass(done);
  }
  if (options.dry_run || leaves_out_columns(*batch)) {
    if (const auto done = merge_stored(*batch, workspace.store(), report); !done) return pass(done);
  }
  if (options.dry_run) return report;
  if (report.refused > 0 && !options.partial) {
    report.inserted = report.updated = report.unchanged = 0;
    return report;
  }
  if (const auto done = write_rows(workspace, *batch, options, report); !done) return pass(done);
  return report;
}

/// By its first bytes; a file that cannot be read is none, and the CSV reader says why.
bool begins_as_workbook(const std::filesystem::path& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return false;
  std::array<char, 4> start{};
  const std::size_t got = std::fread(start.data(), 1, start.size(), file);
  std::fclose(file);
  return looks_like_workbook({start.data(), got});
}

}  // namespace

Result<ImportReport> import_file(Workspace& workspace, const RecordDesc& record,
                                 const std::filesystem::path& path, const ImportOptions& options) {
  const std::string name = path.filename().string();
  return import_table(workspace, record, name, options, [&](const io::CsvSink& sink) -> Result<void> {
    if (begins_as_workbook(path)) {
      const auto bytes = read_file(path);
      return bytes ? read_sheet(*bytes, name, record.label, sink) : pass(bytes);
    }
    const auto done = io::read_csv_file(path, {}, sink);
    return done ? Result<void>{} : pass(done);
  });
}

Result<ImportReport> import_bytes(Workspace& workspace, const RecordDesc& record, std::string_view name,
                                  std::string_view bytes, const ImportOptions& options) {
  return import_table(workspace, record, name, options, [&](const io::CsvSink& sink) -> Result<void> {
    if (looks_like_workbook(bytes)) return read_sheet(bytes, name, record.label, sink);
    const auto done = io::read_csv(bytes, {}, sink);
    return done ? Result<void>{} : pass(done);
  });
}

}  // namespace jiheng::app
