#include "app/budget.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/budget_guards.h"

namespace jiheng::app {
namespace {

constexpr std::size_t kMostChangeLines = 60;

law::BudgetAct act_of(BudgetChangeKind kind) {
  switch (kind) {
    case BudgetChangeKind::initial: return law::BudgetAct::initial;
    case BudgetChangeKind::adjust: return law::BudgetAct::adjust;
    case BudgetChangeKind::supplement: return law::BudgetAct::supplement;
  }
  return law::BudgetAct::initial;
}

/// What is wrong with the request whatever is stored.
class ChangeCheck {
 public:
  explicit ChangeCheck(const BudgetChangeRequest& request) : request_(request) {}

  Result<void> run() {
    head();
    if (request_.lines.empty()) bad("/lines", "至少写一行：资金性质、标签和金额");
    if (request_.lines.size() > kMostChangeLines) bad("/lines", fmt::format("最多 {} 行", kMostChangeLines));
    std::set<std::pair<FundType, FundTag>> seen;
    for (std::size_t i = 0; i < request_.lines.size(); ++i) {
      const auto& line = request_.lines[i];
      if (!seen.emplace(line.fund_type, line.fund_tag).second)
        bad(fmt::format("/lines/{}", i), "这种资金已经写过一行；合成一行");
      amount(fmt::format("/lines/{}/amount", i), line.amount);
    }
    if (findings_.empty()) return {};
    return fail(ErrorCode::invalid, "预算变动写得不对", std::move(findings_));
  }

 private:
  void head() {
    if (request_.kind != BudgetChangeKind::initial && request_.document_number.empty())
      bad("/document_number", "调整和追加要写文号");
    if (request_.kind != BudgetChangeKind::initial && request_.reason.empty())
      bad("/reason", "调整和追加要写事由");
    if (request_.kind != BudgetChangeKind::initial && request_.on.year() != request_.year.value())
      bad("/on", fmt::format("{} 不在 {} 年内", request_.on.to_text(), request_.year.value()));
  }

  void amount(std::string pointer, Money amount) {
    const bool adjusts = request_.kind == BudgetChangeKind::adjust;
    if (adjusts && amount == Money{})
      bad(std::move(pointer), "调整的金额不能是零：调增写正数，调减写负数");
    else if (!adjusts && amount <= Money{})
      bad(std::move(pointer), fmt::format("{}的金额应大于零", enum_label(request_.kind)));
  }

  void bad(std::string pointer, std::string message) {
    findings_.push_back({"budget.change", Severity::error, std::move(message), std::move(pointer), {}});
  }

  const BudgetChangeRequest& request_;
  Findings findings_;
};

BudgetChange change_of(const BudgetChangeRequest& request, const ProjectMoney& money, const MoneyLine& line) {
  BudgetChange change;
  change.region = money.project.region;
  change.project_id = money.project.id;
  change.year = request.year;
  change.kind = request.kind;
  change.fund_type = line.fund_type;
  change.fund_tag = line.fund_tag;
  change.document_number = request.document_number;
  change.changed_on = request.on;
  change.amount = line.amount;
  if (!request.reason.empty()) change.reason = request.reason;
  if (money.goal && money.goal->state != GoalState::draft) {
    change.goal_id = money.goal->id;
    change.goal_version = money.goal->version;
  }
  change.provenance = money.project.provenance;
  return change;
}

/// The project's money once the lines are added to it, as the guards look at each.
Result<void> ask_guards(GuardDesk& desk, const BudgetChangeRequest& request, const ProjectMoney& money) {
  Money total = money.adjusted();
  for (const auto& line : request.lines) {
    const auto next = add(total, line.amount);
    if (!next) return pass(next);
    total = *next;
  }
  for (std::size_t i = 0; i < request.lines.size(); ++i) {
    const auto& line = request.lines[i];
    auto move = move_of(money, act_of(request.kind), line.fund_type, line.fund_tag);
    const auto adjusted = add(move.adjusted, line.amount);
    if (!adjusted) return pass(adjusted);
    move.adjusted = *adjusted;
    move.project_total = total;
    desk.ask(move, money.project.name, fmt::format("/lines/{}", i));
  }
  return {};
}

/// The same act, once more: somebody pressed the button twice, or two people registered one document.
Findings registered_already(const BudgetChangeRequest& request, const ProjectMoney& money) {
  Findings findings;
  for (std::size_t i = 0; i < request.lines.size(); ++i) {
    const auto& line = request.lines[i];
    for (const auto& change : money.changes) {
      if (change.kind != request.kind || change.fund_type != line.fund_type ||
          change.fund_tag != line.fund_tag)
        continue;
      const bool same_document =
          change.document_number == request.document_number && change.changed_on == request.on;
      if (request.kind != BudgetChangeKind::initial && !same_document) continue;
      findings.push_back({"budget.registered", Severity::error,
                          fmt::format("{}（{}）的{}已经登记过：{} {} 万元", enum_label(line.fund_type),
                                      enum_label(line.fund_tag), enum_label(change.kind),
                                      change.changed_on.to_text(), change.amount.to_wan_display()),
                          fmt::format("/lines/{}", i), "核对文号和日期；改数请另登记一笔调整"});
    }
  }
  return findings;
}

Result<std::vector<store::Put>> change_puts(Workspace& workspace, const Access& access,
                                            const BudgetChangeRequest& request, const ProjectMoney& money) {
  auto again = registered_already(request, money);
  if (!again.empty()) return fail(ErrorCode::conflict, "这笔预算变动已经登记过", std::move(again));
  GuardDesk desk(workspace.book(), money.project.region, request.on);
  if (const auto asked = ask_guards(desk, request, money); !asked) return pass(asked);
  if (!desk.findings().empty()) return desk.refusal(enum_label(request.kind));
  std::vector<store::Put> puts;
  for (const auto& line : request.lines) {
    auto change = change_of(request, money, line);
    change.by_name = access.viewer().name;
    change.at_ms = workspace.clock().now_ms();
    puts.push_back(store::fresh_put_of(change));
  }
  return puts;
}

}  // namespace

Result<ProjectMoney> change_budget(Workspace& workspace, const Access& access,
                                   const BudgetChangeRequest& request) {
  if (const auto good = ChangeCheck(request).run(); !good) return pass(good);
  const auto before = project_money(workspace, access, request.project, request.year);
  if (!before) return pass(before);
  const auto subject = Access::subject_of(workspace.store(), record_of<Project>(), to_row(before->project));
  if (!subject) return pass(subject);
  const auto may = access.require(record_of<BudgetChange>().name, law::Action::create, *subject);
  if (!may) return pass(may);
  if (request.dry_run) {
    const auto puts = change_puts(workspace, access, request, *before);
    return puts ? before : pass(puts);
  }
  const auto written =
      workspace.write(access.viewer().actor("budget"), [&]() -> Result<std::vector<store::Put>> {
        const auto money = project_money(workspace, access, request.project, request.year);
        if (!money) return pass(money);
        return change_puts(workspace, access, request, *money);
      });
  if (!written) return pass(written);
  return project_money(workspace, access, request.project, request.year);
}

Result<std::vector<store::Put>> initial_budget_puts(Workspace& workspace, const Goal& goal,
                                                    std::span<const MoneyLine> lines,
                                                    std::string_view document_number, Date on,
                                                    std::string_view by_name) {
  auto all = load_money(workspace.store(), goal.region, std::array{goal.project_id}, goal.year);
  if (!all) return pass(all);
  const auto found = all->find(goal.project_id);
  if (found == all->end()) return fail(ErrorCode::not_found, "没有这个项目");
  const auto& money = found->second;
  BudgetChangeRequest request;
  request.project = goal.project_id;
  request.year = goal.year;
  request.kind = BudgetChangeKind::initial;
  request.document_number = document_number;
  request.on = on;
  for (const auto& line : lines) {
    const bool changed = std::ranges::any_of(money.changes, [&](const BudgetChange& change) {
      return change.fund_type == line.fund_type && change.fund_tag == line.fund_tag;
    });
    if (!changed && line.amount > Money{}) request.lines.push_back(line);
  }
  GuardDesk desk(workspace.book(), goal.region, on);
  desk.without_goal_guards();
  if (const auto asked = ask_guards(desk, request, money); !asked) return pass(asked);
  if (!desk.findings().empty()) return desk.refusal("年初预算");
  std::vector<store::Put> puts;
  for (const auto& line : request.lines) {
    auto change = change_of(request, money, line);
    change.goal_id = goal.id;
    change.goal_version = goal.version;
    change.by_name = std::string(by_name);
    change.at_ms = workspace.clock().now_ms();
    puts.push_back(store::put_of(change));
  }
  return puts;
}

}  // namespace jiheng::app
