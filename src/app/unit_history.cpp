#include "app/unit_history.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/unit_tree.h"
#include "base/text.h"

namespace jiheng::app {
namespace {

constexpr std::size_t kLongestUnitName = 80;
constexpr std::size_t kLongestBasis = 200;
constexpr std::size_t kMostUnitsInChange = 50;

Finding unit_fault(std::string where, std::string message, std::string hint = {}) {
  return {"unit.change", Severity::error, std::move(message), std::move(where), std::move(hint)};
}

bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_section(const Unit* unit) { return unit != nullptr && unit->kind == UnitKind::section; }

/// What is wrong with the code and name of a unit that is to begin.
void check_new_unit(const UnitTree& tree, std::string_view code, std::string_view name, FiscalYear year,
                    const std::string& where, Findings& findings) {
  constexpr std::size_t kUnitCode = 6;
  constexpr std::size_t kDepartmentCode = 3;
  if (name.empty() || count_characters(name) > kLongestUnitName)
    findings.push_back(unit_fault(where + "/name", fmt::format("名称要写，最多 {} 字", kLongestUnitName)));
  if (code.size() != kUnitCode || !all_digits(code)) {
    findings.push_back(unit_fault(where + "/code", fmt::format("单位编码应为 6 位数字，写了“{}”", code),
                                  "前 3 位是主管部门，后 3 位是单位自己的"));
    return;
  }
  if (const Unit* taken = tree.find(code))
    findings.push_back(unit_fault(where + "/code", fmt::format("编码 {} 已是“{}”的", code, taken->name)));
  const Unit* above = tree.find(code.substr(0, kDepartmentCode));
  if (above == nullptr || above->kind != UnitKind::department || !UnitTree::in_force(*above, year))
    findings.push_back(unit_fault(
        where + "/code", fmt::format("{} 年没有编码为 {} 的主管部门", year.value(), code.substr(0, 3))));
}

/// Checks one change and makes its writes.
class UnitChanger {
 public:
  UnitChanger(const UnitChangeWish& wish, UnitTree tree, Region place)
      : wish_(wish), tree_(std::move(tree)), place_(place) {
    for (const auto& unit : tree_.units()) next_id_ = std::max(next_id_, unit.id.value + 1);
  }

  Result<std::vector<store::Put>> run() {
    check_count();
    if (trim(wish_.basis).empty() || count_characters(wish_.basis) > kLongestBasis)
      add("/basis", fmt::format("依据的文件要写，最多 {} 字", kLongestBasis));
    for (std::size_t i = 0; i < wish_.from.size(); ++i) check_from(i);
    if (wish_.kind == UnitChangeKind::rename)
      check_rename();
    else
      for (std::size_t i = 0; i < wish_.to.size(); ++i) check_to(i);
    if (!findings_.empty()) return fail(ErrorCode::invalid, "单位变更有误", std::move(findings_));
    return wish_.kind == UnitChangeKind::rename ? rename() : succeed();
  }

  std::vector<UnitChange> changes() { return std::move(changes_); }

 private:
  void add(std::string where, std::string message, std::string hint = {}) {
    findings_.push_back(unit_fault(std::move(where), std::move(message), std::move(hint)));
  }

  void check_count() {
    const auto from = wish_.from.size();
    const auto to = wish_.to.size();
    if (from == 0 || from > kMostUnitsInChange)
      add("/from", fmt::format("原单位应有 1 至 {} 个", kMostUnitsInChange));
    else if (from > 1 && wish_.kind != UnitChangeKind::merge)
      add("/from", "只有合并可以有几个原单位");
    if (wish_.kind == UnitChangeKind::rename ? to != 0 : to == 0 || to > kMostUnitsInChange)
      add("/to", wish_.kind == UnitChangeKind::rename ? "更名没有新单位" : "要说明由哪个单位接着办");
    else if (to > 1 && wish_.kind != UnitChangeKind::split)
      add("/to", "只有拆分可以有几个新单位");
  }

  void check_from(std::size_t i) {
    const auto where = fmt::format("/from/{}", i);
    const Unit* unit = tree_.find(wish_.from[i]);
    if (unit == nullptr) return add(where, "没有这个单位");
    if (unit->kind == UnitKind::department && wish_.kind != UnitChangeKind::rename)
      return add(where, fmt::format("“{}”是主管部门", unit->name), "请逐个办理它的单位，再新建主管部门");
    const auto before = FiscalYear::of(wish_.year.value() - 1);
    const auto& year = wish_.kind == UnitChangeKind::rename || !before ? wish_.year : *before;
    if (!UnitTree::in_force(*unit, year))
      add(where, fmt::format("“{}”在 {} 年不是预算单位", unit->name, year.value()), "核对年度");
    if (is_section(unit) != is_section(tree_.find(wish_.from.front())))
      add(where, fmt::format("“{}”是{}：股室和预算单位不能合在一起", unit->name, enum_label(unit->kind)));
    if (std::ranges::count(wish_.from, wish_.from[i]) > 1) add(where, "同一个单位写了两次");
  }

  void check_rename() {
    const Unit* unit = wish_.from.empty() ? nullptr : tree_.find(wish_.from.front());
    const auto name = trim(wish_.name);
    if (name.empty() || count_characters(name) > kLongestUnitName)
      return add("/name", fmt::format("新名称要写，最多 {} 字", kLongestUnitName));
    if (unit == nullptr) return;
    if (unit->name == name) add("/name", "和现在的名称一样");
    for (const auto& change : tree_.changes()) {
      if (change.kind == UnitChangeKind::rename && change.from_unit_id == unit->id &&
          change.year >= wish_.year)
        add("/year", fmt::format("{} 年已登记过更名，只能登记以后的", change.year.value()));
    }
  }

  void check_to(std::size_t i) {
    const auto where = fmt::format("/to/{}", i);
    const auto& next = wish_.to[i];
    if (!next.unit) {
      check_new_unit(tree_, next.code, trim(next.name), wish_.year, where, findings_);
      if (!codes_.insert(next.code).second) add(where + "/code", "两个新单位用了同一个编码");
    } else if (const Unit* unit = tree_.find(next.unit);
               unit == nullptr || unit->kind == UnitKind::department) {
      add(where + "/unit_id", "没有这个预算单位");
    } else if (!UnitTree::in_force(*unit, wish_.year)) {
      add(where + "/unit_id", fmt::format("“{}”在 {} 年不是预算单位", unit->name, wish_.year.value()));
    } else if (std::ranges::count(wish_.from, next.unit) > 0 && wish_.kind != UnitChangeKind::merge) {
      add(where + "/unit_id", "接着办的不能就是原单位");
    } else if (is_section(unit) != (!wish_.from.empty() && is_section(tree_.find(wish_.from.front())))) {
      add(where + "/unit_id", fmt::format("“{}”是{}：股室由股室接着办，预算单位由预算单位接着办", unit->name,
                                          enum_label(unit->kind)));
    }
    if (wish_.kind == UnitChangeKind::move && !wish_.from.empty()) check_move(where, next);
  }

  void check_move(const std::string& where, const UnitSuccessor& next) {
    const Unit* from = tree_.find(wish_.from.front());
    const Unit* to = next.unit ? tree_.find(next.unit) : nullptr;
    const std::string_view code = to != nullptr ? std::string_view(to->code) : std::string_view(next.code);
    if (from != nullptr && code.starts_with(from->department_code))
      add(where + "/code", "划转要换主管部门：编码前 3 位还是原来的");
  }

  Result<std::vector<store::Put>> rename() {
    Unit unit = *tree_.find(wish_.from.front());
    note(unit.id, unit.id, unit.name);
    unit.name = std::string(trim(wish_.name));
    puts_.push_back(store::put_of(unit));
    return std::move(puts_);
  }

  Result<std::vector<store::Put>> succeed() {
    std::vector<UnitId> successors;
    for (const auto& next : wish_.to) successors.push_back(next.unit ? next.unit : begin(next));
    const auto last = FiscalYear::of(wish_.year.value() - 1);
    if (!last) return pass(last);
    for (const auto id : wish_.from) {
      for (const auto next : successors) {
        if (next != id) note(id, next, std::nullopt);
      }
      // A unit that others are merged into is there on.
      if (wish_.goes_on || std::ranges::count(successors, id) > 0) continue;
      Unit unit = *tree_.find(id);
      unit.until_year = *last;
      puts_.push_back(store::put_of(unit));
    }
    return std::move(puts_);
  }

  /// References need the new unit's id before it is written.
  UnitId begin(const UnitSuccessor& next) {
    Unit unit;
    unit.region = place_;
    unit.id = UnitId{next_id_++};
    unit.code = next.code;
    unit.name = std::string(trim(next.name));
    unit.department_code = next.code.substr(0, 3);
    const Unit* from = tree_.find(wish_.from.front());
    unit.kind = from != nullptr && from->kind == UnitKind::section ? UnitKind::section : UnitKind::unit;
    unit.sector = next.sector.empty() && from != nullptr ? from->sector : next.sector;
    unit.since_year = wish_.year;
    if (from != nullptr) unit.provenance = from->provenance;
    puts_.push_back(store::fresh_put_of(unit));
    return unit.id;
  }

  void note(UnitId from, UnitId to, std::optional<std::string> former) {
    UnitChange change;
    change.region = place_;
    change.year = wish_.year;
    change.kind = wish_.kind;
    change.from_unit_id = from;
    change.to_unit_id = to;
    change.from_name = std::move(former);
    change.basis = std::string(trim(wish_.basis));
    if (const Unit* unit = tree_.find(from)) change.provenance = unit->provenance;
    puts_.push_back(store::fresh_put_of(change));
    changes_.push_back(std::move(change));
  }

  const UnitChangeWish& wish_;
  UnitTree tree_;
  Region place_;
  std::int64_t next_id_ = 1;
  std::set<std::string> codes_;
  Findings findings_;
  std::vector<UnitChange> changes_;
  std::vector<store::Put> puts_;
};

}  // namespace

Result<std::vector<UnitChange>> change_units(Workspace& workspace, const Access& access,
                                             const UnitChangeWish& wish) {
  if (const auto may = access.require("unit_change", law::Action::create); !may) return pass(may);
  const auto place = access.viewer().place;
  std::vector<UnitChange> changes;
  const auto prepare = [&]() -> Result<std::vector<store::Put>> {
    auto tree = UnitTree::load(workspace.store(), place);
    if (!tree) return pass(tree);
    UnitChanger changer(wish, std::move(*tree), place);
    auto puts = changer.run();
    changes = changer.changes();
    return puts;
  };
  if (wish.dry_run) {
    if (const auto puts = prepare(); !puts) return pass(puts);
    return changes;
  }
  const auto written = workspace.write(access.viewer().actor("unit-changes"), prepare);
  if (!written) return pass(written);
  return changes;
}

Result<Unit> add_unit(Workspace& workspace, const Access& access, Unit unit) {
  if (const auto may = access.require("unit", law::Action::create); !may) return pass(may);
  unit.region = access.viewer().place;
  if (unit.code.size() == 3)
    unit.kind = UnitKind::department;
  else if (unit.kind != UnitKind::section)
    unit.kind = UnitKind::unit;
  unit.department_code = unit.code.substr(0, 3);
  const auto written =
      workspace.write(access.viewer().actor("units"), [&]() -> Result<std::vector<store::Put>> {
        const auto tree = UnitTree::load(workspace.store(), unit.region);
        if (!tree) return pass(tree);
        Findings findings;
        if (unit.kind != UnitKind::department) {
          const auto year = unit.since_year.value_or(access.viewer().year);
          check_new_unit(*tree, unit.code, unit.name, year, "", findings);
        } else {
          if (!all_digits(unit.code) || tree->find(unit.code) != nullptr)
            findings.push_back(unit_fault("/code", fmt::format("编码 {} 不是数字，或已经有了", unit.code)));
          if (trim(unit.name).empty()) findings.push_back(unit_fault("/name", "名称要写"));
        }
        if (!findings.empty()) return fail(ErrorCode::invalid, "新单位有误", std::move(findings));
        return std::vector{store::fresh_put_of(unit)};
      });
  if (!written) return pass(written);
  unit.id = UnitId{written->ids.front()};
  return unit;
}

}  // namespace jiheng::app
