#include "app/import_mapped.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <unordered_map>

#include "app/budget_guards.h"
#include "app/budget_sums.h"
#include "app/import_batch.h"
#include "app/import_mapped_rows.h"
#include "app/import_mapped_table.h"
#include "app/import_refs.h"
#include "base/file.h"
#include "base/text.h"
#include "model/records.h"
#include "model/unit.h"
#include "schema/field_text.h"

namespace jiheng::app {
namespace {

/// One export on its way in.
class MappedImport {
 public:
  MappedImport(Workspace& workspace, const law::Mapping& mapping, const MappedOptions& options)
      : workspace_(workspace), store_(workspace.store()), mapping_(mapping), options_(options) {}

  Result<MappedReport> run(std::string_view name, std::string_view bytes) {
    if (const auto done = find_place(); !done) return pass(done);
    if (!at_stage(0, "读取文件")) return stopped();
    auto table = read_mapped_table(mapping_, name, bytes);
    if (!table) return pass(table);
    table_ = std::move(*table);
    auto batch = read_mapped_rows(store_, mapping_, table_, place_, combined_);
    if (!batch) return pass(batch);
    batch_ = std::move(*batch);
    if (!at_stage(1, "核对每一行")) return stopped();
    check_duplicates(batch_);
    check_rows(batch_);
    if (const auto done = resolve_references(batch_, store_, {}); !done) return pass(done);
    // The first look at what is stored also finds rows that lack something, so it comes before the verdict.
    if (!at_stage(2, "与系统里的比较")) return stopped();
    if (const auto looked = checked_puts(); !looked) return pass(looked);
    MappedReport report = report_now();
    if (options_.dry_run || (report.refused > 0 && !options_.partial)) return report;
    if (!at_stage(3, "写入")) return stopped();
    return write(std::move(report));
  }

 private:
  /// Tells how far it is, in rows: each stage takes about as long as the others.
  bool at_stage(std::int64_t stage, std::string_view what) const {
    constexpr std::int64_t kStages = 4;
    const auto rows = static_cast<std::int64_t>(table_.rows.size());
    return tell(options_.progress, rows * stage / kStages, rows, what);
  }
  static tl::unexpected<Error> stopped() { return fail(ErrorCode::conflict, "已停止，没有写入"); }

  Result<void> find_place() {
    if (options_.place) {
      place_ = *options_.place;
      return {};
    }
    std::set<std::int64_t> regions;
    const auto read = store_.scan(record_of<Unit>(), {}, [&](std::span<const Value> row) {
      regions.insert(std::get<std::int64_t>(row[0]));
    });
    if (!read) return pass(read);
    if (regions.size() != 1)
      return fail(ErrorCode::usage,
                  fmt::format("数据库里有 {} 个地区的单位：用 --place 640323 说明是哪一个", regions.size()));
    place_ = *Region::of(*regions.begin());
    return {};
  }

  std::vector<std::size_t> key_fields() const { return batch_.desc->natural_key(); }

  /// The stored rows that the good rows are about, by key.
  Result<std::unordered_map<std::string, Row>> stored_rows() const {
    std::set<std::string> keys;
    std::set<std::int64_t> years;
    const auto fields = key_fields();
    const auto year_at = batch_.desc->index_of("year");
    for (const auto& row : batch_.rows) {
      if (row.refused) continue;
      keys.insert(mapped_key(fields, row.row));
      if (year_at < row.row.size()) years.insert(std::get<std::int64_t>(row.row[year_at]));
    }
    store::Query query;
    query.region = place_;
    if (!years.empty()) query.where.push_back({"year", {years.begin(), years.end()}});
    std::unordered_map<std::string, Row> found;
    const auto read = store_.scan(*batch_.desc, query, [&](std::span<const Value> row) {
      auto key = mapped_key(fields, row);
      if (keys.contains(key)) found.emplace(std::move(key), Row(row.begin(), row.end()));
    });
    return read ? Result<std::unordered_map<std::string, Row>>(std::move(found)) : pass(read);
  }

  bool is_constant(std::size_t field) const {
    return std::ranges::any_of(mapping_.constants, [&](const auto& constant) {
      return constant.first == batch_.desc->fields[field].name;
    });
  }

  /// What the file does not say keeps what is stored; constants are for new records, but for the key.
  void keep_stored(Row& row, const Row& stored) const {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto& field = batch_.desc->fields[i];
      const bool said = batch_.header.has(i) && (field.options.key || !is_constant(i));
      if (!said && field.name != "region") row[i] = stored[i];
    }
  }

  /// Refuses a new row that lacks what its record must have.
  void refuse_incomplete(IncomingRow& row) {
    std::string missing;
    for (std::size_t i = 2; i < row.row.size(); ++i) {
      const auto& field = batch_.desc->fields[i];
      if (!field.type->optional && is_empty(row.row[i]))
        missing += fmt::format("{}{}", missing.empty() ? "" : "、", field.label());
    }
    if (missing.empty()) return;
    batch_.refuse_row(row, "import.new",
                      fmt::format("数据库里没有这条{}，表里又没有{}", batch_.desc->label, missing),
                      fmt::format("先导入{}，再导入这张表", batch_.desc->label));
  }

  /// The good rows as they are to be written, and what that changes.
  Result<std::vector<store::Put>> checked_puts() {
    auto stored = stored_rows();
    if (!stored) return pass(stored);
    const auto fields = key_fields();
    inserted_ = updated_ = unchanged_ = 0;
    changes_.clear();
    put_rows_.clear();
    std::vector<store::Put> puts;
    for (auto& incoming : batch_.rows) {
      if (incoming.refused) continue;
      const auto at = stored->find(mapped_key(fields, incoming.row));
      if (at == stored->end()) {
        refuse_incomplete(incoming);
        if (incoming.refused) continue;
        ++inserted_;
      }
      Row row = incoming.row;
      if (at != stored->end()) {
        keep_stored(row, at->second);
        note_changes(incoming.number, row, at->second);
      }
      puts.push_back({batch_.desc, std::move(row)});
      put_rows_.push_back(incoming.number);
    }
    if (const auto done = carry_goals(puts); !done) return pass(done);
    if (const auto done = refuse_contradictions(puts); !done) return pass(done);
    return puts;
  }

  void note_changes(std::int64_t number, const Row& after, const Row& before) {
    if (after == before) {
      ++unchanged_;
      return;
    }
    ++updated_;
    for (std::size_t i = 0; i < after.size(); ++i) {
      if (after[i] == before[i]) continue;
      const auto& field = batch_.desc->fields[i];
      changes_.push_back({table_.where(number, std::nullopt), shown_key(number), std::string(field.name),
                          std::string(field.label()), shown(field, before[i]), shown(field, after[i])});
    }
  }

  /// A value as people read it; of a unit its name.
  std::string shown(const FieldDesc& field, const Value& value) const {
    if (field.options.ref != "unit")
      return field.options.ref.empty() ? write_field(field, value) : std::string{};
    const auto* id = std::get_if<std::int64_t>(&value);
    if (id == nullptr) return {};
    store::Query query;
    query.region = place_;
    query.where.push_back({"id", {Value{*id}}});
    const auto units = store::load<Unit>(store_, query);
    return units && !units->empty() ? units->front().name : fmt::format("{}", *id);
  }

  /// The cells of the natural key of a row, as the file has them.
  std::string shown_key(std::int64_t number) const {
    const auto row = std::ranges::lower_bound(table_.rows, number, {}, &MappedCells::number);
    std::string key;
    for (const auto& column : table_.columns) {
      if (!batch_.desc->find(column.column->field)->options.key || row == table_.rows.end()) continue;
      key += fmt::format("{}{}", key.empty() ? "" : " ", trim(row->cells[column.cell]));
    }
    return key;
  }

  /// Releases that happened elsewhere take the goal along that is approved now; what the guards would have
  /// said is a warning.
  Result<void> carry_goals(std::vector<store::Put>& puts) {
    if (batch_.desc != &record_of<Release>()) return {};
    std::map<FiscalYear, std::vector<ProjectId>> projects;
    for (const auto& put : puts) {
      const auto release = from_row<Release>(put.row);
      projects[release.year].push_back(release.project_id);
    }
    std::erase_if(batch_.findings,
                  [](const RowFinding& found) { return found.finding.rule.starts_with("budget."); });
    for (const auto& [year, ids] : projects) {
      auto all = load_money(store_, place_, ids, year);
      if (!all) return pass(all);
      for (std::size_t i = 0; i < puts.size(); ++i) {
        auto release = from_row<Release>(puts[i].row);
        if (release.year == year) carry_goal(release, all->at(release.project_id), puts[i].row, put_rows_[i]);
      }
    }
    return {};
  }

  void carry_goal(Release& release, ProjectMoney& money, Row& row, std::int64_t number) {
    const bool fresh = !release.id;
    if (!fresh) return;
    GuardDesk desk(workspace_.book(), place_, release.released_on);
    auto move = move_of(money, law::BudgetAct::release, release.fund_type, release.fund_tag);
    move.released = add(move.released, release.amount).value_or(move.released);
    desk.ask(move, money.project.name, table_.where(number, std::nullopt));
    for (auto finding : desk.findings()) {
      finding.severity = Severity::warning;
      batch_.findings.push_back({number, std::move(finding)});
    }
    money.releases.push_back(release);
    if (!money.goal || money.goal->state != GoalState::approved) return;
    release.goal_id = money.goal->id;
    release.goal_version = money.goal->version;
    row = to_row(release);
  }

  /// Budget lines that say something else than the changes that are registered here.
  Result<void> refuse_contradictions(std::vector<store::Put>& puts) {
    if (batch_.desc != &record_of<BudgetLine>()) return {};
    const auto summed = with_budget_sums(store_, puts);
    if (summed) return {};
    if (summed.error().code != ErrorCode::conflict) return pass(summed);
    std::set<std::int64_t> bad;
    for (const auto& finding : summed.error().findings) {
      const auto index = static_cast<std::size_t>(std::stoul(finding.where.substr(1)));
      bad.insert(put_rows_[index]);
      const auto row = std::ranges::find(batch_.rows, put_rows_[index], &IncomingRow::number);
      batch_.refuse_row(*row, finding.rule, finding.message, finding.hint);
    }
    std::size_t at = 0;
    std::erase_if(puts, [&](const store::Put&) { return bad.contains(put_rows_[at++]); });
    std::erase_if(put_rows_, [&](std::int64_t number) { return bad.contains(number); });
    return {};
  }

  /// Findings name the cell of a workbook.
  Finding with_cell(const RowFinding& found) const {
    Finding finding = found.finding;
    if (table_.sheet.empty()) return finding;
    std::optional<std::size_t> cell;
    for (const auto& column : table_.columns) {
      if (finding.where.ends_with(fmt::format("“{}”", column.label))) cell = column.cell;
    }
    if (finding.where.find('!') == std::string::npos) finding.where = table_.where(found.row, cell);
    return finding;
  }

  MappedReport report_now() {
    MappedReport report;
    report.file = table_.file;
    report.mapping = mapping_.id;
    report.sheet = table_.sheet;
    report.rows = static_cast<std::int64_t>(table_.rows.size()) + table_.totals;
    report.totals = table_.totals;
    report.combined = combined_;
    report.refused = std::ranges::count_if(batch_.rows, &IncomingRow::refused);
    report.passed_over = table_.passed_over;
    report.inserted = inserted_;
    report.updated = updated_;
    report.unchanged = unchanged_;
    report.changes = changes_;
    std::ranges::stable_sort(batch_.findings, {}, &RowFinding::row);
    for (const auto& found : batch_.findings) report.findings.push_back(with_cell(found));
    return report;
  }

  Result<MappedReport> write(MappedReport report) {
    const auto written = workspace_.write(options_.actor, [&] { return checked_puts(); });
    if (!written) return pass(written);
    report.written = true;
    report.inserted = inserted_;
    report.updated = updated_;
    report.unchanged = unchanged_;
    report.changes = changes_;
    return report;
  }

  Workspace& workspace_;
  store::Store& store_;
  const law::Mapping& mapping_;
  const MappedOptions& options_;
  Region place_;
  MappedTable table_;
  ImportBatch batch_;
  std::vector<std::int64_t> put_rows_;  ///< the row that each put comes from
  std::int64_t combined_ = 0;
  std::int64_t inserted_ = 0;
  std::int64_t updated_ = 0;
  std::int64_t unchanged_ = 0;
  std::vector<MappedChange> changes_;
};

}  // namespace

Result<MappedReport> import_mapped(Workspace& workspace, const law::Mapping& mapping, std::string_view name,
                                   std::string_view bytes, const MappedOptions& options) {
  return MappedImport(workspace, mapping, options).run(name, bytes);
}

Result<MappedReport> import_mapped_file(Workspace& workspace, const law::Mapping& mapping,
                                        const std::filesystem::path& path, const MappedOptions& options) {
  const auto bytes = read_file(path);
  if (!bytes) return pass(bytes);
  return import_mapped(workspace, mapping, path.filename().string(), *bytes, options);
}

}  // namespace jiheng::app
