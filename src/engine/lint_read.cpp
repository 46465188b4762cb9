#include "engine/lint_read.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "model/operator_text.h"

namespace jiheng::engine {
namespace {

template <class T>
Result<T> read_member(std::string_view text);

template <>
Result<std::string> read_member(std::string_view text) {
  return std::string(text);
}
template <>
Result<Score> read_member(std::string_view text) {
  return Score::parse(text);
}
template <>
Result<Ratio> read_member(std::string_view text) {
  return Ratio::parse_percent(text);
}
template <>
Result<FiscalYear> read_member(std::string_view text) {
  return FiscalYear::parse(text);
}
template <>
Result<MoneyUnit> read_member(std::string_view text) {
  return parse_money_unit(text);
}
template <>
Result<Money> read_member(std::string_view text) {
  for (const auto unit : {MoneyUnit::wan, MoneyUnit::yuan}) {
    const auto label = money_unit_label(unit);
    if (text.ends_with(label)) return Money::parse(trim(text.substr(0, text.size() - label.size())), unit);
  }
  return fail(ErrorCode::invalid, fmt::format("金额“{}”要写明元或万元", text));
}
template <>
Result<Operator> read_member(std::string_view text) {
  if (const auto op = parse_operator(text)) return *op;
  return fail(ErrorCode::invalid, fmt::format("“{}”不是指标性质", text));
}
template <>
Result<std::int64_t> read_member(std::string_view text) {
  const auto number = parse_decimal(text);
  return number ? rescale(*number, 0) : Result<std::int64_t>(pass(number));
}
template <>
Result<Quarter> read_member(std::string_view text) {
  const auto number = read_member<std::int64_t>(text);
  return number ? Quarter::of(*number) : Result<Quarter>(pass(number));
}
template <>
Result<bool> read_member(std::string_view text) {
  return text == "true" || text == "yes" || text == "★";
}
template <class E>
Result<E> read_code(std::string_view text) {
  if (const E* value = find_enum<E>(text)) return *value;
  return fail(ErrorCode::invalid, fmt::format("没有代码“{}”", text));
}
template <>
Result<Category> read_member(std::string_view text) {
  return read_code<Category>(text);
}
template <>
Result<ProjectKind> read_member(std::string_view text) {
  return read_code<ProjectKind>(text);
}
template <>
Result<Grade> read_member(std::string_view text) {
  return read_code<Grade>(text);
}

template <class T>
struct StoredType {
  using type = T;
};
template <class T>
struct StoredType<std::optional<T>> {
  using type = T;
};

/// Sets one member of an object from text; how it failed otherwise.
template <class Object>
struct MemberSetter {
  std::string_view name;
  Result<void> (*set)(Object& object, std::string_view text);
};

template <class Object, auto Member>
Result<void> set_member(Object& object, std::string_view text) {
  using Stored = std::remove_reference_t<decltype(object.*Member)>;
  auto value = read_member<typename StoredType<Stored>::type>(text);
  if (!value) return pass(value);
  object.*Member = std::move(*value);
  return {};
}

template <class Object, auto Member>
constexpr MemberSetter<Object> setter(std::string_view name) {
  return {name, set_member<Object, Member>};
}

template <auto Member>
Result<void> set_fact(LintIndicator& row, std::string_view text) {
  if (!row.facts) row.facts.emplace();
  return set_member<LintRowFacts, Member>(*row.facts, text);
}

template <auto Member>
Result<void> set_same_goal(LintCounty& county, std::string_view text) {
  if (county.same_goal.empty()) county.same_goal.emplace_back();
  return set_member<LintElsewhere, Member>(county.same_goal.front(), text);
}

constexpr std::array kProjectMembers{
    setter<LintProject, &LintProject::name>("name"),
    setter<LintProject, &LintProject::code>("code"),
    setter<LintProject, &LintProject::department>("department"),
    setter<LintProject, &LintProject::unit>("unit"),
    setter<LintProject, &LintProject::leader>("leader"),
    setter<LintProject, &LintProject::phone>("phone"),
    setter<LintProject, &LintProject::category>("category"),
    setter<LintProject, &LintProject::kind>("kind"),
    setter<LintProject, &LintProject::sector>("sector"),
    setter<LintProject, &LintProject::function_class>("function_class"),
    setter<LintProject, &LintProject::policy_basis>("policy_basis"),
    setter<LintProject, &LintProject::beneficiaries>("beneficiaries"),
    setter<LintProject, &LintProject::first_year>("first_year"),
    setter<LintProject, &LintProject::last_year>("last_year"),
};
constexpr std::array kGoalMembers{setter<LintGoal, &LintGoal::annual>("annual"),
                                  setter<LintGoal, &LintGoal::medium>("medium")};
constexpr std::array kSelfMembers{
    setter<LintSelfEvaluation, &LintSelfEvaluation::goal_actual>("goal_actual"),
    setter<LintSelfEvaluation, &LintSelfEvaluation::execution_weight>("execution_weight"),
    setter<LintSelfEvaluation, &LintSelfEvaluation::execution_claimed>("execution_claimed"),
    setter<LintSelfEvaluation, &LintSelfEvaluation::execution_reason>("execution_reason"),
    setter<LintSelfEvaluation, &LintSelfEvaluation::claimed_total>("claimed_total"),
    setter<LintSelfEvaluation, &LintSelfEvaluation::reviewed_total>("reviewed_total"),
    setter<LintSelfEvaluation, &LintSelfEvaluation::computed_total>("computed_total"),
    setter<LintSelfEvaluation, &LintSelfEvaluation::claimed_grade>("claimed_grade"),
    setter<LintSelfEvaluation, &LintSelfEvaluation::note>("note"),
};
constexpr std::array kMonitoringMembers{
    setter<LintMonitoring, &LintMonitoring::quarter>("quarter"),
    setter<LintMonitoring, &LintMonitoring::executed>("executed"),
    setter<LintMonitoring, &LintMonitoring::goal_progress>("goal_progress"),
};
constexpr std::array kApprovedMembers{setter<LintApproved, &LintApproved::goal>("goal"),
                                      setter<LintApproved, &LintApproved::budget>("budget")};
constexpr std::array kCountyMembers{
    setter<LintCounty, &LintCounty::last_goal>("last_goal"),
    MemberSetter<LintCounty>{"same_goal_project", set_same_goal<&LintElsewhere::project>},
    MemberSetter<LintCounty>{"same_goal_unit", set_same_goal<&LintElsewhere::unit>},
};
constexpr std::array kAmountMembers{
    setter<FormAmounts, &FormAmounts::label>("label"),
    setter<FormAmounts, &FormAmounts::initial>("initial"),
    setter<FormAmounts, &FormAmounts::adjusted>("adjusted"),
    setter<FormAmounts, &FormAmounts::executed>("executed"),
};
constexpr std::array kIndicatorMembers{
    setter<LintIndicator, &LintIndicator::level1>("level1"),
    setter<LintIndicator, &LintIndicator::level2>("level2"),
    setter<LintIndicator, &LintIndicator::name>("name"),
    setter<LintIndicator, &LintIndicator::op>("op"),
    setter<LintIndicator, &LintIndicator::target>("target"),
    setter<LintIndicator, &LintIndicator::target_medium>("target_medium"),
    setter<LintIndicator, &LintIndicator::unit>("unit"),
    setter<LintIndicator, &LintIndicator::weight>("weight"),
    setter<LintIndicator, &LintIndicator::core>("core"),
    setter<LintIndicator, &LintIndicator::actual>("actual"),
    setter<LintIndicator, &LintIndicator::claimed>("claimed"),
    setter<LintIndicator, &LintIndicator::reviewed>("reviewed"),
    setter<LintIndicator, &LintIndicator::computed>("computed"),
    setter<LintIndicator, &LintIndicator::reason>("reason"),
    setter<LintIndicator, &LintIndicator::approved_target>("approved_target"),
    MemberSetter<LintIndicator>{"last_target", set_fact<&LintRowFacts::last_target>},
    MemberSetter<LintIndicator>{"last_actual", set_fact<&LintRowFacts::last_actual>},
    MemberSetter<LintIndicator>{"unit_cost_low", set_fact<&LintRowFacts::unit_cost_low>},
    MemberSetter<LintIndicator>{"unit_cost_high", set_fact<&LintRowFacts::unit_cost_high>},
    MemberSetter<LintIndicator>{"unit_cost_count", set_fact<&LintRowFacts::unit_cost_count>},
    MemberSetter<LintIndicator>{"used", set_fact<&LintRowFacts::used>},
    MemberSetter<LintIndicator>{"full_marks", set_fact<&LintRowFacts::full_marks>},
    MemberSetter<LintIndicator>{"attained", set_fact<&LintRowFacts::attained>},
};

class LintFormReader {
 public:
  Result<LintForm> read(const Node& node) {
    if (!node.is_map()) return fail(ErrorCode::invalid, "表要写成一个对象");
    form_.all_indicators = node.find("indicators") != nullptr;
    if (node.find("self_evaluation") != nullptr) form_.kind = LintFormKind::self_evaluation;
    for (const auto& member : node.members) read_part(member);
    if (!findings_.empty()) return fail(ErrorCode::invalid, "表里有读不懂的内容", std::move(findings_));
    return std::move(form_);
  }

 private:
  void complain(const std::string& where, std::string message) {
    findings_.push_back({"lint.form", Severity::error, std::move(message), where, {}});
  }

  template <class Object, std::size_t N>
  void fill(Object& object, const std::array<MemberSetter<Object>, N>& setters, const Node& node,
            const std::string& where) {
    if (!node.is_map()) return complain(where, "应为一个对象");
    for (const auto& member : node.members) {
      const auto place = where + "/" + member.key;
      const auto found = std::ranges::find(setters, member.key, &MemberSetter<Object>::name);
      if (found == setters.end()) {
        complain(place, fmt::format("没有字段“{}”", member.key));
      } else if (!member.value.is_scalar()) {
        complain(place, "应为一个值");
      } else if (!member.value.is_null() && !member.value.text.empty()) {
        if (const auto set = found->set(object, member.value.text); !set)
          complain(place, set.error().message);
      }
    }
  }

  template <class Part, std::size_t N>
  void fill_part(std::optional<Part>& part, const std::array<MemberSetter<Part>, N>& setters,
                 const Member& member) {
    fill(part.emplace(), setters, member.value, "/" + member.key);
  }

  void read_part(const Member& member) {
    const std::string_view key = member.key;
    if (key == "kind") return read_kind(member.value.text);
    if (key == "year") return read_year(member.value.text);
    if (key == "project") return fill_part(form_.project, kProjectMembers, member);
    if (key == "goal") return fill_part(form_.goal, kGoalMembers, member);
    if (key == "self_evaluation") return fill_part(form_.self_evaluation, kSelfMembers, member);
    if (key == "monitoring") return fill_part(form_.monitoring, kMonitoringMembers, member);
    if (key == "approved") return fill_part(form_.approved, kApprovedMembers, member);
    if (key == "county") return read_county(member);
    if (key == "budget") return read_budget(member.value);
    if (key == "amounts")
      return read_rows(member, [&](const Node& node, const std::string& where) {
        fill(budget().parts.emplace_back(), kAmountMembers, node, where);
      });
    if (key == "indicators")
      return read_rows(member, [&](const Node& node, const std::string& where) { read_row(node, where); });
    if (key == "indicator") return read_row(member.value, "/indicator");
    complain("/" + member.key, fmt::format("没有“{}”这一部分", key));
  }

  template <class Read>
  void read_rows(const Member& member, Read read) {
    if (!member.value.is_list()) return complain("/" + member.key, "应为一个列表");
    for (std::size_t i = 0; i < member.value.items.size(); ++i)
      read(member.value.items[i], fmt::format("/{}/{}", member.key, i));
  }

  void read_row(const Node& node, const std::string& where) {
    auto& row = form_.indicators.emplace_back();
    fill(row, kIndicatorMembers, node, where);
    row.where = where;
    if (row.computed) form_.scored = true;
  }

  LintBudget& budget() { return form_.budget ? *form_.budget : form_.budget.emplace(); }

  void read_budget(const Node& node) {
    if (!node.is_map()) return complain("/budget", "应为一个对象");
    Node total = node;
    std::erase_if(total.members, [&](const Member& member) {
      if (member.key == "unit") return set(budget().unit, member.value.text, "/budget/unit");
      if (member.key != "execution_rate") return false;
      return set(budget().execution_rate, member.value.text, "/budget/execution_rate");
    });
    fill(budget().total, kAmountMembers, total, "/budget");
  }

  /// Always true, so that it can say which members are dealt with.
  template <class T>
  bool set(std::optional<T>& to, std::string_view text, const std::string& where) {
    auto value = read_member<T>(text);
    if (value) to = *value;
    if (!value) complain(where, value.error().message);
    return true;
  }

  void read_county(const Member& member) {
    fill_part(form_.county, kCountyMembers, member);
    form_.county->same_goal_known = true;
  }

  void read_kind(std::string_view text) {
    if (text == "goal")
      form_.kind = LintFormKind::goal;
    else if (text == "self_evaluation")
      form_.kind = LintFormKind::self_evaluation;
    else if (text == "department_overall")
      form_.kind = LintFormKind::department_overall;
    else
      complain("/kind", fmt::format("没有“{}”这种表", text));
  }

  void read_year(std::string_view text) {
    const auto year = FiscalYear::parse(text);
    if (!year) return complain("/year", year.error().message);
    form_.year = *year;
  }

  LintForm form_;
  Findings findings_;
};

}  // namespace

Result<LintForm> read_lint_form(const Node& node) { return LintFormReader().read(node); }

}  // namespace jiheng::engine
