#include "store/write_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <unordered_set>

#include "store/changes.h"
#include "store/row_check.h"

namespace jiheng::store {
namespace {

/// At most so many puts are looked up, and then written, together.
constexpr std::size_t kMostPutsAtOnce = 1000;

std::int64_t whole_number(const Row& row, std::size_t position) {
  return std::get<std::int64_t>(row[position]);
}

std::string printed(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *number);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return "";
}

/// "项目（项目编码 640323…）"
std::string describe(const RecordDesc& record, const Row& row) {
  std::string keys;
  for (const auto position : record.natural_key()) {
    keys += fmt::format("{}{} {}", keys.empty() ? "" : "，", record.fields[position].label(),
                        printed(row[position]));
  }
  return fmt::format("{}（{}）", record.label, keys);
}

std::string id_mark(const RecordDesc& record, const Row& row) {
  return fmt::format("{}#{}#{}", record.name, whole_number(row, 0), whole_number(row, 1));
}

std::string key_mark(const RecordDesc& record, const Row& row) {
  std::string mark = fmt::format("{}/{}", record.name, whole_number(row, 0));
  for (const auto position : record.natural_key()) {
    mark += '\x1f';
    mark += printed(row[position]);
  }
  return mark;
}

/// One call of put(): takes the puts in portions, looks a portion's rows up together, decides, and writes
/// together.
class PutRun {
 public:
  PutRun(WriteContext& context, RecordSqlTable& sql, const Actor& actor, std::span<const Put> puts)
      : context_(context), sql_(sql), actor_(actor), puts_(puts) {}

  Result<WriteReport> all() {
    report_.ids.resize(puts_.size());
    while (next_ < puts_.size()) {
      auto found = look_up();
      if (!found) return pass(found);
      const auto began = next_;
      if (auto fine = decide(*found); !fine) return pass(fine);
      // Puts that touch the same rows again and again are taken in smaller portions, so that little is looked
      // up twice.
      const bool whole = next_ - began == found->size();
      portion_ = whole ? std::min(portion_ * 2, kMostPutsAtOnce) : std::max(portion_ / 2, std::size_t{1});
      if (auto done = write(); !done) return pass(done);
    }
    return std::move(report_);
  }

 private:
  Result<std::vector<Row>> look_up() {
    const auto portion = puts_.subspan(next_, std::min(portion_, puts_.size() - next_));
    std::vector<Call> calls;
    calls.reserve(portion.size());
    for (const auto& put : portion) calls.push_back(look_up_call(put));
    std::vector<Row> found(portion.size());
    auto done = context_.db.run_all(
        calls, [&](std::size_t i, std::span<const Value> row) { found[i].assign(row.begin(), row.end()); });
    if (!done) return tl::unexpected(std::move(done.error().error));
    return found;
  }

  Call look_up_call(const Put& put) {
    const auto& statements = sql_.of(*put.record);
    if (whole_number(put.row, 1) != 0)
      return {statements.select_by_id, {param_of(put.row[0]), param_of(put.row[1])}};
    Call call{statements.select_by_key, {param_of(put.row[0])}};
    for (const auto position : put.record->natural_key()) call.params.push_back(param_of(put.row[position]));
    return call;
  }

  /// Decides until a put touches a row that this portion has touched already: what was looked up for it is
  /// out of date then, and it begins the next portion.
  Result<void> decide(std::vector<Row>& found) {
    touched_.clear();
    calls_.clear();
    call_puts_.clear();
    rows_.clear();
    entries_.clear();
    for (auto& before : found) {
      const auto& put = puts_[next_];
      Row after = put.row;
      if (!before.empty()) after[1] = before[1];
      if (is_touched(*put.record, before, after)) return {};
      if (auto fine = check_expected(put, before); !fine) return fine;
      if (put.kind == Put::Kind::erase)
        erase_one(*put.record, std::move(before));
      else
        decide_one(*put.record, before, std::move(after));
      ++next_;
    }
    return {};
  }

  /// What the put asks of the stored row; `before` is empty when there is none.
  Result<void> check_expected(const Put& put, const Row& before) const {
    const auto clash = [&](std::string_view what) -> Result<void> {
      auto message = fmt::format("{}{}", describe(*put.record, put.row), what);
      Finding finding{"store.changed", Severity::error, message, fmt::format("/{}", next_), {}};
      return fail(ErrorCode::conflict, std::move(message), {std::move(finding)});
    };
    if (put.kind == Put::Kind::fresh && !before.empty()) return clash("已经有了");
    if (put.kind != Put::Kind::erase && put.expect.empty()) return {};
    if (before.empty()) return clash("已经不在了");
    for (const auto& [name, value] : put.expect) {
      const auto position = put.record->index_of(name);
      if (position >= before.size())
        return fail(ErrorCode::internal, fmt::format("{} has no field {}", put.record->name, name));
      if (before[position] != value) return clash("刚被别人改过");
    }
    return {};
  }

  void erase_one(const RecordDesc& record, Row before) {
    report_.ids[next_] = whole_number(before, 1);
    ++report_.erased;
    auto& entry = entries_.emplace_back(context_.entry(actor_, "remove", record.name));
    entry.region = static_cast<std::int32_t>(whole_number(before, 0));
    entry.id = whole_number(before, 1);
    entry.changes = changes_json(record, before, {});
    context_.chain.link(entry);
    const Row& row = rows_.emplace_back(std::move(before));
    add_call({sql_.of(record).remove, {param_of(row[0]), param_of(row[1])}});
    add_call({kInsertAuditSql, audit_params(entry)});
  }

  bool is_touched(const RecordDesc& record, const Row& before, const Row& after) {
    std::vector<std::string> marks{key_mark(record, after)};
    if (whole_number(after, 1) != 0) marks.push_back(id_mark(record, after));
    if (!before.empty()) marks.push_back(key_mark(record, before));
    for (const auto& mark : marks) {
      if (touched_.contains(mark)) return true;
    }
    touched_.insert(marks.begin(), marks.end());
    return false;
  }

  void decide_one(const RecordDesc& record, const Row& before, Row after) {
    const bool is_new = before.empty();
    if (is_new && whole_number(after, 1) == 0) after[1] = context_.next_id();
    report_.ids[next_] = whole_number(after, 1);
    if (!is_new && before == after) {
      ++report_.unchanged;
      return;
    }
    ++(is_new ? report_.inserted : report_.updated);
    auto& entry = entries_.emplace_back(context_.entry(actor_, is_new ? "insert" : "update", record.name));
    entry.region = static_cast<std::int32_t>(whole_number(after, 0));
    entry.id = whole_number(after, 1);
    entry.changes = changes_json(record, before, after);
    context_.chain.link(entry);
    const auto& statements = sql_.of(record);
    const Row& row = rows_.emplace_back(std::move(after));
    Call call{is_new ? statements.insert : statements.update, {}};
    call.params.reserve(row.size());
    for (const auto& value : row) call.params.push_back(param_of(value));
    add_call(std::move(call));
    add_call({kInsertAuditSql, audit_params(entry)});
  }

  void add_call(Call call) {
    calls_.push_back(std::move(call));
    call_puts_.push_back(next_);
  }

  Result<void> write() {
    auto done = context_.db.run_all(calls_);
    if (done) return {};
    Error error = std::move(done.error().error);
    const auto position = call_puts_.at(done.error().index);
    const auto& put = puts_[position];
    if (error.code == ErrorCode::conflict || error.code == ErrorCode::invalid) {
      error.message = fmt::format("{}不能写入：{}", describe(*put.record, put.row), error.message);
      error.findings.push_back(
          {"store.conflict", Severity::error, error.message, fmt::format("/{}", position), {}});
    }
    return tl::unexpected(std::move(error));
  }

  WriteContext& context_;
  RecordSqlTable& sql_;
  const Actor& actor_;
  std::span<const Put> puts_;
  std::size_t next_ = 0;
  std::size_t portion_ = kMostPutsAtOnce;
  WriteReport report_;
  std::unordered_set<std::string> touched_;
  std::vector<Call> calls_;
  std::vector<std::size_t> call_puts_;  ///< which put each call belongs to
  std::deque<Row> rows_;                ///< what the calls' parameters point into
  std::deque<AuditEntry> entries_;
};

}  // namespace

const RecordSql& RecordSqlTable::of(const RecordDesc& record) {
  auto& sql = by_record_[&record];
  if (sql.insert.empty()) sql = record_sql(record);
  return sql;
}

Findings check_puts(std::span<const Put> puts) {
  Findings findings;
  for (std::size_t i = 0; i < puts.size(); ++i) {
    check_row(*puts[i].record, puts[i].row, static_cast<std::int64_t>(i), findings);
  }
  return findings;
}

Result<WriteReport> write_puts(WriteContext& context, RecordSqlTable& sql, const Actor& actor,
                               std::span<const Put> puts) {
  return PutRun(context, sql, actor, puts).all();
}

Result<void> remove_rows(WriteContext& context, RecordSqlTable& sql, const Actor& actor,
                         const RecordDesc& record, Region region, std::span<const std::int64_t> ids) {
  const auto& statements = sql.of(record);
  for (const auto id : ids) {
    const Param key[] = {std::int64_t{region.code()}, id};
    Row before;
    const auto read = context.db.run(statements.select_by_id, key, [&](std::span<const Value> row) {
      before.assign(row.begin(), row.end());
    });
    if (!read) return pass(read);
    if (before.empty())
      return fail(ErrorCode::not_found, fmt::format("没有 id 为 {} 的{}", id, record.label));
    auto entry = context.entry(actor, "remove", record.name);
    entry.region = region.code();
    entry.id = id;
    entry.changes = changes_json(record, before, {});
    context.chain.link(entry);
    if (auto done = context.db.run(statements.remove, key); !done) return pass(done);
    if (auto done = context.db.run(kInsertAuditSql, audit_params(entry)); !done) return pass(done);
  }
  return {};
}

}  // namespace jiheng::store
