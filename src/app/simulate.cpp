#include "app/simulate.h"

#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "app/simulate_world.h"
#include "base/system_reason.h"
#include "io/csv.h"
#include "schema/columns.h"
#include "schema/field_text.h"

namespace jiheng::app {
namespace {

/// Streams the rows of T county by county, project by project, year by year.
template <class T>
class SimulatedStream {
 public:
  SimulatedStream(const SimulatedWorld& world, int years) : world_(world), years_(years) {}

  bool next(T& record) {
    while (at_ == batch_.size()) {
      batch_.clear();
      at_ = 0;
      if (!refill()) return false;
    }
    record = std::move(batch_[at_++]);
    return true;
  }

 private:
  bool refill() {
    const auto& counties = world_.counties();
    if constexpr (std::is_same_v<T, Unit>) {
      if (county_ == counties.size()) return false;
      world_.add_units(county_++, batch_);
      return true;
    } else {
      while (county_ < counties.size() && project_ >= counties[county_].end_project) {
        if (++county_ < counties.size()) project_ = counties[county_].first_project;
      }
      if (county_ == counties.size()) return false;
      if constexpr (std::is_same_v<T, Project>) {
        batch_.push_back(world_.project(counties[county_], project_));
      } else {
        for (int year = 0; year < years_; ++year) {
          if (world_.alive(project_, year)) world_.add(counties[county_], project_, year, batch_);
        }
      }
      ++project_;
      return true;
    }
  }

  const SimulatedWorld& world_;
  int years_;
  std::size_t county_ = 0;
  std::int64_t project_ = 0;
  std::vector<T> batch_;
  std::size_t at_ = 0;
};

/// Where simulated rows go, and who is told.
struct SimulatedSink {
  const SimulatedWorld& world;
  const SimulateOptions& options;
  const SimulateProgress& progress;
  SimulateReport& report;
};

constexpr std::int64_t kTellEvery = 250'000;

template <class T>
Result<void> load_simulated(store::Store& store, const SimulatedSink& sink) {
  SimulatedStream<T> stream(sink.world, sink.options.years);
  const auto& desc = record_of<T>();
  std::int64_t rows = 0;
  T record;
  const auto loaded = store.bulk_load({"cli", "simulate"}, desc, [&](Row& row) {
    if (!stream.next(record)) return false;
    row = to_row(desc, &record);
    if (++rows % kTellEvery == 0 && sink.progress) sink.progress(desc.label, rows, false);
    return true;
  });
  if (!loaded) return pass(loaded);
  sink.report.rows += *loaded;
  if (sink.progress) sink.progress(desc.label, *loaded, true);
  return {};
}

/// The code that a file writes for a reference to a unit or a project.
class SimulatedCodes {
 public:
  explicit SimulatedCodes(const SimulatedWorld& world) : world_(world) { world.add_units(0, units_); }

  std::string code(std::string_view record, std::int64_t id) const {
    if (record == "unit") return units_[static_cast<std::size_t>(id - 1)].code;
    return world_.project(world_.counties().front(), id - 1).code;
  }

 private:
  const SimulatedWorld& world_;
  std::vector<Unit> units_;
};

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

template <class T>
Result<void> write_simulated(const std::filesystem::path& folder, const SimulatedCodes& codes,
                             const SimulatedSink& sink) {
  const auto& desc = record_of<T>();
  const auto path = folder / fmt::format("{}.csv", desc.name);
  const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "wb"));
  if (!file) return fail(ErrorCode::refused, fmt::format("不能写文件 {}", path.string()));
  std::string text(io::kByteOrderMark);
  io::append_csv(text, file_header(desc));
  const auto positions = file_fields(desc);
  SimulatedStream<T> stream(sink.world, sink.options.years);
  std::int64_t rows = 0;
  std::vector<std::string> cells(positions.size());
  for (T record; stream.next(record); ++rows) {
    for (std::size_t i = 0; i < positions.size(); ++i) {
      const auto& field = desc.fields[positions[i]];
      const Value value = field.get(&record);
      const auto* id = field.options.ref.empty() ? nullptr : std::get_if<std::int64_t>(&value);
      cells[i] = id != nullptr ? codes.code(field.options.ref, *id) : write_field(field, value);
    }
    io::append_csv(text, cells);
    constexpr std::size_t kWriteAt = 1U << 20U;
    if (text.size() < kWriteAt) continue;
    if (std::fwrite(text.data(), 1, text.size(), file.get()) != text.size()) break;
    text.clear();
  }
  const bool written = std::fwrite(text.data(), 1, text.size(), file.get()) == text.size() &&
                       std::fflush(file.get()) == 0 && std::ferror(file.get()) == 0;
  if (!written)
    return fail(ErrorCode::unavailable, fmt::format("文件 {} 没有写完，磁盘可能已满", path.string()));
  sink.report.rows += rows;
  if (sink.progress) sink.progress(desc.label, rows, true);
  return {};
}

/// Calls `work` for every kind of record, what is referred to first; stops at the first error.
template <class Work>
Result<void> for_each_kind(const Work& work) {
  Result<void> done;
  const auto one = [&]<class T>(std::type_identity<T> type) {
    if (done) done = work(type);
  };
  one(std::type_identity<Unit>{});
  one(std::type_identity<Project>{});
  one(std::type_identity<BudgetLine>{});
  one(std::type_identity<Goal>{});
  one(std::type_identity<Indicator>{});
  one(std::type_identity<Monitoring>{});
  one(std::type_identity<SelfEvaluation>{});
  one(std::type_identity<Assessment>{});
  one(std::type_identity<Evaluation>{});
  one(std::type_identity<ResultUse>{});
  one(std::type_identity<Rectification>{});
  return done;
}

Result<void> check_simulation(const SimulateOptions& options) {
  constexpr int kEarliest = 1995;
  constexpr int kLatest = 2085;
  const auto wrong = [](std::string message) { return fail(ErrorCode::usage, std::move(message)); };
  if (options.projects < 1 || options.projects > kMostProjects)
    return wrong(fmt::format("项目数应为 1 到 {}", kMostProjects));
  if (options.years < 1 || options.years > kMostYears)
    return wrong(fmt::format("年数应为 1 到 {}", kMostYears));
  if (options.first_year < kEarliest || options.first_year > kLatest) {
    return wrong(fmt::format("起始年度应为 {} 到 {}", kEarliest, kLatest));
  }
  if (options.place == 0) return {};
  const auto place = Region::of(options.place);
  return place ? Result<void>{} : Result<void>{pass(place)};
}

}  // namespace

Result<SimulateReport> simulate_into(store::Store& store, const SimulateOptions& options,
                                     const SimulateProgress& progress) {
  if (const auto checked = check_simulation(options); !checked) return pass(checked);
  const auto there = store.count(record_of<Project>(), {});
  if (!there) return pass(there);
  if (*there > 0)
    return fail(ErrorCode::refused, fmt::format("库里已有 {} 个项目；模拟数据只写进空库", *there));
  const SimulatedWorld world(options);
  SimulateReport report{static_cast<std::int64_t>(world.counties().size()), 0};
  const SimulatedSink sink{world, options, progress, report};
  const auto done =
      for_each_kind([&]<class T>(std::type_identity<T>) { return load_simulated<T>(store, sink); });
  if (!done) return pass(done);
  return report;
}

Result<SimulateReport> simulate_csv(const std::filesystem::path& folder, const SimulateOptions& options,
                                    const SimulateProgress& progress) {
  if (const auto checked = check_simulation(options); !checked) return pass(checked);
  if (options.place == 0)
    return fail(ErrorCode::usage, "写成 CSV 须用 --place 指定一个区划：文件里的引用只写单位和项目编码");
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    return fail(ErrorCode::refused,
                fmt::format("不能建立文件夹 {}：{}", folder.string(), system_reason(error.value())));
  const SimulatedWorld world(options);
  SimulateReport report{1, 0};
  const SimulatedSink sink{world, options, progress, report};
  const SimulatedCodes codes(world);
  const auto done =
      for_each_kind([&]<class T>(std::type_identity<T>) { return write_simulated<T>(folder, codes, sink); });
  if (!done) return pass(done);
  return report;
}

}  // namespace jiheng::app
