#include <algorithm>
#include <bit>

#include <fmt/format.h>
#include <zlib.h>

#include "engine/facts.h"
#include "engine/facts_bytes.h"

namespace jiheng::engine {
namespace {

static_assert(std::endian::native == std::endian::little, "saved facts are little-endian");

// Saved facts: magic, length of what follows unpacked, then zlib. Inside, columns and codes go by name, so
// that a later version, with other columns or more codes, still reads them.
constexpr std::string_view kFactsMagic = "JHFACTS1";
constexpr std::uint64_t kLargestExpansion = 1040;  // zlib cannot do more

void write_column(ByteWriter& out, const law::FactColumn& about, const FactColumnData& data,
                  const FactDictionary& words) {
  out.text(about.name);
  out.number(static_cast<std::uint8_t>(data.values.index()));
  std::visit([&](const auto& values) { out.array(values); }, data.values);
  const bool fixed = about.source == law::CodeSource::fixed && about.is_dimension();
  out.number(static_cast<std::uint32_t>(fixed ? about.codes.size() : words.codes.size()));
  if (fixed) {
    for (const auto& row : about.codes) out.text(row.code);
    return;
  }
  for (std::size_t i = 0; i < words.codes.size(); ++i) {
    out.text(words.codes[i]);
    out.text(words.labels[i]);
  }
}

void write_table(ByteWriter& out, const law::EntityDesc& desc, const FactTable& table) {
  out.text(desc.name);
  out.array(table.ids);
  out.array(table.names);
  out.number(static_cast<std::uint32_t>(table.years.size()));
  for (const auto& range : table.years) {
    out.number(range.year);
    out.number(range.begin);
    out.number(range.end);
  }
  out.number(static_cast<std::uint32_t>(desc.columns.size()));
  for (std::size_t i = 0; i < desc.columns.size(); ++i) {
    write_column(out, desc.columns[i], table.columns[i], table.dictionaries[i]);
  }
}

tl::unexpected<Error> damaged(std::string_view what) {
  return fail(ErrorCode::invalid, fmt::format("快照里的事实数据已损坏（{}）", what));
}

Result<std::string> unpack_facts(std::string_view bytes) {
  if (!bytes.starts_with(kFactsMagic)) return damaged("不是绩衡的快照");
  ByteReader head(bytes.substr(kFactsMagic.size()));
  const auto size = head.number<std::uint64_t>();
  if (!head.ok()) return damaged("开头不完整");
  const auto packed = bytes.substr(kFactsMagic.size() + sizeof(size));
  if (size > packed.size() * kLargestExpansion) return damaged("长度不符");
  std::string plain(size, '\0');
  uLongf got = size;
  const int code = uncompress(reinterpret_cast<Bytef*>(plain.data()), &got,
                              reinterpret_cast<const Bytef*>(packed.data()), packed.size());
  if (code != Z_OK || got != size) return damaged("无法解压");
  return plain;
}

/// Reads one saved column and puts it where this version keeps it.
class FactColumnReader {
 public:
  FactColumnReader(ByteReader& in, std::size_t rows) : in_(in), rows_(rows) {}

  void read(const law::EntityDesc& desc, FactTable& table) {
    const auto name = in_.text();
    FactColumnData data = read_values();
    const std::size_t index = desc.index_of(name);
    const law::FactColumn* about = index < desc.columns.size() ? &desc.columns[index] : nullptr;
    const bool measure = about != nullptr && !about->is_dimension();
    const bool fixed = about != nullptr && !measure && about->source == law::CodeSource::fixed;
    FactDictionary words = read_words(fixed);
    if (!in_.ok() || about == nullptr) return;
    const std::size_t stored = std::visit([](const auto& values) { return values.size(); }, data.values);
    const auto& expected = table.columns[index].values;
    if (stored != (about->width == 0 ? 0 : rows_) || data.values.index() != expected.index())
      return in_.give_up();
    if (measure)
      measure_limits(data);
    else if (about->width > 0 && !check_codes(data, words, fixed ? about : nullptr))
      return in_.give_up();
    table.columns[index] = std::move(data);
    if (!fixed) table.dictionaries[index] = std::move(words);
  }

 private:
  FactColumnData read_values() {
    FactColumnData data;
    switch (in_.number<std::uint8_t>()) {
      case 0: data.values = in_.array<std::uint8_t>(); break;
      case 1: data.values = in_.array<std::uint16_t>(); break;
      case 2: data.values = in_.array<std::uint32_t>(); break;
      case 3: data.values = in_.array<std::int16_t>(); break;
      case 4: data.values = in_.array<std::int32_t>(); break;
      case 5: data.values = in_.array<std::int64_t>(); break;
      default: in_.give_up();
    }
    return data;
  }

  FactDictionary read_words(bool fixed) {
    FactDictionary words;
    const auto count = in_.count(sizeof(std::uint32_t));
    for (std::uint32_t i = 0; i < count && in_.ok(); ++i) {
      words.codes.emplace_back(in_.text());
      if (!fixed) words.labels.emplace_back(in_.text());
    }
    return words;
  }

  static void measure_limits(FactColumnData& data) {
    const std::size_t rows = std::visit([](const auto& values) { return values.size(); }, data.values);
    for (std::size_t i = 0; i < rows; ++i) {
      const std::int64_t value = data.at(i);
      if (value == kNoValue)
        data.has_missing = true;
      else
        data.largest = std::max(data.largest, value < 0 ? -value : value);
    }
  }

  /// Every stored code must have a word; fixed codes are moved to where they stand in this version.
  static bool check_codes(FactColumnData& data, const FactDictionary& words, const law::FactColumn* fixed) {
    std::vector<std::uint8_t> moved;
    for (const auto& code : words.codes) {
      if (fixed == nullptr) break;
      const auto now = std::ranges::find(fixed->codes, code, &CodeRow::code);
      if (now == fixed->codes.end()) return false;
      moved.push_back(static_cast<std::uint8_t>(now - fixed->codes.begin()));
    }
    return std::visit(
        [&](auto& values) {
          for (auto& value : values) {
            if (static_cast<std::uint64_t>(value) >= words.codes.size()) return false;
            if (fixed != nullptr)
              value = static_cast<std::decay_t<decltype(value)>>(moved[static_cast<std::size_t>(value)]);
          }
          return true;
        },
        data.values);
  }

  ByteReader& in_;
  std::size_t rows_;
};

/// Columns of the right type and length, all at their first code or not filled, for what an older version did
/// not have.
void set_default_columns(const law::EntityDesc& desc, std::size_t rows, FactTable& table) {
  table.columns.resize(desc.columns.size());
  table.dictionaries.resize(desc.columns.size());
  for (std::size_t i = 0; i < desc.columns.size(); ++i) {
    const auto& about = desc.columns[i];
    auto& data = table.columns[i];
    data.has_missing = !about.is_dimension();
    if (about.width == 1)
      data.values = std::vector<std::uint8_t>(rows);
    else if (about.width == 2 && about.is_dimension())
      data.values = std::vector<std::uint16_t>(rows);
    else if (about.width == 4 && about.is_dimension())
      data.values = std::vector<std::uint32_t>(rows);
    else if (about.width == 2)
      data.values = std::vector<std::int16_t>(rows, INT16_MIN);
    else if (about.width == 4)
      data.values = std::vector<std::int32_t>(rows, INT32_MIN);
    else if (about.width == 8)
      data.values = std::vector<std::int64_t>(rows, kNoValue);
    const bool words = about.is_dimension() && about.width > 0 && about.source != law::CodeSource::fixed;
    if (words) table.dictionaries[i] = {{"?"}, {"（未知）"}};
  }
}

bool years_are_sound(const FactTable& table) {
  std::uint32_t next = 0;
  std::int16_t last = 0;
  for (const auto& range : table.years) {
    if (range.begin != next || range.end <= range.begin || range.year <= last) return false;
    next = range.end;
    last = range.year;
  }
  return next == table.ids.size();
}

void read_table(ByteReader& in, RegionFacts& facts) {
  const auto* desc = law::find_entity(in.text());
  FactTable table;
  table.ids = in.array<std::int64_t>();
  table.names = in.array<std::uint32_t>();
  const auto years = in.count(sizeof(std::uint16_t));
  for (std::uint32_t i = 0; i < years && in.ok(); ++i) {
    FactTable::YearRange range;
    range.year = in.number<std::int16_t>();
    range.begin = in.number<std::uint32_t>();
    range.end = in.number<std::uint32_t>();
    table.years.push_back(range);
  }
  if (!in.ok() || desc == nullptr || table.names.size() != table.ids.size() || !years_are_sound(table))
    return in.give_up();
  set_default_columns(*desc, table.ids.size(), table);
  const auto columns = in.count(sizeof(std::uint32_t));
  FactColumnReader reader(in, table.ids.size());
  for (std::uint32_t i = 0; i < columns && in.ok(); ++i) reader.read(*desc, table);
  facts.tables[static_cast<std::size_t>(desc->entity)] = std::move(table);
}

std::shared_ptr<const RegionFacts> read_region(ByteReader& in) {
  auto facts = std::make_shared<RegionFacts>();
  const auto region = Region::of(in.number<std::int32_t>());
  if (!region)
    in.give_up();
  else
    facts->region = *region;
  facts->name_text = in.text();
  facts->name_ends = in.array<std::uint32_t>();
  const bool sorted = std::ranges::is_sorted(facts->name_ends);
  if (!sorted || (!facts->name_ends.empty() && facts->name_ends.back() > facts->name_text.size()))
    in.give_up();
  facts->tables.resize(law::kEntityCount);
  for (std::size_t i = 0; i < law::kEntityCount; ++i)
    set_default_columns(law::kEntities[i], 0, facts->tables[i]);
  const auto tables = in.count(sizeof(std::uint32_t));
  for (std::uint32_t i = 0; i < tables && in.ok(); ++i) read_table(in, *facts);
  return facts;
}

}  // namespace

std::string save_facts(const FactBase& facts, Region place) {
  ByteWriter out;
  const auto regions = facts.within(place);
  out.number(static_cast<std::uint32_t>(regions.size()));
  for (const auto* region : regions) {
    out.number(region->region.code());
    out.text(region->name_text);
    out.array(region->name_ends);
    out.number(static_cast<std::uint32_t>(region->tables.size()));
    for (std::size_t i = 0; i < region->tables.size(); ++i)
      write_table(out, law::kEntities[i], region->tables[i]);
  }
  const std::string plain = out.take();
  uLongf size = compressBound(plain.size());
  std::string packed(size, '\0');
  compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(plain.data()),
            plain.size(), 6);
  packed.resize(size);
  ByteWriter head;
  head.number(static_cast<std::uint64_t>(plain.size()));
  return std::string(kFactsMagic) + head.take() + packed;
}

Result<FactBase> load_saved_facts(std::string_view bytes) {
  const auto plain = unpack_facts(bytes);
  if (!plain) return pass(plain);
  ByteReader in(*plain);
  std::vector<std::shared_ptr<const RegionFacts>> regions;
  const auto count = in.count(sizeof(std::uint32_t));
  for (std::uint32_t i = 0; i < count && in.ok(); ++i) {
    auto facts = read_region(in);
    const bool again =
        std::ranges::any_of(regions, [&](const auto& other) { return other->region == facts->region; });
    if (again) in.give_up();
    regions.push_back(std::move(facts));
  }
  if (!in.ok() || !in.at_end()) return damaged("内容不完整或前后矛盾");
  return FactBase(std::move(regions));
}

}  // namespace jiheng::engine
