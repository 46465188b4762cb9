#include "engine/figure_scan.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/figure_select.h"

namespace jiheng::engine {
namespace {

constexpr std::size_t kProvenances = 4;  // three, padded so that a cell is a shift away

/// A measure's lowest value stands for "not filled".
template <class T>
constexpr T kMissing = std::numeric_limits<T>::min();

/// One scan over one entity; holds what is added up between two flushes.
class FactScan {
 public:
  FactScan(const ScanSpec& spec, bool one_region)
      : spec_(spec), desc_(law::entity_desc(spec.entity)), one_region_(one_region) {
    provenance_ = desc_.index_of("provenance");
  }

  void read(const RegionFacts& region) {
    const FactTable& table = region.table(spec_.entity);
    const FactSelector selector(region, spec_.entity, spec_.conditions);
    if (table.size() == 0 || selector.nothing()) return;
    for (const auto& range : table.years) {
      const bool wanted = spec_.years.empty() || std::ranges::count(spec_.years, range.year) != 0;
      if (wanted && selector.takes_year(range.year)) read_range(region, table, selector, range);
    }
    if (!same_everywhere()) flush();
  }

  ScanResult take() {
    flush();
    return std::move(result_);
  }

 private:
  /// Keys whose stored codes mean the same in every region and year need no flush between them.
  bool same_everywhere() const {
    return std::ranges::all_of(spec_.keys, [&](std::size_t key) {
      return desc_.columns[key].source == law::CodeSource::fixed;
    });
  }

  void read_range(const RegionFacts& region, const FactTable& table, const FactSelector& selector,
                  const FactTable::YearRange& range) {
    if (!same_everywhere() || stride_.empty()) {
      flush();
      set_up(region, table, range.year);
    }
    for (std::size_t begin = range.begin; begin < range.end; begin += kFactBlock) {
      const std::size_t end = std::min<std::size_t>(begin + kFactBlock, range.end);
      if (selector.everything()) {
        read_block(table, begin, end - begin, [](std::size_t i) { return i; });
      } else {
        const std::size_t kept = selector.select(begin, end, kept_.data());
        read_block(table, begin, kept, [this](std::size_t i) { return std::size_t{kept_[i]}; });
      }
    }
  }

  /// Lays out the cells: one for each combination of stored codes, times provenance.
  void set_up(const RegionFacts& region, const FactTable& table, std::int16_t year) {
    std::size_t size = 1;
    stride_.clear();
    for (std::size_t i = 0; i < spec_.keys.size(); ++i) {
      map_key(i, region, table, year);
      stride_.push_back(static_cast<std::uint32_t>(size * kProvenances));
      size *= std::max<std::size_t>(maps_[i].size(), 1);
    }
    if (spec_.keys.empty()) stride_.push_back(0);
    rows_.assign(size * kProvenances, 0);
    filled_.assign(spec_.measure ? size * kProvenances : 0, 0);
    sums_.assign(filled_.size(), 0);
    exact_sums_.assign(filled_.size(), 0);
  }

  /// Finds the place in the key space of every stored code of key `i`.
  void map_key(std::size_t i, const RegionFacts& region, const FactTable& table, std::int16_t year) {
    auto& map = maps_[i];
    auto& space = result_.spaces[i];
    const auto& column = desc_.columns[spec_.keys[i]];
    map.clear();
    switch (column.source) {
      case law::CodeSource::fixed:
        for (const auto& row : column.codes) map.push_back(space.add(std::string(row.code), std::string(row.label)));
        return;
      case law::CodeSource::region: map.push_back(space.add(region.region.to_text(), region.region.to_text())); return;
      case law::CodeSource::year: map.push_back(space.add(std::to_string(year), fmt::format("{}年", year))); return;
      case law::CodeSource::dictionary:
      case law::CodeSource::local: break;
    }
    const auto& dictionary = table.dictionaries[spec_.keys[i]];
    const bool prefix = column.source == law::CodeSource::local && !one_region_;
    for (std::size_t k = 0; k < dictionary.codes.size(); ++k) {
      const auto code = prefix ? region.region.to_text() + "/" + dictionary.codes[k] : dictionary.codes[k];
      map.push_back(space.add(code, dictionary.labels[k]));
    }
  }

  template <class At>
  void read_block(const FactTable& table, std::size_t begin, std::size_t count, const At& at) {
    const auto* provenance = std::get<std::vector<std::uint8_t>>(table.columns[provenance_].values).data() + begin;
    for (std::size_t i = 0; i < count; ++i) cell_[i] = provenance[at(i)];
    for (std::size_t k = 0; k < spec_.keys.size(); ++k) {
      const auto& column = table.columns[spec_.keys[k]];
      if (desc_.columns[spec_.keys[k]].width == 0) continue;
      std::visit([&](const auto& values) { add_key(values.data() + begin, count, stride_[k], at); }, column.values);
    }
    std::int64_t* rows = rows_.data();
    for (std::size_t i = 0; i < count; ++i) ++rows[cell_[i]];
    if (spec_.measure) {
      const auto& column = table.columns[*spec_.measure];
      make_room(column.largest);
      std::visit([&](const auto& values) { add_measure(values.data() + begin, column, count, at); }, column.values);
    }
  }

  template <class T, class At>
  void add_key(const T* codes, std::size_t count, std::uint32_t stride, const At& at) {
    for (std::size_t i = 0; i < count; ++i) cell_[i] += static_cast<std::uint32_t>(codes[at(i)]) * stride;
  }

  /// Sums are kept in 64 bits as long as they cannot overflow whatever the next block holds.
  void make_room(std::int64_t largest) {
    constexpr std::int64_t kSafe = INT64_MAX / static_cast<std::int64_t>(kFactBlock);
    exact_ = largest > kSafe;
    const std::int64_t block = exact_ ? 0 : largest * static_cast<std::int64_t>(kFactBlock);
    if (reach_ > INT64_MAX - block) carry();
    reach_ += block;
  }

  void carry() {
    for (std::size_t i = 0; i < sums_.size(); ++i) {
      exact_sums_[i] += sums_[i];
      sums_[i] = 0;
    }
    reach_ = 0;
  }

  template <class T, class At>
  void add_measure(const T* values, const FactColumnData& column, std::size_t count, const At& at) {
    if (exact_) {
      add_exactly(values, count, at);
    } else if (column.has_missing) {
      for (std::size_t i = 0; i < count; ++i) {
        const T value = values[at(i)];
        const bool there = value != kMissing<T>;
        sums_[cell_[i]] += there ? std::int64_t{value} : 0;
        filled_[cell_[i]] += there ? 1 : 0;
      }
    } else {
      std::int64_t* sums = sums_.data();
      std::int64_t* filled = filled_.data();
      for (std::size_t i = 0; i < count; ++i) sums[cell_[i]] += std::int64_t{values[at(i)]};
      for (std::size_t i = 0; i < count; ++i) ++filled[cell_[i]];
    }
  }

  template <class T, class At>
  void add_exactly(const T* values, std::size_t count, const At& at) {
    for (std::size_t i = 0; i < count; ++i) {
      const T value = values[at(i)];
      if (value == kMissing<T>) continue;
      exact_sums_[cell_[i]] += i128{value};
      ++filled_[cell_[i]];
    }
  }

  /// Moves what was added up since set_up() into the result.
  void flush() {
    if (stride_.empty()) return;
    carry();
    const std::size_t cells = rows_.size() / kProvenances;
    for (std::size_t cell = 0; cell < cells; ++cell) {
      ScanCell total;
      for (std::size_t p = 0; p < total.rows.size(); ++p) {
        const std::size_t at = cell * kProvenances + p;
        total.rows[p] = rows_[at];
        if (!spec_.measure) continue;
        total.sum += exact_sums_[at];
        total.filled += filled_[at];
      }
      if (total.all_rows() > 0) result_.cells[key_of(cell)].add(total);
    }
    stride_.clear();
  }

  std::uint64_t key_of(std::size_t cell) const {
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < spec_.keys.size(); ++i) {
      const std::size_t size = std::max<std::size_t>(maps_[i].size(), 1);
      key |= std::uint64_t{maps_[i][cell % size]} << (ScanResult::kBits * static_cast<int>(i));
      cell /= size;
    }
    return key;
  }

  const ScanSpec& spec_;
  const law::EntityDesc& desc_;
  const bool one_region_;
  std::size_t provenance_ = 0;
  ScanResult result_;
  std::array<std::vector<std::uint32_t>, 3> maps_;  ///< stored code → position in the key space
  std::vector<std::uint32_t> stride_;               ///< empty: nothing laid out
  std::vector<std::int64_t> rows_;
  std::vector<std::int64_t> filled_;
  std::vector<std::int64_t> sums_;
  std::vector<i128> exact_sums_;
  std::int64_t reach_ = 0;  ///< no sum in sums_ is further from zero
  bool exact_ = false;
  std::array<std::uint16_t, kFactBlock> kept_{};
  std::array<std::uint32_t, kFactBlock> cell_{};
};

}  // namespace

void ScanCell::add(const ScanCell& other) {
  sum += other.sum;
  filled += other.filled;
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] += other.rows[i];
}

std::uint32_t ScanKeySpace::add(const std::string& code, const std::string& label) {
  const auto [found, fresh] = index_.try_emplace(code, static_cast<std::uint32_t>(entries_.size()));
  if (fresh) entries_.push_back({code, label});
  return found->second;
}

ScanResult scan_facts(const FactBase& facts, const ScanSpec& spec) {
  const auto regions = facts.within(spec.place);
  FactScan scan(spec, regions.size() <= 1);
  for (const auto* region : regions) scan.read(*region);
  return scan.take();
}

void scan_rows(const FactBase& facts, const ScanSpec& spec,
               const std::function<void(const RegionFacts& region, std::size_t row)>& sink) {
  std::array<std::uint16_t, kFactBlock> kept{};
  for (const auto* region : facts.within(spec.place)) {
    const FactSelector selector(*region, spec.entity, spec.conditions);
    if (selector.nothing()) continue;
    for (const auto& range : region->table(spec.entity).years) {
      const bool wanted = spec.years.empty() || std::ranges::count(spec.years, range.year) != 0;
      if (!wanted || !selector.takes_year(range.year)) continue;
      for (std::size_t begin = range.begin; begin < range.end; begin += kFactBlock) {
        const std::size_t end = std::min<std::size_t>(begin + kFactBlock, range.end);
        const std::size_t count = selector.select(begin, end, kept.data());
        for (std::size_t i = 0; i < count; ++i) sink(*region, begin + kept[i]);
      }
    }
  }
}

}  // namespace jiheng::engine
