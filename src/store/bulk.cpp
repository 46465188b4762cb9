#include "store/bulk.h"

#include <fmt/format.h>

#include <algorithm>
#include <future>

#include "base/json_writer.h"
#include "base/sm3.h"
#include "store/row_check.h"

namespace jiheng::store {
namespace {

constexpr std::size_t kBatchRows = 20'000;

void append_digits(std::string& bytes, std::int64_t number) {
  const fmt::format_int digits(number);
  bytes.append(digits.data(), digits.size());
}

void append_sized(std::string& bytes, std::string_view text) {
  append_digits(bytes, static_cast<std::int64_t>(text.size()));
  bytes += ':';
  bytes += text;
}

/// The rows of one batch, with ids where they had none.
Result<void> write_batch(WriteContext& context, const Actor& actor, const RecordDesc& record,
                         std::vector<Row>& rows) {
  for (auto& row : rows) {
    if (std::get<std::int64_t>(row[1]) == 0) row[1] = context.next_id();
  }
  if (auto done = context.db.insert_rows(record, rows); !done) return done;
  auto entry = context.entry(actor, "bulk", record.name);
  const auto [low, high] =
      std::ranges::minmax_element(rows, {}, [](const Row& row) { return std::get<std::int64_t>(row[1]); });
  JsonWriter json;
  json.begin_object().member("rows", static_cast<std::int64_t>(rows.size()));
  json.member("lowest_id", std::get<std::int64_t>((*low)[1]))
      .member("highest_id", std::get<std::int64_t>((*high)[1]));
  entry.changes = json.member("digest", rows_digest(rows)).end_object().take();
  context.chain.link(entry);
  if (auto done = context.db.run(kInsertAuditSql, audit_params(entry)); !done) return pass(done);
  return {};
}

/// Fills `rows` from `next`; false once there are no more.
Result<bool> take_batch(const RecordDesc& record, const RowSource& next, std::int64_t taken,
                        std::vector<Row>& rows) {
  rows.clear();
  Findings findings;
  bool more = true;
  while (rows.size() < kBatchRows) {
    Row& row = rows.emplace_back();
    more = next(row);
    if (!more) {
      rows.pop_back();
      break;
    }
    check_row(record, row, taken + static_cast<std::int64_t>(rows.size()) - 1, findings);
  }
  if (!findings.empty())
    return fail(ErrorCode::invalid, fmt::format("{}有不能写入的值", record.label), std::move(findings));
  return more;
}

}  // namespace

std::string rows_digest(std::span<const Row> rows) {
  std::string bytes;
  for (const auto& row : rows) {
    for (const auto& value : row) {
      if (const auto* number = std::get_if<std::int64_t>(&value))
        append_digits(bytes, *number);
      else if (const auto* text = std::get_if<std::string>(&value))
        append_sized(bytes, *text);
      else
        bytes += '-';
      bytes += '\n';
    }
  }
  return to_hex(sm3(bytes));
}

Result<std::int64_t> load_rows(Writer& writer, const Actor& actor, const RecordDesc& record,
                               const RowSource& next) {
  std::int64_t taken = 0;
  std::vector<Row> filling;
  std::vector<Row> writing;
  std::future<Result<void>> written;
  bool more = true;
  while (more) {
    auto took = take_batch(record, next, taken, filling);
    if (written.valid()) {
      if (auto done = written.get(); !done) return pass(done);
    }
    if (!took) return pass(took);
    more = *took;
    taken += static_cast<std::int64_t>(filling.size());
    if (filling.empty()) break;
    std::swap(filling, writing);
    written = std::async(std::launch::async, [&] {
      return writer.run([&](WriteContext& context) { return write_batch(context, actor, record, writing); });
    });
  }
  if (written.valid()) {
    if (auto done = written.get(); !done) return pass(done);
  }
  return taken;
}

}  // namespace jiheng::store
