#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_table.h"
#include "law/book.h"
#include "model/indicator.h"

namespace jiheng::law {

/// 方向: which way an indicator is better.
enum class Direction { higher_better, lower_better, equal };

inline constexpr std::array kDirectionTable{
    EnumRow<Direction>{Direction::higher_better, "higher_better", "正向"},
    EnumRow<Direction>{Direction::lower_better, "lower_better", "反向"},
    EnumRow<Direction>{Direction::equal, "equal", "等于"},
};
constexpr const auto& enum_table(Direction) { return kDirectionTable; }

/// 设定依据 (财预〔2021〕101号).
enum class SettingBasis { plan, industry, history, budget_standard, other };

inline constexpr std::array kSettingBasisTable{
    EnumRow<SettingBasis>{SettingBasis::plan, "plan", "计划标准"},
    EnumRow<SettingBasis>{SettingBasis::industry, "industry", "行业标准"},
    EnumRow<SettingBasis>{SettingBasis::history, "history", "历史标准"},
    EnumRow<SettingBasis>{SettingBasis::budget_standard, "budget_standard", "预算支出标准"},
    EnumRow<SettingBasis>{SettingBasis::other, "other", "其他"},
};
constexpr const auto& enum_table(SettingBasis) { return kSettingBasisTable; }

/// 取值方式 (财预〔2021〕101号).
enum class ValueMethod { direct_proof, statistics, statement, survey, trend };

inline constexpr std::array kValueMethodTable{
    EnumRow<ValueMethod>{ValueMethod::direct_proof, "direct_proof", "直接证明"},
    EnumRow<ValueMethod>{ValueMethod::statistics, "statistics", "情况统计"},
    EnumRow<ValueMethod>{ValueMethod::statement, "statement", "情况说明"},
    EnumRow<ValueMethod>{ValueMethod::survey, "survey", "问卷调查"},
    EnumRow<ValueMethod>{ValueMethod::trend, "trend", "趋势判断"},
};
constexpr const auto& enum_table(ValueMethod) { return kValueMethodTable; }

/// 赋分规则: the four methods of 财预〔2021〕101号.
enum class ScoringMethod { direct, ratio_with_threshold, grade_band, satisfaction_band };

inline constexpr std::array kScoringMethodTable{
    EnumRow<ScoringMethod>{ScoringMethod::direct, "direct", "直接赋分"},
    EnumRow<ScoringMethod>{ScoringMethod::ratio_with_threshold, "ratio_with_threshold", "按照完成比例赋分"},
    EnumRow<ScoringMethod>{ScoringMethod::grade_band, "grade_band", "按评判等级赋分"},
    EnumRow<ScoringMethod>{ScoringMethod::satisfaction_band, "satisfaction_band", "满意度赋分"},
};
constexpr const auto& enum_table(ScoringMethod) { return kScoringMethodTable; }

/// Where an indicator hangs in a tree: 产出指标 / 数量指标.
struct IndicatorLevels {
  std::string level1;
  std::string level2;

  friend bool operator==(const IndicatorLevels&, const IndicatorLevels&) = default;
};

/// What counts as 优, 良, 中 and 差.
struct GradeStandards {
  std::string excellent;
  std::string good;
  std::string fair;
  std::string poor;
};

/// One indicator of the library with the attributes of 财预〔2021〕101号; what an entry leaves out comes from
/// indicators.defaults.
struct LibraryEntry {
  std::string code;  ///< unique and never reused: "education-01"
  std::string name;
  std::string explanation;
  std::string level;     ///< 二级指标 in short: 数量, 质量, 时效, 成本, 经济效益, …
  IndicatorLevels old;   ///< 产出含成本、效益含可持续影响
  IndicatorLevels core;  ///< 101号: 成本、产出、效益、满意度
  Operator op{};
  std::string target;  ///< a typical value: a number, or "10月31日前"
  std::optional<std::string> unit;
  Direction direction{};
  SettingBasis setting_basis{};
  std::string source;  ///< 指标来源
  ValueMethod value_method{};
  std::string data_source;
  ScoringMethod scoring{};
  std::string evidence;
  std::optional<GradeStandards> standards;
  bool starred = false;    ///< 核心指标 ★
  bool published = false;  ///< seen in a published form; else common practice
  bool verified = false;
  std::string note;
  std::vector<std::string> function_classes;  ///< empty: those of its set
  std::string place;                          ///< the layer it comes from: "cn", "cn/640323"
  std::size_t set = 0;                        ///< position in IndicatorLibrary::sets
};

/// The indicators of one sector, or of one use that all sectors have (共性指标), as one file holds them.
struct LibrarySet {
  std::string id;  ///< of the file: "indicators.education"
  std::string title;
  std::string group;   ///< 行业大类, the first level of the sector tree
  std::string sector;  ///< 教育, or for common sets the use: 设备购置
  bool common = false;
  std::vector<std::string> aliases;  ///< how else projects write the sector
  std::vector<std::string> function_classes;
  std::vector<std::string> categories;  ///< project categories it is made for: "1"
  std::vector<std::string> keywords;    ///< words in a project's name that call for it
  std::vector<std::string> projects;    ///< typical project names
  std::string place;
};

/// The library in force at a place and a day: nation, region and county together. Of entries with the same
/// code the most specific layer's is taken.
struct IndicatorLibrary {
  std::vector<LibrarySet> sets;
  std::vector<LibraryEntry> entries;
};

/// The library in force at `place` on `as_of`, by set id, then in the order written.
IndicatorLibrary indicator_library(const Book& book, Region place, Date as_of);

/// An entry that a county has adopted itself, outside the law files: a new one, or its own text of a wider
/// layer's entry.
struct CountyEntry {
  std::string code;
  std::string sector;
  Node content;  ///< as an entry of law/indicators; code and sector aside
  bool retired = false;
};

/// Puts the county's own entries over the library of its place: one with a known code takes that entry's
/// place, a retired one takes it away, others go into the first set of their sector, or one made for it.
void add_county_entries(const Book& book, Region place, Date as_of, std::span<const CountyEntry> own,
                        IndicatorLibrary& library);

/// 数量, 质量, … as entries call their 二级指标.
std::vector<std::string_view> library_levels();

/// Something wrong in a member of an entry.
using EntryFault =
    std::function<void(std::string_view member, std::string rule, std::string message, std::string hint)>;
/// What law files are held to, for one entry wherever it comes from: target, unit, direction and level. All
/// members that these need must be there.
void check_entry_values(const Node& entry, const EntryFault& fault);

/// Whether a target is a deadline, such as "10月31日前", "12月底前" or "年底前".
bool is_deadline(std::string_view target);

/// The check of law/indicators: codes, names, function classes, targets, units and directions.
void check_indicators(const Book& book, const Document& document, Findings& findings);

}  // namespace jiheng::law
