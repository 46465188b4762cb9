#include "app/simulate_world.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "engine/score.h"

namespace jiheng::app {
namespace {

/// A sector with what its projects are called and under which 功能分类 they run.
struct SimSector {
  std::string_view name;
  std::string_view function_class;
  std::array<std::string_view, 4> subjects;
};

constexpr std::array kSimSectors{
    SimSector{"教育", "205", {"校舍维修改造", "营养改善计划", "教学设备购置", "教师培训"}},
    SimSector{"卫生健康", "210", {"基本公共卫生服务", "医疗设备购置", "村卫生室运行", "传染病防控"}},
    SimSector{"农业农村", "213", {"高标准农田建设", "畜禽疫病防控", "农机购置补贴", "人居环境整治"}},
    SimSector{"水利", "213", {"农村饮水安全维护", "小型水库除险加固", "河道治理", "灌区节水改造"}},
    SimSector{"交通运输", "214", {"农村公路养护", "公交运营补贴", "危桥改造", "客运站改造"}},
    SimSector{"社会保障", "208", {"特困人员供养", "退役士兵安置", "高龄津贴", "就业创业补助"}},
    SimSector{"城乡建设", "212", {"道路维修", "垃圾收运处理", "老旧小区改造", "污水处理服务"}},
    SimSector{"文化旅游", "207", {"图书馆免费开放", "文物保护", "全民健身活动", "广播电视维护"}},
    SimSector{"公共安全", "204", {"辅警人员经费", "办案业务费", "执法装备购置", "治安视频监控"}},
    SimSector{"生态环境", "211", {"大气污染防治", "土壤污染修复", "环境监测能力建设", "排污口整治"}},
    SimSector{"科技", "206", {"科技特派员", "科普活动", "研发投入奖补", "科技成果转化"}},
    SimSector{"综合", "201", {"政务服务大厅运行", "信息系统运维", "档案数字化", "干部教育培训"}},
};

constexpr std::array<std::string_view, 12> kSimPlaces{"城关镇",   "河东乡",   "新民镇",   "大水坑镇",
                                                      "青山乡",   "王家湾村", "南苑街道", "北关社区",
                                                      "花马池镇", "麻黄山乡", "东塔村",   "工业园区"};

// Division codes of the provinces, by GB/T 2260.
constexpr std::array kSimProvinces{11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41,
                                   42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65};

/// 10^(k/10), first four digits.
constexpr std::array<std::int64_t, 10> kTenthPowers{1000, 1259, 1585, 1995, 2512,
                                                    3162, 3981, 5012, 6310, 7943};

/// 10^(tenths/10) 元 in 分, for tenths ≥ 30.
std::int64_t power_amount(int tenths) {
  constexpr std::int64_t kFenInYuan = 100;
  std::int64_t amount = kTenthPowers[static_cast<std::size_t>(tenths % 10)] * kFenInYuan;
  for (int k = tenths / 10; k > 3; --k) amount *= 10;
  return amount;
}

Region region_of(std::int32_t code) {
  const auto region = Region::of(code);
  return region ? *region : Region{};
}

/// How many counties share the projects: about 400 each, at most as many as the country has.
std::int64_t county_count(const SimulateOptions& options) {
  constexpr std::int64_t kProjectsACounty = 400;
  constexpr std::int64_t kMostCounties = 2800;
  if (options.place != 0) return 1;
  return std::clamp<std::int64_t>(options.projects / kProjectsACounty, 1, kMostCounties);
}

/// Codes like 640121: provinces by turns, then prefectures, then counties from 21 on.
std::vector<Region> county_codes(const SimulateOptions& options) {
  constexpr std::int64_t kCountiesAPrefecture = 9;
  constexpr std::int32_t kFirstCounty = 21;
  std::vector<Region> codes;
  const auto provinces = static_cast<std::int64_t>(kSimProvinces.size());
  for (std::int64_t i = 0; i < county_count(options); ++i) {
    const std::int64_t inside = i / provinces;
    const auto prefecture = static_cast<std::int32_t>(1 + inside / kCountiesAPrefecture);
    const auto county = static_cast<std::int32_t>(kFirstCounty + inside % kCountiesAPrefecture);
    const std::int32_t code =
        kSimProvinces[static_cast<std::size_t>(i % provinces)] * 10000 + prefecture * 100 + county;
    codes.push_back(region_of(options.place != 0 ? options.place : code));
  }
  std::ranges::sort(codes);
  return codes;
}

}  // namespace

SimulatedWorld::SimulatedWorld(const SimulateOptions& options) : options_(options) {
  constexpr std::int64_t kProjectsAUnit = 5;
  constexpr std::int64_t kMostUnits = 400;
  constexpr int kUnitsADepartment = 3;
  const auto codes = county_codes(options);
  std::vector<std::int64_t> weights;
  Rng random(options.seed);
  for (std::size_t i = 0; i < codes.size(); ++i) weights.push_back(random.between(40, 160));
  std::int64_t all = 0;
  for (const auto weight : weights) all += weight;
  std::int64_t seen = 0;
  std::int64_t next = 0;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    seen += weights[i];
    const auto end = static_cast<std::int64_t>(static_cast<i128>(options.projects) * seen / all);
    const auto units =
        static_cast<int>(std::clamp<std::int64_t>((end - next) / kProjectsAUnit, 4, kMostUnits));
    counties_.push_back({codes[i], next, end, units, std::max(2, units / kUnitsADepartment), {}});
    next = end;
  }
  if (options.book != nullptr) {
    find_schemes(*options.book);
  } else if (const auto book = law::Book::embedded()) {
    find_schemes(*book);
  }
}

/// Counties under the same documents share a scheme.
void SimulatedWorld::find_schemes(const law::Book& book) {
  std::map<std::pair<const law::Document*, const law::Document*>, std::size_t> known;
  for (auto& county : counties_) {
    for (int index = 0; index < options_.years; ++index) {
      const Date day = year(index).last_day();
      county.schemes.push_back(kNoScheme);
      const auto rule = book.find(law::Kind::schemes, kSimulatedScheme, county.region, day);
      if (!rule) continue;
      const auto bands =
          book.find(law::Kind::schemes, rule->rule->body.text_of("grades"), county.region, day);
      const auto [at, fresh] =
          known.try_emplace({rule->rule, bands ? bands->rule : nullptr}, schemes_.size());
      if (fresh) {
        auto scheme = law::find_scheme(book, kSimulatedScheme, county.region.law_places().front(), day);
        if (scheme) schemes_.push_back(std::move(*scheme));
        if (!scheme) at->second = kNoScheme;
      }
      county.schemes.back() = at->second;
    }
  }
}

const law::Scheme* SimulatedWorld::scheme(const County& county, int year) const {
  const auto at = static_cast<std::size_t>(year);
  const std::size_t index = at < county.schemes.size() ? county.schemes[at] : kNoScheme;
  return index == kNoScheme ? nullptr : &schemes_[index];
}

std::optional<Grade> SimulatedWorld::grade(const County& county, int year, Score score) const {
  const auto* in_force = scheme(county, year);
  return in_force == nullptr ? std::nullopt : std::optional(engine::grade_of(score, *in_force));
}

FiscalYear SimulatedWorld::year(int index) const {
  const auto year = FiscalYear::of(options_.first_year + index);
  return year ? *year : FiscalYear{};
}

Rng SimulatedWorld::rng(std::int64_t project, int year, std::uint64_t purpose) const {
  constexpr std::uint64_t kPurposes = 64;
  constexpr std::uint64_t kYears = 16;
  const std::uint64_t place =
      (static_cast<std::uint64_t>(project) * kYears + static_cast<std::uint64_t>(year)) * kPurposes + purpose;
  Rng mix(options_.seed * 0x9E3779B97F4A7C15ULL + place);
  return Rng(mix.next());
}

SimulatedWorld::Span SimulatedWorld::span_of(std::int64_t project) const {
  auto random = rng(project, 0, 1);
  const int first = static_cast<int>(random.below(static_cast<std::uint64_t>(options_.years) + 2)) - 2;
  // Most projects come back every year; a third is there for one year only.
  const int length = random.chance(34) ? 1 : static_cast<int>(2 + random.below(9));
  return {first, std::max(first + length - 1, 0)};
}

bool SimulatedWorld::alive(std::int64_t project, int year) const {
  const auto span = span_of(project);
  return span.first <= year && year <= span.last;
}

void SimulatedWorld::add_units(std::size_t county, std::vector<Unit>& out) const {
  const County& at = counties_[county];
  for (int i = 0; i < at.departments + at.units; ++i) {
    const bool department = i < at.departments;
    const int owner = department ? i : (i - at.departments) % at.departments;
    const auto& sector = kSimSectors[static_cast<std::size_t>(owner) % kSimSectors.size()];
    Unit unit;
    unit.region = at.region;
    unit.id = {i + 1};
    unit.department_code = fmt::format("{:03}", 101 + owner);
    unit.code = department
                    ? unit.department_code
                    : fmt::format("{}{:03}", unit.department_code, 1 + (i - at.departments) / at.departments);
    unit.name = department ? fmt::format("{}主管部门{}", sector.name, 1 + owner)
                           : fmt::format("{}所属单位{}", sector.name, i - at.departments + 1);
    unit.kind = department ? UnitKind::department : UnitKind::unit;
    unit.sector = sector.name;
    unit.provenance = Provenance::illustrative;
    out.push_back(std::move(unit));
  }
}

Project SimulatedWorld::project(const County& county, std::int64_t project) const {
  auto random = rng(project, 0, 2);
  const auto span = span_of(project);
  Project record;
  record.region = county.region;
  record.id = {project + 1};
  // Some units run many projects, most a few: the smaller of two draws.
  const auto units = static_cast<std::uint64_t>(county.units);
  const auto unit = static_cast<int>(std::min(random.below(units), random.below(units)));
  record.unit_id = {county.departments + unit + 1};
  const auto& sector = kSimSectors[static_cast<std::size_t>(unit % county.departments) % kSimSectors.size()];
  const auto kind = random.below(100);
  record.category = kind < 8    ? Category::personnel
                    : kind < 16 ? Category::public_expense
                    : kind < 40 ? Category::other_operating
                                : Category::earmarked;
  record.kind = span.first >= 0 ? ProjectKind::fresh : ProjectKind::continuing;
  record.sector = sector.name;
  record.function_class = sector.function_class;
  record.first_year = year(span.first);
  record.last_year = year(span.last);
  const char letter = record.category == Category::earmarked   ? 'T'
                      : record.category == Category::personnel ? 'R'
                                                               : 'Y';
  record.code = fmt::format("{}{:02}{}{:012}", county.region.to_text(), record.first_year.value() % 100,
                            letter, project + 1);
  record.place = std::string(kSimPlaces[random.below(kSimPlaces.size())]);
  record.name = fmt::format("{}{}项目（{}号）", *record.place,
                            sector.subjects[random.below(sector.subjects.size())], project + 1);
  record.provenance = Provenance::illustrative;
  return record;
}

bool SimulatedWorld::has_goal(const Project& record) const {
  const bool required =
      record.category == Category::other_operating || record.category == Category::earmarked;
  return rng(record.id.value, 0, 3).chance(required ? 94 : 10);
}

std::int64_t SimulatedWorld::budget(std::int64_t project, int year) const {
  auto random = rng(project, 0, 4);
  // The sum of six digits is nearly normal, so amounts are nearly log-normal around 50 万元; one in fifty is
  // ten times larger.
  int tenths = 30;
  for (int i = 0; i < 6; ++i) tenths += static_cast<int>(random.below(10));
  if (random.chance(2)) tenths += 10;
  const std::int64_t base = power_amount(tenths) / 100 * random.between(90, 115);
  auto yearly = rng(project, year, 5);
  constexpr std::int64_t kRoundTo = 10'000;  // 100 元
  return std::max<std::int64_t>(base / 100 * yearly.between(80, 125) / kRoundTo, 1) * kRoundTo;
}

Score SimulatedWorld::score(std::int64_t project, int year) const {
  auto random = rng(project, year, 6);
  auto lost = static_cast<std::int32_t>(random.below(1200));
  if (random.chance(18)) lost += static_cast<std::int32_t>(random.below(3000));
  return Score::from_hundredths(10'000 - lost);
}

}  // namespace jiheng::app
