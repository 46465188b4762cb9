#include "app/cases.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "app/budget.h"
#include "app/case_people.h"
#include "app/notices.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "model/budget_change.h"

namespace jiheng::app {
namespace {

constexpr std::string_view kStepsVia = "steps";
constexpr std::size_t kMostOpinion = 1000;

std::string reasons_json(const std::vector<StepReason>& reasons) {
  JsonWriter writer;
  writer.begin_list();
  for (const auto& reason : reasons) {
    writer.begin_object().member("code", reason.code);
    if (!reason.field.empty()) writer.member("field", reason.field);
    if (!reason.text.empty()) writer.member("text", reason.text);
    writer.end_object();
  }
  writer.end_list();
  return writer.take();
}

/// The content as it was when it was last kept.
GoalForm last_kept(const GoalFile& file) {
  for (auto version = file.versions.rbegin(); version != file.versions.rend(); ++version) {
    if (version->kind == GoalVersionKind::adjusting) continue;
    if (auto form = form_of_json(version->content)) return *form;
  }
  return {};
}

Findings check_wish(const law::Process& process, const StepWish& wish) {
  Findings findings;
  if (count_characters(wish.opinion) > kMostOpinion)
    findings.push_back({"process.request", Severity::error, fmt::format("意见最多 {} 字", kMostOpinion),
                        "/opinion", "写短一些"});
  for (std::size_t i = 0; i < wish.reasons.size(); ++i) {
    const auto* reason = process.reason(wish.reasons[i].code);
    if (reason != nullptr && reason->needs_text && trim(wish.reasons[i].text).empty())
      findings.push_back({"process.request", Severity::error,
                          fmt::format("选了“{}”，须写说明", reason->label),
                          fmt::format("/reasons/{}/text", i), "写一句具体的"});
  }
  return findings;
}

/// One step on its way into the store.
class StepWriter {
 public:
  StepWriter(Workspace& workspace, const Access& access, const GoalFile& file, const StepWish& wish,
             const std::optional<ApprovalDocument>& document)
      : workspace_(workspace),
        access_(access),
        file_(file),
        wish_(wish),
        document_(document),
        now_(workspace.clock().now_ms()),
        actor_(access.viewer().actor(kStepsVia)),
        goal_(file.goal) {}

  Result<std::vector<store::Put>> run() {
    if (!file_.work_case) return fail(ErrorCode::internal, "step without a case");
    auto outcome = decide();
    if (!outcome) return pass(outcome);
    outcome_ = *outcome;
    changes_ = outcome_.transition->version.empty() ? std::vector<FormChange>{}
                                                    : form_changes(last_kept(file_), file_.form);
    put_case();
    put_step();
    if (outcome_.transition->version == "prepared") keep_version(GoalVersionKind::prepared);
    if (outcome_.transition->version == "approved") {
      if (const auto done = approve(); !done) return pass(done);
    }
    if (outcome_.transition->opens_round) begin_adjustment();
    if (outcome_.transition->id == "abandon") drop_adjustment();
    put_goal();
    if (const auto told = put_notices(); !told) return pass(told);
    return std::move(puts_);
  }

 private:
  Result<engine::StepOutcome> decide() {
    const auto answers = guard_answers(workspace_, file_, access_, {document_.has_value()});
    if (!answers) return pass(answers);
    if (auto findings = check_wish(file_.process, wish_); !findings.empty())
      return fail(ErrorCode::invalid, "办理内容有误", std::move(findings));
    engine::StepRequest request{wish_.action, wish_.to, wish_.opinion, {}, wish_.expect_state, 0};
    for (const auto& reason : wish_.reasons) request.reasons.push_back(reason.code);
    std::from_chars(wish_.to.data(), wish_.to.data() + wish_.to.size(), request.assignee_id);
    if (const auto fit = check_assignee(request.assignee_id); !fit) return pass(fit);
    auto outcome = engine::take_step(file_.process, file_.at, file_.hand(access_), *answers, request);
    if (!outcome) cite(outcome.error());
    return outcome;
  }

  /// A case is handed on to somebody who could act on it.
  Result<void> check_assignee(std::int64_t assignee) const {
    const auto* step = file_.process.transition(wish_.action, file_.at.state);
    if (step == nullptr || step->kind != law::TransitionKind::reassign || assignee == 0) return {};
    const auto people = assignees_of(workspace_, access_, file_);
    if (!people) return pass(people);
    if (std::ranges::count(*people, assignee, [](const Assignee& one) { return one.user.value; }) > 0)
      return {};
    return fail(ErrorCode::invalid, "不能转给这个人",
                {{"process.request", Severity::error, "这个人今天没有办理这一步的角色", "/to",
                  "从可以转办的人里选一位"}});
  }

  /// Says behind each remedy what the guard rests on.
  void cite(Error& error) const {
    for (auto& finding : error.findings) {
      const auto dot = finding.rule.rfind('.');
      const auto* guard =
          dot == std::string::npos ? nullptr : file_.process.guard(finding.rule.substr(dot + 1));
      if (guard != nullptr && !guard->citations.empty())
        finding.hint += fmt::format("（依据：{}）", clause_text(workspace_.book(), guard->citations));
    }
  }

  const law::ProcessState& target() const { return *file_.process.state(outcome_.to); }

  void put_case() {
    WorkCase next = *file_.work_case;
    next.state = outcome_.to;
    next.round = outcome_.round;
    next.assignee_id = outcome_.assignee_id == 0 ? std::nullopt : std::optional(UserId{outcome_.assignee_id});
    if (outcome_.moved) {
      next.entered_ms = now_;
      next.entered_by = actor_.name;
      next.opened_ms = std::nullopt;
      next.due_on = engine::due_date(workspace_.book(), target(), next.region, next.year, beijing_date(now_));
    }
    puts_.push_back(store::put_of(next));
    puts_.back().expect.emplace_back("state", Value{file_.work_case->state});
  }

  void put_step() {
    ProcessStep step;
    step.region = file_.goal.region;
    step.case_id = file_.work_case->id;
    step.number = static_cast<std::int64_t>(file_.steps.size()) + 1;
    step.action = wish_.action;
    step.from_state = outcome_.from;
    step.to_state = outcome_.to;
    step.actor_id = access_.viewer().user;
    step.actor_name = actor_.name;
    step.role = outcome_.role;
    step.at_ms = now_;
    if (!trim(wish_.opinion).empty()) step.opinion = wish_.opinion;
    step.reasons = reasons_json(wish_.reasons);
    step.changes = changes_json(changes_);
    puts_.push_back(store::fresh_put_of(step));
  }

  /// Messages go out only if the step is done: they are written with it.
  Result<void> put_notices() {
    NoticedStep step{wish_.action,         outcome_.to, static_cast<std::int64_t>(file_.steps.size()) + 1,
                     outcome_.assignee_id, {},          {}};
    for (const auto& reason : wish_.reasons) {
      const auto* known = file_.process.reason(reason.code);
      const auto& text = known == nullptr || known->needs_text ? reason.text : known->label;
      step.why += (step.why.empty() ? "" : "、") + text;
    }
    if (!trim(wish_.opinion).empty()) step.why += (step.why.empty() ? "" : "；") + wish_.opinion;
    step.due_on =
        engine::due_date(workspace_.book(), target(), file_.goal.region, file_.goal.year, beijing_date(now_));
    auto puts = step_notices(workspace_, access_, file_, step);
    if (!puts) return pass(puts);
    puts_.insert(puts_.end(), puts->begin(), puts->end());
    return {};
  }

  void put_goal() {
    // An approved goal stays in force while an adjustment of it is on its way.
    if (!file_.was_approved() || outcome_.to == "approved") {
      if (const auto* state = find_enum<GoalState>(target().record_state)) goal_.state = *state;
    }
    if (wish_.action == "submit" && outcome_.round == 1) goal_.submitted_on = beijing_date(now_);
    if (!goal_written_) puts_.push_back(put_head(file_, goal_));
  }

  std::int64_t next_number() const {
    return (file_.versions.empty() ? 1 : file_.versions.back().number + 1) + kept_;
  }

  void keep_version(GoalVersionKind kind) {
    GoalVersion version;
    version.region = goal_.region;
    version.goal_id = goal_.id;
    version.number = next_number();
    version.kind = kind;
    version.at_ms = now_;
    version.by_name = actor_.name;
    if (document_) version.reason = document_->number;
    version.content = form_json(file_.form);
    version.record = record_name(file_.kind);
    goal_.version = version.number;
    puts_.push_back(store::fresh_put_of(version));
    ++kept_;
  }

  /// What an import brought as approved has no version yet: it is kept first, so that there is something to
  /// hold the adjustment against.
  void begin_adjustment() {
    if (std::ranges::count(file_.versions, GoalVersionKind::approved, &GoalVersion::kind) == 0) {
      keep_version(GoalVersionKind::approved);
      puts_.back().row[record_of<GoalVersion>().index_of("reason")] = std::string("导入时已批复");
    }
    keep_version(GoalVersionKind::adjusting);
    auto& row = puts_.back().row;
    row[record_of<GoalVersion>().index_of("reason")] = wish_.opinion;
    clear_confirmations();
  }

  void drop_adjustment() {
    if (const auto* version = file_.adjusting()) puts_.push_back(store::erase_of(*version));
    clear_confirmations();
  }

  void clear_confirmations() {
    goal_.finance_confirmed_by = goal_.project_confirmed_by = std::nullopt;
    goal_.finance_confirmed_ms = goal_.project_confirmed_ms = std::nullopt;
  }

  /// Goal and budget in one act: the approved content becomes the records', and the money asked for the
  /// year's budget.
  Result<void> approve() {
    goal_.state = GoalState::approved;
    goal_.with_budget = true;
    goal_.approved_on = document_ ? document_->on : beijing_date(now_);
    if (const auto* version = file_.adjusting()) puts_.push_back(store::erase_of(*version));
    keep_version(GoalVersionKind::approved);
    put_records(file_, file_.form, goal_, puts_);
    goal_written_ = true;
    if (file_.kind == FormKind::department) return {};  // its money is its projects'
    return file_.at.round == 1 ? put_initial_budget() : put_adjusted_budget();
  }

  /// 年初预算, as the guards of the budget let it.
  Result<void> put_initial_budget() {
    auto puts = initial_budget_puts(workspace_, goal_, file_.form.lines, document_ ? document_->number : "",
                                    *goal_.approved_on, actor_.name);
    if (!puts) return pass(puts);
    puts_.insert(puts_.end(), puts->begin(), puts->end());
    return {};
  }

  /// An adjusted goal brings its money along: what each kind has more or less than before.
  Result<void> put_adjusted_budget() {
    auto money = load_money(workspace_.store(), goal_.region, std::array{goal_.project_id}, goal_.year);
    if (!money) return pass(money);
    std::map<std::pair<FundType, FundTag>, std::int64_t> more;
    for (const auto& line : file_.form.lines) more[{line.fund_type, line.fund_tag}] += line.amount.fen();
    for (const auto& line : (*money)[goal_.project_id].lines)
      more[{line.fund_type, line.fund_tag}] -= line.adjusted.fen();
    for (const auto& [kind, fen] : more) {
      if (fen == 0) continue;
      BudgetChange change;
      change.region = goal_.region;
      change.project_id = goal_.project_id;
      change.year = goal_.year;
      change.kind = BudgetChangeKind::adjust;
      change.fund_type = kind.first;
      change.fund_tag = kind.second;
      change.document_number = document_ ? document_->number : std::string();
      change.changed_on = *goal_.approved_on;
      change.amount = Money::from_fen(fen);
      change.goal_id = goal_.id;
      change.goal_version = goal_.version;
      change.by_name = actor_.name;
      change.at_ms = now_;
      change.provenance = goal_.provenance;
      puts_.push_back(store::put_of(change));
    }
    return {};
  }

  Workspace& workspace_;
  const Access& access_;
  const GoalFile& file_;
  const StepWish& wish_;
  const std::optional<ApprovalDocument>& document_;
  std::int64_t now_;
  store::Actor actor_;
  Goal goal_;
  bool goal_written_ = false;
  std::int64_t kept_ = 0;  ///< versions that this step adds
  engine::StepOutcome outcome_;
  std::vector<FormChange> changes_;
  std::vector<store::Put> puts_;
};

}  // namespace

Result<std::vector<store::Put>> step_puts(Workspace& workspace, const Access& access, const GoalFile& file,
                                          const StepWish& wish,
                                          const std::optional<ApprovalDocument>& document) {
  return StepWriter(workspace, access, file, wish, document).run();
}

Result<GoalFile> do_step(Workspace& workspace, const Access& access, std::int64_t case_id,
                         const StepWish& wish, const std::optional<ApprovalDocument>& document) {
  const auto written =
      workspace.write(access.viewer().actor(kStepsVia), [&]() -> Result<std::vector<store::Put>> {
        const auto file = load_goal_of_case(workspace, access, case_id);
        if (!file) return pass(file);
        return step_puts(workspace, access, *file, wish, document);
      });
  if (!written) return pass(written);
  return load_goal_of_case(workspace, access, case_id);
}

BatchResult do_steps(Workspace& workspace, const Access& access, const std::vector<std::int64_t>& cases,
                     const StepWish& wish) {
  BatchResult result;
  for (const auto id : cases) {
    auto done = do_step(workspace, access, id, wish);
    if (done)
      result.done.push_back(id);
    else
      result.refused.push_back({id, std::move(done.error())});
  }
  return result;
}

Result<void> mark_opened(Workspace& workspace, const Access& access, GoalFile& file) {
  if (!waits_unopened(access, file)) return {};
  const auto written =
      workspace.write(access.viewer().actor("cases"), [&]() -> Result<std::vector<store::Put>> {
        const auto fresh = load_goal(workspace, access, file.ref());
        if (!fresh) return pass(fresh);
        if (!fresh->work_case || fresh->work_case->opened_ms || fresh->at.state != file.at.state)
          return std::vector<store::Put>{};
        WorkCase next = *fresh->work_case;
        next.opened_ms = workspace.clock().now_ms();
        file.work_case = next;
        return std::vector{store::put_of(next)};
      });
  if (!written) return pass(written);
  return {};
}

}  // namespace jiheng::app
