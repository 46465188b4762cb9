#include "app/budget_sums.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "model/budget_change.h"
#include "model/budget_line.h"
#include "model/project.h"

namespace jiheng::app {
namespace {

/// Above this many projects a scan of the years is cheaper than asking for each.
constexpr std::size_t kMostAsked = 400;

struct LineKey {
  Region region;
  ProjectId project;
  FiscalYear year;
  FundType fund_type{};
  FundTag fund_tag{};
  friend auto operator<=>(const LineKey&, const LineKey&) = default;
};

template <class T>
LineKey line_key(const T& record) {
  return {record.region, record.project_id, record.year, record.fund_type, record.fund_tag};
}

auto change_key(const BudgetChange& change) {
  return std::tie(change.kind, change.document_number, change.changed_on);
}

/// One budget line as it is and as it will be.
struct LineWork {
  std::optional<BudgetLine> stored;
  std::optional<std::size_t> put;     ///< that writes the line itself
  std::vector<BudgetChange> changes;  ///< as they will be
  bool had_changes = false;           ///< stored ones
  bool begins_anew = false;           ///< an 年初预算 is among those that come
};

using LineWorks = std::map<LineKey, LineWork>;

/// Reads what is stored of the lines that the puts are about, writes nothing.
class BudgetSums {
 public:
  BudgetSums(store::Store& store, std::vector<store::Put> puts) : store_(store), puts_(std::move(puts)) {}

  Result<std::vector<store::Put>> run() {
    collect();
    if (lines_.empty()) return std::move(puts_);
    if (const auto done = load(); !done) return pass(done);
    overlay();
    for (auto& [key, line] : lines_) {
      if (line.changes.empty()) continue;
      carry_over(key, line);
      if (const auto done = put_sums(key, line); !done) return pass(done);
    }
    if (findings_.empty()) return std::move(puts_);
    return fail(ErrorCode::conflict, "预算数与预算变动对不上，没有写入", std::move(findings_));
  }

 private:
  void collect() {
    for (std::size_t i = 0; i < puts_.size(); ++i) {
      const auto& put = puts_[i];
      if (put.record == &record_of<BudgetChange>()) lines_[line_key(from_row<BudgetChange>(put.row))];
      if (put.record == &record_of<BudgetLine>() && put.kind != store::Put::Kind::erase)
        lines_[line_key(from_row<BudgetLine>(put.row))].put = i;
    }
  }

  Result<void> load() {
    std::map<Region, std::pair<std::set<std::int64_t>, std::set<std::int64_t>>> asked;
    for (const auto& [key, line] : lines_) {
      asked[key.region].first.insert(key.project.value);
      asked[key.region].second.insert(key.year.value());
    }
    for (const auto& [region, what] : asked) {
      store::Query query;
      query.region = region;
      query.where.push_back({"year", {what.second.begin(), what.second.end()}});
      if (what.first.size() <= kMostAsked)
        query.where.push_back({"project_id", {what.first.begin(), what.first.end()}});
      const auto changes = store_.scan(record_of<BudgetChange>(), query, [&](std::span<const Value> row) {
        auto change = from_row<BudgetChange>(row);
        const auto at = lines_.find(line_key(change));
        if (at == lines_.end()) return;
        at->second.had_changes = true;
        at->second.changes.push_back(std::move(change));
      });
      if (!changes) return pass(changes);
      const auto lines = store_.scan(record_of<BudgetLine>(), query, [&](std::span<const Value> row) {
        const auto line = from_row<BudgetLine>(row);
        const auto at = lines_.find(line_key(line));
        if (at != lines_.end()) at->second.stored = line;
      });
      if (!lines) return pass(lines);
    }
    return {};
  }

  /// Puts the changes that come over those that are stored.
  void overlay() {
    for (const auto& put : puts_) {
      if (put.record != &record_of<BudgetChange>()) continue;
      auto change = from_row<BudgetChange>(put.row);
      auto& line = lines_[line_key(change)];
      std::erase_if(line.changes, [&](const BudgetChange& other) {
        return change.id ? other.id == change.id : change_key(other) == change_key(change);
      });
      if (put.kind == store::Put::Kind::erase) continue;
      line.begins_anew = line.begins_anew || change.kind == BudgetChangeKind::initial;
      line.changes.push_back(std::move(change));
    }
  }

  /// A line that had numbers but no changes yet: they become its first changes.
  void carry_over(const LineKey& key, LineWork& line) {
    if (line.had_changes || line.begins_anew || !line.stored || line.put) return;
    const auto add_change = [&](BudgetChangeKind kind, std::int64_t fen) {
      BudgetChange change;
      change.region = key.region;
      change.project_id = key.project;
      change.year = key.year;
      change.kind = kind;
      change.fund_type = key.fund_type;
      change.fund_tag = key.fund_tag;
      change.changed_on = key.year.first_day();
      change.amount = Money::from_fen(fen);
      change.reason = "由已有预算数转入";
      change.provenance = line.stored->provenance;
      puts_.push_back(store::put_of(change));
      line.changes.push_back(std::move(change));
    };
    add_change(BudgetChangeKind::initial, line.stored->initial.fen());
    const auto moved = line.stored->adjusted.fen() - line.stored->initial.fen();
    if (moved != 0) add_change(BudgetChangeKind::adjust, moved);
  }

  Result<void> put_sums(const LineKey& key, const LineWork& line) {
    std::vector<Money> initial;
    std::vector<Money> all;
    BudgetLine next = line.stored.value_or(BudgetLine{});
    for (const auto& change : line.changes) {
      if (change.kind == BudgetChangeKind::initial) initial.push_back(change.amount);
      all.push_back(change.amount);
      if (!line.stored) next.provenance = std::max(next.provenance, change.provenance);
    }
    const auto begin = sum(initial);
    const auto end = sum(all);
    if (!begin || !end) return pass(begin ? end : begin);
    if (*begin < Money{} || *end < Money{}) {
      complain(key, line, fmt::format("变动以后的全年预算数是 {} 万元，低于零", end->to_wan()),
               "核对调减的金额");
      return {};
    }
    if (line.put) return compare(key, line, *begin, *end);
    next.region = key.region;
    next.project_id = key.project;
    next.year = key.year;
    next.fund_type = key.fund_type;
    next.fund_tag = key.fund_tag;
    next.initial = *begin;
    next.adjusted = *end;
    if (!line.stored || next != *line.stored) puts_.push_back(store::put_of(next));
    return {};
  }

  Result<void> compare(const LineKey& key, const LineWork& line, Money initial, Money adjusted) {
    const auto said = from_row<BudgetLine>(puts_[*line.put].row);
    if (said.initial == initial && said.adjusted == adjusted) return {};
    complain(key, line,
             fmt::format("写的是年初预算数 {}、全年预算数 {} 万元，预算变动合计是 {}、{} 万元",
                         said.initial.to_wan(), said.adjusted.to_wan(), initial.to_wan(), adjusted.to_wan()),
             "登记差额的预算变动（调整或追加），不要直接改预算数");
    return {};
  }

  void complain(const LineKey& key, const LineWork& line, std::string message, std::string hint) {
    store::Query query;
    query.region = key.region;
    query.where.push_back({"id", {Value{key.project.value}}});
    const auto project = store::load<Project>(store_, query);
    const auto code =
        project && !project->empty() ? project->front().code : fmt::format("{}", key.project.value);
    findings_.push_back({"budget.sums", Severity::error,
                         fmt::format("项目 {} {} 年 {}（{}）：{}", code, key.year.value(),
                                     enum_label(key.fund_type), enum_label(key.fund_tag), message),
                         fmt::format("/{}", line.put.value_or(0)), std::move(hint)});
  }

  store::Store& store_;
  std::vector<store::Put> puts_;
  LineWorks lines_;
  Findings findings_;
};

}  // namespace

Result<std::vector<store::Put>> with_budget_sums(store::Store& store, std::vector<store::Put> puts) {
  return BudgetSums(store, std::move(puts)).run();
}

}  // namespace jiheng::app
