#include "engine/facts_builder.h"

#include <fmt/format.h>

#include "engine/facts_state.h"

namespace jiheng::engine {
namespace {

Provenance weaker(Provenance a, Provenance b) { return std::max(a, b); }

}  // namespace

std::size_t ProjectYearState::main_fund() const {
  std::size_t best = kFundTypes;
  for (std::size_t i = 0; i < kFundTypes; ++i) {
    if (has_fund[i] && (best == kFundTypes || by_fund[i] > by_fund[best])) best = i;
  }
  return best == kFundTypes ? 0 : best;
}

void FactBuilder::State::accumulate(std::int64_t& sum, std::int64_t value) {
  if (sum == kNoValue) sum = 0;
  if (__builtin_add_overflow(sum, value, &sum)) overflow = true;
}

std::int64_t FactBuilder::State::vagueness_of(const ProjectYearKey& key) const {
  const auto corpus = vagueness.find(key.year);
  if (corpus == vagueness.end()) return kNoValue;
  const auto found = corpus->second.projects().find(key.project);
  return found == corpus->second.projects().end() ? kNoValue : found->second;
}

bool FactBuilder::State::is_late(Date due_on, const std::optional<Date>& submitted_on) const {
  return submitted_on ? *submitted_on > due_on : due_on < options.as_of;
}

FactBuilder::FactBuilder(Region region, const FactOptions& options) : state_(std::make_unique<State>()) {
  state_->region = region;
  state_->options = options;
}
FactBuilder::~FactBuilder() = default;
FactBuilder::FactBuilder(FactBuilder&&) noexcept = default;
FactBuilder& FactBuilder::operator=(FactBuilder&&) noexcept = default;

void FactBuilder::add(const Unit& record) {
  UnitState unit{record.code, record.name, record.department_code, record.sector, record.kind,
                 0,           9999,        record.provenance};
  if (record.since_year) unit.since = record.since_year->value();
  if (record.until_year) unit.until = record.until_year->value();
  if (record.kind == UnitKind::department) state_->departments[record.code] = record.id;
  state_->units[record.id] = std::move(unit);
}

void FactBuilder::add(const UnitChange& record) {
  if (record.kind != UnitChangeKind::rename || !record.from_name) return;
  auto& names = state_->former_names[record.from_unit_id];
  names.push_back({record.year.value(), *record.from_name});
  std::ranges::sort(names, {}, &FormerName::first_year_after);
}

std::string_view FactBuilder::State::name_in(UnitId id, int year) const {
  if (const auto renamed = former_names.find(id); renamed != former_names.end()) {
    for (const auto& former : renamed->second) {
      if (year < former.first_year_after) return former.name;
    }
  }
  return units.at(id).name;
}

void FactBuilder::add(const Project& record) {
  ProjectState project;
  if (state_->options.keep_project_names) project.name = state_->names.add(record.name);
  project.unit = record.unit_id;
  project.category = record.category;
  project.kind = record.kind;
  project.sector = record.sector;
  project.function_class = record.function_class.substr(0, 3);
  project.provenance = record.provenance;
  state_->projects[record.id] = std::move(project);
}

void FactBuilder::add(const BudgetLine& record) {
  auto& facts = state_->at(record.project_id, record.year);
  const auto fund = static_cast<std::size_t>(record.fund_type);
  facts.has_budget = true;
  facts.has_fund[fund] = true;
  state_->accumulate(facts.by_fund[fund], record.adjusted.fen());
  state_->accumulate(facts.initial, record.initial.fen());
  state_->accumulate(facts.adjusted, record.adjusted.fen());
  if (record.executed) state_->accumulate(facts.executed, record.executed->fen());
  if (record.fund_tag == FundTag::direct_transfer) facts.direct_transfer = true;
  if (record.fund_tag == FundTag::special_bond) facts.special_bond = true;
  if (record.fund_tag == FundTag::general_bond) facts.general_bond = true;
  facts.provenance = weaker(facts.provenance, record.provenance);
}

void FactBuilder::add(const Goal& record) {
  auto& facts = state_->at(record.project_id, record.year);
  facts.goal_state = static_cast<std::size_t>(record.state) + 1;
  facts.goal_with_budget = record.with_budget;
  facts.goal_submitted_on = record.submitted_on;
  facts.goal_approved_on = record.approved_on;
  facts.provenance = weaker(facts.provenance, record.provenance);
}

void FactBuilder::add(const Indicator& record) {
  auto& facts = state_->at(record.project_id, record.year);
  facts.indicators += 1;
  if (state_->options.vagueness.given()) {
    auto& corpora = state_->vagueness;
    const auto& options = state_->options;
    corpora.try_emplace(record.year, options.vagueness, options.vague_words)
        .first->second.add(record.project_id, record);
  }
  facts.vague += why_vague(record, state_->options.vague_words) ? 1 : 0;
  facts.provenance = weaker(facts.provenance, record.provenance);
}

void FactBuilder::add(const Monitoring& record) {
  auto& facts = state_->at(record.project_id, record.year);
  if (record.submitted_on) facts.monitored = true;
  if (record.alert && record.quarter.value() > facts.alert_quarter) {
    facts.alert_quarter = record.quarter.value();
    facts.alert = static_cast<std::size_t>(*record.alert) + 1;
  }
  state_->monitorings.push_back(record);
  state_->monitorings.back().deviation_reason.reset();
}

void FactBuilder::add(const SelfEvaluation& record) {
  auto& facts = state_->at(record.project_id, record.year);
  const bool late = state_->is_late(record.due_on, record.submitted_on);
  facts.self_state = !record.submitted_on ? 0 : late ? 1 : 2;
  facts.self_late = late;
  facts.self_grade = record.grade ? static_cast<std::size_t>(*record.grade) + 1 : 0;
  facts.self_score = record.computed_total ? record.computed_total->hundredths() : kNoValue;
  facts.provenance = weaker(facts.provenance, record.provenance);
}

void FactBuilder::add(const Assessment& record) {
  if (record.project_id) state_->assessed.insert(*record.project_id);
  state_->assessments.push_back(record);
}

void FactBuilder::add(const Evaluation& record) {
  if (record.project_id) state_->evaluated.insert({record.year, *record.project_id});
  state_->evaluations.push_back(record);
}

void FactBuilder::add(const ResultUse& record) {
  if (record.project_id) state_->used.insert({record.year, *record.project_id});
  if (record.evaluation_year && record.evaluation_object) {
    state_->used_evaluations.emplace(record.evaluation_year->value(), *record.evaluation_object);
  }
  state_->result_uses.push_back(record);
}

void FactBuilder::add(const Rectification& record) {
  if (record.evaluation_object) state_->rectified_objects.insert(*record.evaluation_object);
  state_->rectifications.push_back(record);
}

void FactBuilder::add(const BudgetChange& record) {
  state_->budget_changes.push_back(record);
  state_->budget_changes.back().reason.reset();
}

void FactBuilder::add(const Release& record) {
  state_->releases.push_back(record);
  state_->releases.back().title.reset();
}

Result<std::shared_ptr<const RegionFacts>> FactBuilder::finish() {
  const auto state = std::move(state_);
  state_ = std::make_unique<State>();
  state_->region = state->region;
  state_->options = state->options;
  using Emit = Result<FactTable> (State::*)();
  // In the order of law::Entity.
  constexpr std::array<Emit, law::kEntityCount> kEmits{
      &State::emit_project_years, &State::emit_assessments,    &State::emit_evaluations,
      &State::emit_monitorings,   &State::emit_result_uses,    &State::emit_rectifications,
      &State::emit_unit_years,    &State::emit_budget_changes, &State::emit_releases};
  for (auto& [year, corpus] : state->vagueness) corpus.finish();
  auto facts = std::make_shared<RegionFacts>();
  facts->region = state->region;
  for (const auto emit : kEmits) {
    auto table = ((*state).*emit)();
    if (!table) return pass(table);
    facts->tables.push_back(std::move(*table));
  }
  if (state->overflow) {
    return fail(ErrorCode::invalid,
                fmt::format("{} 有项目的金额之和超出了可以统计的范围", state->region.to_text()));
  }
  state->names.move_into(*facts);
  return std::shared_ptr<const RegionFacts>(std::move(facts));
}

}  // namespace jiheng::engine
