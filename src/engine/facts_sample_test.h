#pragma once

#include <string>

#include "engine/facts_builder.h"

namespace jiheng::engine::test {

inline Region region(std::int64_t code) { return *Region::of(code); }
inline FiscalYear year(int value) { return *FiscalYear::of(value); }
inline Date date(const char* text) { return *Date::parse(text); }

/// Records of one made-up county with short words for what tests vary.
struct Sample {
  Region place = region(640323);

  Unit unit(std::int64_t id, std::string code, std::string name, UnitKind kind = UnitKind::unit) const {
    Unit record;
    record.region = place;
    record.id = {id};
    record.code = std::move(code);
    record.department_code = record.code.substr(0, 3);
    record.name = std::move(name);
    record.kind = kind;
    record.sector = "教育";
    return record;
  }
  Project project(std::int64_t id, std::int64_t unit_id, Category category = Category::earmarked) const {
    Project record;
    record.region = place;
    record.id = {id};
    record.code = "640323" + std::to_string(id);
    record.name = "项目" + std::to_string(id);
    record.unit_id = {unit_id};
    record.category = category;
    record.sector = "教育";
    record.function_class = "2050201";
    return record;
  }
  BudgetLine line(std::int64_t id, std::int64_t project_id, int of_year, std::int64_t fen,
                  FundType type = FundType::general_public, FundTag tag = FundTag::none) const {
    BudgetLine record;
    record.region = place;
    record.id = {id};
    record.project_id = {project_id};
    record.year = year(of_year);
    record.fund_type = type;
    record.fund_tag = tag;
    record.initial = record.adjusted = Money::from_fen(fen);
    return record;
  }
  /// Its amount is asked for; nothing else is filled in.
  Assessment assessment(std::int64_t id, std::int64_t unit_id, int of_year, Provenance provenance) const {
    Assessment record;
    record.region = place;
    record.id = {id};
    record.year = year(of_year);
    record.project_name = "评估项目" + std::to_string(id);
    record.unit_id = {unit_id};
    record.amount = Money::from_fen(100);
    record.provenance = provenance;
    return record;
  }
};

inline FactOptions options(const char* as_of) {
  FactOptions made;
  made.as_of = date(as_of);
  return made;
}

/// The value of a column by name.
inline std::int64_t stored(const RegionFacts& facts, law::Entity entity, std::string_view column,
                           std::size_t row) {
  return facts.table(entity).columns[law::entity_desc(entity).index_of(column)].at(row);
}

/// The code of a dimension by name.
inline std::string code(const RegionFacts& facts, law::Entity entity, std::string_view column,
                        std::size_t row) {
  const auto& desc = law::entity_desc(entity);
  const auto index = desc.index_of(column);
  const auto value = static_cast<std::size_t>(facts.table(entity).columns[index].at(row));
  if (desc.columns[index].source == law::CodeSource::fixed)
    return std::string(desc.columns[index].codes[value].code);
  return facts.table(entity).dictionaries[index].codes[value];
}

}  // namespace jiheng::engine::test
