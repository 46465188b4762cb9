#include "facts_data.h"

#include <fmt/format.h>

#include <optional>

#include "base/rng.h"
#include "engine/facts_writer.h"

namespace jiheng::bench {
namespace {

constexpr std::int64_t kFactsARegion = 3'300;
constexpr auto kFacts = law::Entity::project_year;

using engine::fact_column;
using engine::FactWriter;

std::int32_t bench_region(std::int64_t index) {
  constexpr std::int64_t kProvinces = 30;
  return static_cast<std::int32_t>((11 + index % kProvinces) * 10'000 + 100 + index / kProvinces);
}

/// Gathers the facts of one region after the other.
class RegionGatherer {
 public:
  void add(const BenchFact& fact) {
    if (!writer_ || region_ != fact.region) begin(fact.region);
    Rng random(static_cast<std::uint64_t>(rows_) * 31 + static_cast<std::uint64_t>(fact.region));
    writer_->begin(*FiscalYear::of(kBenchYear), ++rows_, engine::FactNames::kNone);
    writer_->code(fact_column<kFacts>("fund_type"), static_cast<std::size_t>(fact.fund_type));
    writer_->code(fact_column<kFacts>("category"), static_cast<std::size_t>(fact.category));
    writer_->code(fact_column<kFacts>("goal_state"), static_cast<std::size_t>(fact.goal_state));
    writer_->text(fact_column<kFacts>("unit"), unit_codes_[random.below(unit_codes_.size())], "单位");
    writer_->text(fact_column<kFacts>("department"), "101", "部门");
    writer_->text(fact_column<kFacts>("sector"), random.chance(50) ? "教育" : "水利", "行业");
    writer_->text(fact_column<kFacts>("function_class"), "205", "教育");
    writer_->code(fact_column<kFacts>("self_grade"), random.below(5));
    writer_->code(fact_column<kFacts>("self_evaluation_state"), random.below(3));
    writer_->code(fact_column<kFacts>("alert"), random.below(4));
    for (const auto column : {fact_column<kFacts>("monitored"), fact_column<kFacts>("evaluated"),
                              fact_column<kFacts>("assessed"), fact_column<kFacts>("vague"),
                              fact_column<kFacts>("result_linked"), fact_column<kFacts>("project_kind")}) {
      writer_->code(column, random.below(2));
    }
    writer_->code(fact_column<kFacts>("provenance"), random.below(3));
    writer_->measure(fact_column<kFacts>("initial"), fact.adjusted);
    writer_->measure(fact_column<kFacts>("adjusted"), fact.adjusted);
    writer_->measure(fact_column<kFacts>("executed"), fact.executed);
    writer_->measure(fact_column<kFacts>("self_score"), random.between(5000, 10000));
    writer_->measure(fact_column<kFacts>("indicator_count"), random.between(3, 15));
    writer_->measure(fact_column<kFacts>("vague_count"), random.between(0, 3));
    writer_->end();
  }

  engine::FactBase take() {
    finish();
    return engine::FactBase(std::move(regions_));
  }

 private:
  void begin(std::int32_t region) {
    finish();
    region_ = region;
    writer_.emplace(kFacts, static_cast<std::size_t>(kFactsARegion));
  }

  void finish() {
    if (!writer_) return;
    auto facts = std::make_shared<engine::RegionFacts>();
    facts->region = *Region::of(region_);
    for (const auto& desc : law::kEntities) {
      facts->tables.push_back(desc.entity == kFacts ? *writer_->finish()
                                                    : *FactWriter(desc.entity, 0).finish());
    }
    regions_.push_back(std::move(facts));
    writer_.reset();
  }

  std::vector<std::string> unit_codes_ = [] {
    std::vector<std::string> codes;
    for (int i = 0; i < 120; ++i) codes.push_back(fmt::format("101{:03}", i));
    return codes;
  }();
  std::vector<std::shared_ptr<const engine::RegionFacts>> regions_;
  std::optional<FactWriter> writer_;
  std::int32_t region_ = 0;
  std::int64_t rows_ = 0;
};

}  // namespace

void draw_facts(std::int64_t count, const std::function<void(const BenchFact&)>& sink) {
  Rng random(2022);
  for (std::int64_t i = 0; i < count; ++i) {
    BenchFact fact;
    fact.region = bench_region(i / kFactsARegion);
    const auto fund = random.below(100);
    fact.fund_type = fund < 80   ? 0
                     : fund < 90 ? 1
                     : fund < 95 ? 5
                                 : static_cast<std::int64_t>(2 + random.below(3));
    fact.category = static_cast<std::int64_t>(random.below(4));
    fact.goal_state = static_cast<std::int64_t>(random.below(4));
    fact.adjusted = random.between(1'000'000, 900'000'000);
    fact.executed = fact.adjusted / 100 * random.between(40, 100);
    sink(fact);
  }
}

engine::FactBase make_facts(std::int64_t count) {
  RegionGatherer gatherer;
  draw_facts(count, [&](const BenchFact& fact) { gatherer.add(fact); });
  return gatherer.take();
}

}  // namespace jiheng::bench
