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
#include "model/records.h"

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
  if (!done) {  // a workbook's reader names the file itself
    const std::string named = fmt::format("{}：", file);
    std::string_view message = done.error().message;
    if (message.starts_with(named)) message.remove_prefix(named.size());
    return fail(done.error().code, fmt::format("“{}”：{}", file, message));
  }
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

/// What a row is recognised by: its natural key and its region.
std::vector<std::size_t> key_fields_of(const RecordDesc& desc) {
  auto fields = desc.natural_key();
  fields.push_back(desc.index_of("region"));
  return fields;
}

/// The stored rows that the file's good rows are about, by key. Looks only at the years of the file.
Result<std::unordered_map<std::string, Row>> stored_rows(const ImportBatch& batch, store::Store& store) {
  const auto& desc = *batch.desc;
  const auto key_fields = key_fields_of(desc);
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

/// The good rows as they are to be written. Columns that the file leaves out keep what is stored, and what
/// the program computed stays until it is computed anew.
Result<std::vector<store::Put>> merged_puts(const ImportBatch& batch, store::Store& store,
                                            ImportReport* counts) {
  std::unordered_map<std::string, Row> stored;
  if (counts != nullptr || leaves_out_columns(batch)) {
    auto found = stored_rows(batch, store);
    if (!found) return pass(found);
    stored = std::move(*found);
  }
  const auto key_fields = key_fields_of(*batch.desc);
  std::vector<store::Put> puts;
  puts.reserve(batch.rows.size());
  for (const auto& incoming : batch.rows) {
    if (incoming.refused) continue;
    Row& row = puts.emplace_back(store::Put{batch.desc, incoming.row}).row;
    const auto at = stored.empty() ? stored.end() : stored.find(key_of(key_fields, row));
    if (at != stored.end()) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (!batch.header.has(i) && batch.desc->fields[i].name != "region") row[i] = at->second[i];
      }
    }
    if (counts == nullptr) continue;
    ++(at == stored.end() ? counts->inserted : row == at->second ? counts->unchanged : counts->updated);
  }
  return puts;
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

Result<void> write_rows(Workspace& workspace, const ImportBatch& batch, const ImportOptions& options,
                        ImportReport& report) {
  // Counted here: the store also counts what follows from the rows, such as budget lines and scores.
  const auto written = workspace.write(options.actor, [&] {
    report.inserted = report.updated = report.unchanged = 0;
    return merged_puts(batch, workspace.store(), &report);
  });
  if (!written) return pass(written);
  report.written = true;
  return {};
}

ImportReport report_on(ImportBatch& batch) {
  ImportReport report;
  report.file = batch.file;
  report.rows = static_cast<std::int64_t>(batch.rows.size());
  report.refused = std::ranges::count_if(batch.rows, &IncomingRow::refused);
  std::ranges::stable_sort(batch.findings, {}, &RowFinding::row);
  for (const auto& found : batch.findings) report.findings.push_back(found.finding);
  return report;
}

/// Reads and checks a file; its references are resolved in the store and in `pending`.
Result<ImportBatch> checked_batch(store::Store& store, const RecordDesc& desc, std::string_view file,
                                  const ImportOptions& options, const TableReader& read,
                                  const PendingCodes& pending) {
  auto batch = read_batch(desc, file, options, read);
  if (!batch) return batch;
  check_duplicates(*batch);
  check_rows(*batch);
  if (const auto done = resolve_references(*batch, store, pending); !done) return pass(done);
  if (const auto done = check_people(*batch, store); !done) return pass(done);
  return batch;
}

Result<ImportReport> import_table(Workspace& workspace, const RecordDesc& desc, std::string_view file,
                                  const ImportOptions& options, const TableReader& read) {
  auto batch = checked_batch(workspace.store(), desc, file, options, read, {});
  if (!batch) return pass(batch);
  auto report = report_on(*batch);
  if (report.refused > 0 && !options.errors_out.empty()) {
    if (const auto done = hand_back(*batch, options.errors_out); !done) return pass(done);
  }
  if (options.dry_run) {
    const auto would = merged_puts(*batch, workspace.store(), &report);
    return would ? Result<ImportReport>(std::move(report)) : pass(would);
  }
  if (report.refused > 0 && !options.partial) return report;
  if (const auto done = write_rows(workspace, *batch, options, report); !done) return pass(done);
  return report;
}

TableReader reader_of(std::string_view bytes, std::string_view name, std::string_view sheet_name) {
  return [=](const io::CsvSink& sink) -> Result<void> {
    if (looks_like_workbook(bytes, name)) return read_sheet(bytes, name, sheet_name, sink);
    const auto done = io::read_csv(bytes, {}, sink);
    return done ? Result<void>{} : pass(done);
  };
}

/// By its name or first bytes; a file that cannot be read is none, and the CSV reader says why.
bool begins_as_workbook(const std::filesystem::path& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return false;
  std::array<char, 4> start{};
  const std::size_t got = std::fread(start.data(), 1, start.size(), file);
  std::fclose(file);
  return looks_like_workbook({start.data(), got}, path.filename().string());
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
  return import_table(workspace, record, name, options, reader_of(bytes, name, record.label));
}

Result<std::vector<ImportReport>> import_together(Workspace& workspace, std::span<const ImportSource> files,
                                                  const ImportOptions& options,
                                                  std::vector<std::pair<std::string, std::string>> settings) {
  PendingCodes pending;
  std::vector<ImportReport> reports;
  std::vector<store::Put> puts;
  for (const auto& file : files) {
    auto batch = checked_batch(workspace.store(), *file.record, file.name, options,
                               reader_of(file.bytes, file.name, file.record->label), pending);
    if (!batch) return pass(batch);
    reports.push_back(report_on(*batch));
    if (!reports.back().findings.empty()) return reports;
    number_codes(*batch, pending);
    for (auto& row : batch->rows) puts.push_back({file.record, std::move(row.row)});
  }
  const auto empty = [&]() -> Result<std::vector<store::Put>> {
    const auto nothing = holds_nothing(workspace.store());
    if (!nothing) return pass(nothing);
    if (!*nothing) return fail(ErrorCode::refused, "数据库里已经有数据，没有改动");
    return puts;
  };
  const auto written = workspace.write(options.actor, empty, std::move(settings));
  if (!written) return pass(written);
  for (auto& report : reports) {
    report.written = true;
    report.inserted = report.rows;
  }
  return reports;
}

Result<bool> holds_nothing(store::Store& store) {
  for (const auto* record : all_records()) {
    const auto rows = store.count(*record, {});
    if (!rows) return pass(rows);
    if (*rows > 0) return false;
  }
  return true;
}

}  // namespace jiheng::app
