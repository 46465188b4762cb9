#include "engine/process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

namespace jiheng::engine {
namespace {

using ::testing::HasSubstr;

const law::Book& process_book() {
  static const law::Book kBook = law::Book::embedded().value();
  return kBook;
}

const Region kYanchi = Region::parse("640323").value();
const Date kAutumn = Date::of(2023, 11, 1).value();

law::Process process_named(std::string_view id) {
  return law::find_process(process_book(), id, kYanchi, kAutumn).value();
}

std::vector<law::Process> all_processes() {
  std::vector<law::Process> all;
  for (const auto& match : process_book().all(law::Kind::processes, kYanchi, kAutumn))
    all.push_back(law::read_process(*match.rule));
  return all;
}

std::vector<GuardAnswer> everything_holds() {
  std::vector<GuardAnswer> answers;
  for (const auto& guard : law::known_guards()) answers.push_back({guard, true});
  return answers;
}

CaseHand hand_of(Role role, std::int64_t user = 7) { return {user, {role}}; }

/// A case in `state`, by whatever way makes `step` possible there.
CaseState case_at(const law::Process& process, const std::string& state, const law::ProcessTransition& step) {
  CaseState at{state, 2, {}, 0};
  if (step.kind == law::TransitionKind::undo) {
    for (const auto& before : process.transitions) {
      if (std::ranges::count(step.undoes, before.id) > 0 && before.to.front() == state &&
          law::any_role(before.who, step.who)) {
        for (const Role role : before.who) {
          if (std::ranges::count(step.who, role) > 0)
            at.history.push_back({before.id, before.from.front(), state, 7, role});
        }
      }
    }
  }
  if (step.kind == law::TransitionKind::answer) {
    for (const auto& ask : process.transitions) {
      if (ask.asks) at.history.push_back({ask.id, state, state, 3, ask.who.front()});
    }
  }
  return at;
}

/// The first role that may take the step in that state: of the step, and waited for.
std::optional<Role> role_for(const law::Process& process, const CaseState& at,
                             const law::ProcessTransition& step) {
  const auto& waiting = process.state(at.state)->waiting;
  for (const Role role : step.who) {
    const bool undoes = step.kind == law::TransitionKind::undo && at.history.back().role == role;
    const bool waited = step.kind != law::TransitionKind::undo &&
                        (waiting.empty() || step.kind == law::TransitionKind::answer ||
                         std::ranges::count(waiting, role) > 0);
    if (undoes || waited) return role;
  }
  return std::nullopt;
}

StepRequest full_request(const law::Process& process, const CaseState& at,
                         const law::ProcessTransition& step) {
  StepRequest request;
  request.action = step.id;
  request.opinion = "意见";
  request.expect_state = at.state;
  request.assignee_id = 9;
  if (!process.reasons.empty()) request.reasons = {process.reasons.front().code};
  if (step.kind == law::TransitionKind::back) request.to = targets_of(process, step, at).back();
  return request;
}

/// Every transition of every file from every state it begins in, with a case and a person that fit.
template <class Visit>
void for_each_transition(Visit visit) {
  int visited = 0;
  for (const auto& process : all_processes()) {
    for (const auto& step : process.transitions) {
      for (const auto& state : step.from) {
        SCOPED_TRACE(process.id + " " + step.id + " from " + state);
        const auto at = case_at(process, state, step);
        if (step.kind == law::TransitionKind::undo && at.history.empty()) continue;  // nothing to undo there
        const auto role = role_for(process, at, step);
        ASSERT_TRUE(role) << "nobody can ever do this";
        visit(process, step, at, *role);
        ++visited;
      }
    }
  }
  EXPECT_GT(visited, 20);
}

TEST(Process, EveryTransitionOfEveryFileCanBeDoneAndLeadsWhereTheFileSays) {
  for_each_transition(
      [](const law::Process& process, const law::ProcessTransition& step, const CaseState& at, Role role) {
        const auto request = full_request(process, at, step);
        const auto outcome = take_step(process, at, hand_of(role), everything_holds(), request);
        ASSERT_TRUE(outcome) << to_string(outcome.error());
        EXPECT_EQ(outcome->from, at.state);
        EXPECT_EQ(outcome->role, role);
        EXPECT_THAT(targets_of(process, step, at), ::testing::Contains(outcome->to));
        EXPECT_EQ(outcome->moved, outcome->to != at.state);
        EXPECT_EQ(outcome->round, at.round + (step.opens_round ? 1 : 0));
        if (step.kind == law::TransitionKind::undo) {
          EXPECT_EQ(outcome->to, at.history.back().from);
        }
        const auto offered = offers(process, at, hand_of(role), everything_holds());
        const auto same = std::ranges::find(offered, &step, &ActionOffer::transition);
        ASSERT_NE(same, offered.end());
        EXPECT_TRUE(same->allowed);
      });
}

/// The state, step and hand of a review in the unit, with what else has to hold.
struct Review {
  law::Process process = process_named("process.goal");
  CaseState at{"unit_review", 1, {}, 0};
  std::vector<GuardAnswer> answers;  // none: nothing is waived

  Result<StepOutcome> by(CaseHand hand) const {
    StepRequest request;
    request.action = "pass";
    return take_step(process, at, hand, answers, request);
  }
};

TEST(Process, WhoeverHadAHandInAFormDoesNotReviewItAndIsTold) {
  const CaseHand leader{5, {Role::unit_leader}};
  Review review;
  review.at.history = {{"submit", "drafting", "unit_review", 4, Role::unit_project, "王丽"}};
  ASSERT_TRUE(review.by(leader));
  const std::vector<std::pair<CaseState, std::string>> touched = {
      {{"unit_review", 1, {}, 0, {{5, "孙磊确认了财务部分"}}}, "孙磊确认了财务部分"},
      {{"unit_review", 1, {}, 0, {{4, "王丽填写过"}, {5, "孙磊填写过"}}}, "孙磊填写过"},
      {{"unit_review", 1, {{"submit", "drafting", "unit_review", 5, Role::unit_finance, "孙磊"}}, 0},
       "孙磊送审"},
      // Sent in, taken back, sent in by another: both did it.
      {{"unit_review",
        1,
        {{"submit", "returned", "unit_review", 5, Role::unit_finance, "孙磊"},
         {"withdraw", "unit_review", "returned", 5, Role::unit_finance, "孙磊"},
         {"submit", "returned", "unit_review", 4, Role::unit_project, "王丽"}},
        0},
       "孙磊送审"},
  };
  for (const auto& [at, deed] : touched) {
    review.at = at;
    for (const CaseHand& hand : {leader, CaseHand{9, {Role::unit_leader}, 5}}) {
      const auto refused = review.by(hand);
      ASSERT_FALSE(refused) << deed;
      ASSERT_EQ(refused.error().findings.size(), 1U);
      EXPECT_EQ(refused.error().findings[0].rule, "process.goal.different_person");
      EXPECT_THAT(refused.error().findings[0].message, ::testing::EndsWith("：" + deed));
    }
    EXPECT_TRUE(review.by({6, {Role::unit_leader}})) << "another hand";
  }
  review.answers = {{"different_person", true}};
  EXPECT_TRUE(review.by(leader)) << "a place may let the one person of a unit do it";
}

TEST(Process, WhoSentInTheFormOfAnEarlierRoundMayReviewTheAdjustedOne) {
  Review review;
  review.at.round = 2;
  review.at.history = {{"submit", "drafting", "unit_review", 5, Role::unit_finance, "孙磊"},
                       {"adjust", "approved", "adjusting", 4, Role::unit_project, "王丽"},
                       {"submit", "adjusting", "unit_review", 4, Role::unit_project, "王丽"}};
  EXPECT_TRUE(review.by({5, {Role::unit_leader}}));
  EXPECT_FALSE(review.by({4, {Role::unit_leader}}));
}

TEST(Process, EveryReviewOfEveryFileIsDoneByOtherHands) {
  for (const auto& process : all_processes()) {
    for (const auto& step : process.transitions) {
      const auto* from = process.state(step.from.front());
      const bool reviews = step.kind == law::TransitionKind::move && from->record_state == "submitted" &&
                           step.version != "approved";
      if (reviews) {
        EXPECT_THAT(step.guards, ::testing::Contains("different_person")) << process.id << " " << step.id;
      }
    }
  }
}

TEST(Process, EveryGuardOfEveryTransitionRefusesAloneWithItsMessageAndRemedy) {
  std::set<std::string> seen;
  for_each_transition([&](const law::Process& process, const law::ProcessTransition& step,
                          const CaseState& begin, Role role) {
    for (const auto& guard : step.guards) {
      auto at = begin;
      auto answers = everything_holds();
      std::erase_if(answers, [&](const GuardAnswer& answer) { return answer.guard == guard; });
      answers.push_back({guard, false, "细节"});
      if (guard == "in_adjustment") at.round = 1;
      if (guard == "different_person") at.hands.push_back({7, "某某填写"});
      if (guard == "countersigned") {
        for (const auto& ask : process.transitions) {
          if (ask.asks) at.history.push_back({ask.id, at.state, at.state, 3, role});
        }
      }
      const auto outcome = take_step(process, at, hand_of(role), answers, full_request(process, at, step));
      ASSERT_FALSE(outcome) << guard;
      EXPECT_EQ(outcome.error().code, ErrorCode::conflict);
      ASSERT_EQ(outcome.error().findings.size(), 1U) << guard;
      const auto& finding = outcome.error().findings.front();
      EXPECT_EQ(finding.rule, process.id + "." + guard);
      EXPECT_THAT(finding.message, HasSubstr(process.guard(guard)->message));
      EXPECT_EQ(finding.hint, process.guard(guard)->remedy);
      seen.insert(guard);
    }
  });
  const auto known = law::known_guards();
  EXPECT_EQ(seen, std::set<std::string>(known.begin(), known.end()))
      << "a guard that no test has seen refuse";
}

TEST(Process, NobodyOutsideTheRolesOfATransitionMayTakeIt) {
  for_each_transition(
      [](const law::Process& process, const law::ProcessTransition& step, const CaseState& at, Role) {
        for (const auto& row : kRoleTable) {
          const bool waited = process.state(at.state)->waiting.empty() ||
                              std::ranges::count(process.state(at.state)->waiting, row.value) > 0;
          const bool stranger = std::ranges::count(step.who, row.value) == 0;
          const bool not_his_turn = step.kind == law::TransitionKind::back && !waited;
          if (!stranger && !not_his_turn) continue;
          const auto outcome =
              take_step(process, at, hand_of(row.value), everything_holds(), full_request(process, at, step));
          ASSERT_FALSE(outcome) << row.code;
          EXPECT_EQ(outcome.error().code, ErrorCode::refused) << row.code;
          for (const auto& offer : offers(process, at, hand_of(row.value), everything_holds()))
            EXPECT_NE(offer.transition, &step) << row.code;
        }
      });
}

TEST(Process, WhoSawAnotherStateIsToldSoBeforeAnythingElse) {
  for_each_transition(
      [](const law::Process& process, const law::ProcessTransition& step, const CaseState& at, Role role) {
        auto request = full_request(process, at, step);
        request.expect_state = "elsewhere";
        const auto outcome = take_step(process, at, hand_of(role), {}, request);
        ASSERT_FALSE(outcome);
        EXPECT_EQ(outcome.error().code, ErrorCode::conflict);
        EXPECT_EQ(outcome.error().findings.at(0).rule, "process.moved");
      });
}

struct BadRequest {
  const char* says;
  const char* pointer;
  StepRequest request;
};

TEST(Process, AReturnWithoutReasonOrToAPlaceThatIsNotBeforeItIsRefusedWithTheChoices) {
  const auto process = process_named("process.goal");
  const CaseState at{"department_review", 1, {}, 0};
  const std::vector<BadRequest> cases{
      {"no reason", "/reasons", {"return", "returned", "", {}, ""}},
      {"unknown reason", "/reasons/1/code", {"return", "returned", "", {"vague", "ugly"}, ""}},
      {"no target", "/to", {"return", "", "", {"vague"}, ""}},
      {"forward", "/to", {"return", "finance_review", "", {"vague"}, ""}},
      {"to itself", "/to", {"return", "department_review", "", {"vague"}, ""}},
      {"nowhere", "/to", {"return", "moon", "", {"vague"}, ""}},
  };
  for (const auto& bad : cases) {
    const auto outcome =
        take_step(process, at, hand_of(Role::department_reviewer), everything_holds(), bad.request);
    ASSERT_FALSE(outcome) << bad.says;
    EXPECT_EQ(outcome.error().code, ErrorCode::invalid) << bad.says;
    EXPECT_EQ(outcome.error().findings.at(0).where, bad.pointer) << bad.says;
  }
}

TEST(Process, AnAssignedCaseIsDoneByItsAssigneeAndMayBeTakenBack) {
  const auto process = process_named("process.goal");
  const CaseState at{"finance_review", 1, {}, 9};
  const StepRequest pass{"pass", "", "", {}, ""};
  const auto by_other =
      take_step(process, at, hand_of(Role::performance_officer, 7), everything_holds(), pass);
  ASSERT_FALSE(by_other);
  EXPECT_EQ(by_other.error().findings.at(0).rule, "process.assigned");
  const auto by_assignee =
      take_step(process, at, hand_of(Role::performance_officer, 9), everything_holds(), pass);
  ASSERT_TRUE(by_assignee);
  EXPECT_EQ(by_assignee->assignee_id, 0) << "the next state is anybody's again";
  StepRequest back{"reassign", "", "", {}, ""};
  back.assignee_id = 7;
  EXPECT_EQ(
      take_step(process, at, hand_of(Role::performance_officer, 7), everything_holds(), back)->assignee_id,
      7);
}

TEST(Process, AnOpinionIsAskedForOnceAndKeepsTheReviewerWaiting) {
  const auto process = process_named("process.goal");
  CaseState at{"finance_review",
               1,
               {{"pass", "department_review", "finance_review", 5, Role::department_reviewer}},
               0};
  const auto officer = hand_of(Role::performance_officer);
  const auto section = hand_of(Role::budget_section, 8);
  EXPECT_TRUE(offers(process, at, section, everything_holds()).empty() ||
              !offers(process, at, section, everything_holds()).front().allowed);
  ASSERT_TRUE(take_step(process, at, officer, everything_holds(), {"countersign", "", "请看金额", {}, ""}));
  at.history.push_back({"countersign", "finance_review", "finance_review", 7, Role::performance_officer});
  EXPECT_THAT(waiting_roles(process, at), ::testing::Contains(Role::budget_section));
  EXPECT_EQ(take_step(process, at, officer, everything_holds(), {"countersign", "", "再看", {}, ""})
                .error()
                .findings.at(0)
                .rule,
            "process.asked");
  EXPECT_FALSE(take_step(process, at, officer, everything_holds(), {"pass", "", "", {}, ""}));
  ASSERT_TRUE(take_step(process, at, section, everything_holds(), {"countersigned", "", "同意", {}, ""}));
  at.history.push_back({"countersigned", "finance_review", "finance_review", 8, Role::budget_section});
  EXPECT_TRUE(take_step(process, at, officer, everything_holds(), {"pass", "", "", {}, ""}));
}

TEST(Process, OnlyTheSideThatDidAStepTakesItBackAndOnlyTheLastOne) {
  const auto process = process_named("process.goal");
  CaseState at{"unit_review", 1, {{"submit", "drafting", "unit_review", 7, Role::unit_project}}, 0};
  const StepRequest withdraw{"withdraw", "", "", {}, ""};
  EXPECT_EQ(take_step(process, at, hand_of(Role::unit_project), everything_holds(), withdraw)->to,
            "drafting");
  EXPECT_FALSE(take_step(process, at, hand_of(Role::unit_leader), everything_holds(), withdraw));
  at.history.push_back({"withdraw", "unit_review", "drafting", 7, Role::unit_project});
  at.history.push_back({"submit", "drafting", "unit_review", 7, Role::unit_project});
  at.history.push_back({"pass", "unit_review", "department_review", 8, Role::unit_leader});
  at.state = "department_review";
  EXPECT_FALSE(take_step(process, at, hand_of(Role::unit_project), everything_holds(), withdraw));
  EXPECT_EQ(take_step(process, at, hand_of(Role::unit_leader, 8), everything_holds(), withdraw)->to,
            "unit_review");
}

TEST(Process, DeadlinesComeFromParametersAsDaysOrAsADayOfTheYearBefore) {
  const auto process = process_named("process.goal");
  const auto year = FiscalYear::of(2024).value();
  const auto due = [&](std::string_view state) {
    return due_date(process_book(), *process.state(state), kYanchi, year, kAutumn);
  };
  EXPECT_EQ(due("drafting"), Date::of(2023, 11, 15).value());
  EXPECT_EQ(due("department_review"), Date::of(2023, 11, 8).value());
  EXPECT_EQ(due("approved"), std::nullopt);
  for (const auto& state : process.states)
    EXPECT_EQ(due(state.id).has_value(), !state.deadline.empty()) << state.id;
}

TEST(Process, EachHandEditsItsOwnGroupAndOnlyWhileTheUnitHasTheForm) {
  const auto process = process_named("process.goal");
  EXPECT_EQ(process.owner_of("money.total")->id, "finance");
  EXPECT_EQ(process.owner_of("text.text")->id, "project");
  EXPECT_EQ(process.owner_of("review.note"), nullptr);
  for (const auto& state : process.states) {
    const CaseState at{state.id, 1, {}, 0};
    const bool open = state.id == "drafting" || state.id == "returned" || state.id == "adjusting";
    EXPECT_EQ(may_edit(process, at, hand_of(Role::unit_finance), "finance"), open) << state.id;
    EXPECT_EQ(may_edit(process, at, hand_of(Role::unit_project), "project"), open) << state.id;
    EXPECT_FALSE(may_edit(process, at, hand_of(Role::unit_project), "finance")) << state.id;
    EXPECT_FALSE(may_edit(process, at, hand_of(Role::performance_officer), "project")) << state.id;
  }
}

/// A case that people of all roles push about at random, the way the application would keep it.
class Walk {
 public:
  Walk(const law::Process& process, unsigned seed) : process_(process), random_(seed) {
    at_.state = process.initial;
  }

  void go(int steps) {
    for (int i = 0; i < steps; ++i) {
      const CaseHand hand{static_cast<std::int64_t>(1 + pick(4)),
                          {kRoleTable[pick(kRoleTable.size())].value}};
      std::vector<GuardAnswer> answers;
      for (const auto& guard : law::known_guards()) answers.push_back({guard, pick(4) > 0});
      for (const auto& offer : offers(process_, at_, hand, answers)) {
        if (pick(3) != 0) continue;
        try_one(offer, hand, answers);
        break;  // the other offers were made for where the case stood
      }
    }
  }

  const CaseState& at() const { return at_; }
  int taken() const { return taken_; }
  int undone() const { return undone_; }
  const std::set<std::string>& visited() const { return visited_; }

 private:
  std::size_t pick(std::size_t below) { return random_() % below; }

  void try_one(const ActionOffer& offer, const CaseHand& hand, const std::vector<GuardAnswer>& answers) {
    auto request = full_request(process_, at_, *offer.transition);
    if (offer.transition->kind == law::TransitionKind::back && !offer.targets.empty())
      request.to = offer.targets[pick(offer.targets.size())];
    const auto before = at_;
    const auto outcome = take_step(process_, at_, hand, answers, request);
    EXPECT_EQ(outcome.has_value(), offer.allowed) << "what is offered can be done, and nothing else";
    if (!outcome) {
      EXPECT_FALSE(outcome.error().message.empty());
      return;
    }
    ASSERT_NE(process_.state(outcome->to), nullptr);
    at_.history.push_back({offer.transition->id, outcome->from, outcome->to, hand.user_id, outcome->role});
    at_.state = outcome->to;
    at_.round = outcome->round;
    at_.assignee_id = outcome->assignee_id;
    ++taken_;
    visited_.insert(at_.state);
    EXPECT_EQ(at_.history.size(), before.history.size() + 1) << "a step was lost";
    if (offer.transition->kind == law::TransitionKind::undo) {
      ++undone_;
      EXPECT_EQ(at_.state, last_state_before(before));
    }
  }

  /// Where the case stood before the step that brought it to where it stands.
  static std::string last_state_before(const CaseState& at) {
    for (auto step = at.history.rbegin(); step != at.history.rend(); ++step) {
      if (step->from != step->to) return step->from;
    }
    return {};
  }

  const law::Process& process_;
  std::mt19937 random_;
  CaseState at_;
  int taken_ = 0;
  int undone_ = 0;
  std::set<std::string> visited_;
};

TEST(Process, RandomWalksStayWithinTheStatesLoseNoStepAndUndoRestores) {
  for (const auto& process : all_processes()) {
    std::set<std::string> visited;
    int undone = 0;
    for (unsigned seed = 1; seed <= 40; ++seed) {
      Walk walk(process, seed);
      walk.go(1500);
      EXPECT_EQ(walk.at().history.size(), static_cast<std::size_t>(walk.taken()));
      EXPECT_NE(process.state(walk.at().state), nullptr);
      visited.insert(walk.visited().begin(), walk.visited().end());
      undone += walk.undone();
      for (std::size_t i = 1; i < walk.at().history.size(); ++i)
        ASSERT_EQ(walk.at().history[i].from, walk.at().history[i - 1].to) << "the story has a gap";
    }
    EXPECT_GT(undone, 0) << process.id;
    for (const auto& state : process.states)
      EXPECT_TRUE(visited.contains(state.id)) << process.id << " never came to " << state.id;
  }
}

}  // namespace
}  // namespace jiheng::engine
