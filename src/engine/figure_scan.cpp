#include "engine/figure_scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <unordered_set>

#include "engine/figure_select.h"

namespace jiheng::engine {
namespace {

constexpr int kProvenanceBits = 2;  // three values, and one to spare so that a cell is a shift away

/// A measure's lowest value stands for "not filled".
template <class T>
constexpr T kMissing = std::numeric_limits<T>::min();

/// How many bits hold every position below `size`.
int bits_for(std::size_t size) { return size <= 1 ? 0 : static_cast<int>(std::bit_width(size - 1)); }

/// One scan over one entity. A fact's cell is put together from bits: provenance, part, then each key; cells
/// are added up in 64 bits, several copies in turn so that equal neighbours do not wait for each other, and
/// carried over to 128 bits before they could overflow.
class FactScan {
 public:
  FactScan(const ScanSpec& spec, bool one_region)
      : spec_(spec), desc_(law::entity_desc(spec.entity)), one_region_(one_region) {
    provenance_ = desc_.index_of("provenance");
    same_everywhere_ = std::ranges::all_of(
        spec_.keys, [&](std::size_t key) { return desc_.columns[key].source == law::CodeSource::fixed; });
  }

  void read(const RegionFacts& region) {
    const FactTable& table = region.table(spec_.entity);
    const FactSelector selector(region, spec_.entity, spec_.conditions);
    if (table.size() == 0 || selector.nothing()) return;
    const FactSelector part(region, spec_.entity, spec_.part);
    for (const auto& range : table.years) {
      const bool wanted = spec_.years.empty() || std::ranges::count(spec_.years, range.year) != 0;
      if (wanted && selector.takes_year(range.year)) read_range(region, table, selector, part, range);
    }
    if (!same_everywhere_) flush();
  }

  ScanResult take() {
    flush();
    return std::move(result_);
  }

 private:
  struct Slot {
    std::int64_t sum = 0;
    std::int64_t rows = 0;
  };
  static constexpr std::size_t kCopies = 4;
  static constexpr std::size_t kMostCopiedCells = 4096;
  static constexpr int kMostBits = 22;

  void read_range(const RegionFacts& region, const FactTable& table, const FactSelector& selector,
                  const FactSelector& part, const FactTable::YearRange& range) {
    // Keys whose stored codes mean the same in every region and year need no flush between them.
    if (!same_everywhere_ || !laid_out_) {
      flush();
      lay_out(region, table, range);
    }
    for (std::size_t begin = range.begin; begin < range.end; begin += kFactBlock) {
      const std::size_t end = std::min<std::size_t>(begin + kFactBlock, range.end);
      const bool all = selector.everything();
      const std::size_t count = all ? end - begin : selector.select(begin, end, kept_.data());
      if (!spec_.part.empty()) part.mark(begin, count, all ? nullptr : kept_.data(), marks_.data());
      if (sparse_) {
        read_one_by_one(table, begin, count, all);
        continue;
      }
      if (all)
        read_block(table, begin, count, [](std::size_t i) { return i; });
      else
        read_block(table, begin, count, [this](std::size_t i) { return std::size_t{kept_[i]}; });
    }
  }

  /// Gives every combination of stored codes its cell.
  void lay_out(const RegionFacts& region, const FactTable& table, const FactTable::YearRange& range) {
    int bits = kProvenanceBits + (spec_.part.empty() ? 0 : 1);
    for (std::size_t i = 0; i < spec_.keys.size(); ++i) {
      map_key(i, region, table, range.year);
      name_twins(i, table, range);
      shifts_[i] = bits;
      bits += bits_for(maps_[i].size());
    }
    sparse_ = bits > kMostBits;
    cells_ = sparse_ ? 0 : std::size_t{1} << bits;
    copies_ = cells_ <= kMostCopiedCells ? kCopies : 1;
    slots_.assign(cells_ * copies_, {});
    missing_.assign(spec_.measure ? cells_ : 0, 0);
    sums_.assign(spec_.measure ? cells_ : 0, 0);
    laid_out_ = true;
  }

  /// Finds the place in the key space of every stored code of key `i`.
  void map_key(std::size_t i, const RegionFacts& region, const FactTable& table, std::int16_t year) {
    auto& map = maps_[i];
    auto& space = result_.spaces[i];
    const auto& column = desc_.columns[spec_.keys[i]];
    map.clear();
    switch (column.source) {
      case law::CodeSource::fixed:
        for (const auto& row : column.codes)
          map.push_back(space.add(std::string(row.code), std::string(row.label)));
        return;
      case law::CodeSource::region:
        map.push_back(space.add(region.region.to_text(), region.region.to_text()));
        return;
      case law::CodeSource::year:
        map.push_back(space.add(std::to_string(year), fmt::format("{}年", year)));
        return;
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

  /// Codes that stand several times in a dictionary were called differently over the years: the names that
  /// are in use in this range are the ones to show.
  void name_twins(std::size_t i, const FactTable& table, const FactTable::YearRange& range) {
    const auto& map = maps_[i];
    const auto& dictionary = table.dictionaries[spec_.keys[i]];
    if (map.size() < 2 || dictionary.codes.size() != map.size()) return;
    std::vector<std::uint8_t> met(map.size(), 0);
    const std::unordered_set<std::uint32_t> distinct(map.begin(), map.end());
    if (distinct.size() == map.size()) return;
    const auto& column = table.columns[spec_.keys[i]];
    for (std::size_t row = range.begin; row < range.end; ++row)
      met[static_cast<std::size_t>(column.at(row))] = 1;
    for (std::size_t k = 0; k < map.size(); ++k) {
      if (met[k] != 0) result_.spaces[i].relabel(map[k], dictionary.labels[k]);
    }
  }

  template <class At>
  void read_block(const FactTable& table, std::size_t begin, std::size_t count, const At& at) {
    find_cells(table, begin, count, at);
    if (!spec_.measure) return add_rows(count, [](std::size_t) { return std::int64_t{0}; });
    const auto& column = table.columns[*spec_.measure];
    const bool exact = make_room(column.largest);
    std::visit(
        [&](const auto& values) {
          using T = typename std::decay_t<decltype(values)>::value_type;
          const T* stored = values.data() + begin;
          if (exact) add_exactly(stored, count, at);
          if (column.has_missing) add_missing(stored, count, at);
          add_rows(count, [&](std::size_t i) {
            const T value = stored[at(i)];
            return exact || value == kMissing<T> ? std::int64_t{0} : std::int64_t{value};
          });
        },
        column.values);
  }

  /// For keys with more combinations than cells can be laid out for: straight into the result.
  void read_one_by_one(const FactTable& table, std::size_t begin, std::size_t count, bool all) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t row = begin + (all ? i : kept_[i]);
      std::uint64_t key = 0;
      for (std::size_t k = 0; k < spec_.keys.size(); ++k) {
        const bool stored = desc_.columns[spec_.keys[k]].width > 0;
        const auto code = stored ? static_cast<std::size_t>(table.columns[spec_.keys[k]].at(row)) : 0;
        key |= std::uint64_t{maps_[k][code]} << (ScanResult::kBits * static_cast<int>(k));
      }
      ScanCell one;
      one.rows[static_cast<std::size_t>(table.columns[provenance_].at(row))] = 1;
      const std::int64_t value = spec_.measure ? table.columns[*spec_.measure].at(row) : kNoValue;
      one.filled = value == kNoValue ? 0 : 1;
      one.sum = value == kNoValue ? 0 : value;
      const bool in_part = !spec_.part.empty() && marks_[i] != 0;
      one.part_rows = in_part ? 1 : 0;
      one.part_sum = in_part ? one.sum : 0;
      result_.cells[key].add(one);
    }
  }

  template <class At>
  void find_cells(const FactTable& table, std::size_t begin, std::size_t count, const At& at) {
    const auto* provenance =
        std::get<std::vector<std::uint8_t>>(table.columns[provenance_].values).data() + begin;
    for (std::size_t i = 0; i < count; ++i) cell_[i] = provenance[at(i)];
    if (!spec_.part.empty()) {
      for (std::size_t i = 0; i < count; ++i) cell_[i] |= std::uint32_t{marks_[i]} << kProvenanceBits;
    }
    for (std::size_t k = 0; k < spec_.keys.size(); ++k) {
      if (desc_.columns[spec_.keys[k]].width == 0) continue;
      const int shift = shifts_[k];
      std::visit(
          [&](const auto& values) {
            const auto* codes = values.data() + begin;
            for (std::size_t i = 0; i < count; ++i)
              cell_[i] |= static_cast<std::uint32_t>(codes[at(i)]) << shift;
          },
          table.columns[spec_.keys[k]].values);
    }
  }

  template <class ValueAt>
  void add_rows(std::size_t count, const ValueAt& value_at) {
    const std::size_t step = copies_ == kCopies ? cells_ : 0;
    std::size_t i = 0;
    for (; i + kCopies <= count; i += kCopies) {
      for (std::size_t copy = 0; copy < kCopies; ++copy) {
        Slot& slot = slots_[copy * step + cell_[i + copy]];
        slot.sum += value_at(i + copy);
        ++slot.rows;
      }
    }
    for (; i < count; ++i) {
      slots_[cell_[i]].sum += value_at(i);
      ++slots_[cell_[i]].rows;
    }
  }

  template <class T, class At>
  void add_missing(const T* values, std::size_t count, const At& at) {
    for (std::size_t i = 0; i < count; ++i) missing_[cell_[i]] += values[at(i)] == kMissing<T> ? 1 : 0;
  }

  template <class T, class At>
  void add_exactly(const T* values, std::size_t count, const At& at) {
    for (std::size_t i = 0; i < count; ++i) {
      if (values[at(i)] != kMissing<T>) sums_[cell_[i]] += i128{values[at(i)]};
    }
  }

  /// Makes sure that no 64-bit sum can overflow in the next block; true when its values are too large even
  /// for that.
  bool make_room(std::int64_t largest) {
    constexpr std::int64_t kSafe = INT64_MAX / static_cast<std::int64_t>(kFactBlock);
    if (largest > kSafe) return true;
    const std::int64_t block = largest * static_cast<std::int64_t>(kFactBlock);
    if (reach_ > INT64_MAX - block) carry();
    reach_ += block;
    return false;
  }

  void carry() {
    reach_ = 0;
    if (!spec_.measure) return;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      sums_[i % cells_] += slots_[i].sum;
      slots_[i].sum = 0;
    }
  }

  /// Moves what was added up since lay_out() into the result.
  void flush() {
    if (!laid_out_) return;
    laid_out_ = false;
    carry();
    const std::size_t parts = spec_.part.empty() ? 1 : 2;
    const std::size_t wide = parts << kProvenanceBits;
    for (std::size_t begin = 0; begin < cells_; begin += wide) {
      ScanCell total;
      for (std::size_t at = begin; at < begin + wide; ++at) {
        std::int64_t rows = 0;
        for (std::size_t copy = 0; copy < copies_; ++copy) rows += slots_[copy * cells_ + at].rows;
        const bool in_part = parts == 2 && (at - begin) >> kProvenanceBits == 1;
        const i128 sum = spec_.measure ? sums_[at] : 0;
        if (rows > 0) total.rows[at & 3U] += rows;
        total.sum += sum;
        total.filled += spec_.measure ? rows - missing_[at] : 0;
        total.part_rows += in_part ? rows : 0;
        total.part_sum += in_part ? sum : 0;
      }
      if (total.all_rows() > 0) result_.cells[key_of(begin)].add(total);
    }
  }

  std::uint64_t key_of(std::size_t cell) const {
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < spec_.keys.size(); ++i) {
      const std::size_t code = (cell >> shifts_[i]) & ((std::size_t{1} << bits_for(maps_[i].size())) - 1);
      key |= std::uint64_t{maps_[i][code]} << (ScanResult::kBits * static_cast<int>(i));
    }
    return key;
  }

  const ScanSpec& spec_;
  const law::EntityDesc& desc_;
  const bool one_region_;
  bool same_everywhere_ = true;
  bool laid_out_ = false;
  std::size_t provenance_ = 0;
  ScanResult result_;
  std::array<std::vector<std::uint32_t>, 3> maps_;  ///< stored code → position in the key space
  std::array<int, 3> shifts_{};
  bool sparse_ = false;
  std::size_t cells_ = 0;
  std::size_t copies_ = 1;
  std::vector<Slot> slots_;            ///< copies_ times cells_
  std::vector<std::int64_t> missing_;  ///< facts of a cell in which the measure is not filled
  std::vector<i128> sums_;             ///< what was carried over
  std::int64_t reach_ = 0;             ///< no sum in slots_ is further from zero
  std::array<std::uint16_t, kFactBlock> kept_{};
  std::array<std::uint8_t, kFactBlock> marks_{};
  std::array<std::uint32_t, kFactBlock> cell_{};
};

}  // namespace

void ScanCell::add(const ScanCell& other) {
  sum += other.sum;
  filled += other.filled;
  part_rows += other.part_rows;
  part_sum += other.part_sum;
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
