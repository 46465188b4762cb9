#include "app/workspace.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "app/budget_sums.h"
#include "app/facts_loader.h"
#include "app/rescore.h"
#include "model/records.h"

namespace jiheng::app {
namespace {

/// Another program would have to write as often between our reading and our writing.
constexpr int kMostWriteAttempts = 200;
/// Between two attempts a writer waits a little longer each time, up to this: about five seconds in all.
constexpr int kLongestWaitMs = 25;

/// The setting that holds by how many days the calendar of a demonstration differs from the machine's.
constexpr std::string_view kCalendarSetting = "calendar.shift-days";
constexpr std::int64_t kLongestShift = 40'000;

}  // namespace

Result<std::unique_ptr<Workspace>> Workspace::open(const WorkspaceOptions& options) {
  auto book = law::Book::open(options.law);
  if (!book) return pass(book);
  std::unique_ptr<Workspace> workspace(new Workspace);
  workspace->book_ = std::move(*book);
  workspace->machine_clock_ = options.clock ? options.clock : std::make_shared<const SystemClock>();
  workspace->clock_ = std::make_shared<CalendarClock>(workspace->machine_clock_);
  auto store = store::open({options.data, options.url, options.mode, workspace->clock_.get()});
  if (!store) return pass(store);
  workspace->store_ = std::move(*store);
  workspace->look_every_ = options.look_every;
  if (auto read = workspace->read_calendar(); !read) return pass(read);
  return workspace;
}

Result<void> Workspace::read_calendar() {
  const auto shift = store_->setting(kCalendarSetting);
  if (!shift) return pass(shift);
  if (!*shift) return {};
  std::int64_t days = 0;
  const auto [rest, failed] = std::from_chars((*shift)->data(), (*shift)->data() + (*shift)->size(), days);
  if (failed != std::errc{} || rest != (*shift)->data() + (*shift)->size() || std::abs(days) > kLongestShift)
    return fail(ErrorCode::invalid,
                fmt::format("数据库的设置 {} 应为整天数，现为“{}”", kCalendarSetting, **shift));
  clock_->shift(days);
  return {};
}

Result<void> Workspace::start_calendar(const store::Actor& actor, Date today) {
  const int days = today.days_since(beijing_date(machine_clock_->now_ms()));
  if (const auto set = store_->set_setting(actor, kCalendarSetting, std::to_string(days)); !set) return set;
  clock_->shift(days);
  return {};
}

std::shared_ptr<const engine::FactBase> Workspace::facts_of(Date day) {
  const std::shared_lock lock(facts_mutex_);
  return facts_day_ == day ? facts_ : nullptr;
}

bool Workspace::time_to_look() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  auto due = next_look_.load();
  const auto next =
      (now + std::chrono::duration_cast<std::chrono::steady_clock::duration>(look_every_)).count();
  return now.count() >= due && next_look_.compare_exchange_strong(due, next);
}

Result<std::shared_ptr<const engine::FactBase>> Workspace::facts_at_hand() {
  {
    const std::shared_lock lock(facts_mutex_);
    if (facts_) return facts_;
  }
  return facts();
}

Result<std::shared_ptr<const engine::FactBase>> Workspace::facts() {
  const Date today = beijing_date(clock_->now_ms());
  if (auto facts = facts_of(today)) {
    // What was written here must be in them; for what others may have written, nobody waits.
    const bool behind = behind_.load();
    if (!behind && (!time_to_look() || !write_mutex_.try_lock())) return facts;
    if (behind) write_mutex_.lock();
    const std::lock_guard held(write_mutex_, std::adopt_lock);
    if (!catch_up()) return facts;  // the database does not answer just now
    behind_ = false;
    if (auto newer = facts_of(today)) return newer;
    return load_all(today);
  }
  // A write that commits while the facts are read would be missing from them; so it waits.
  const std::lock_guard writing(write_mutex_);
  if (auto facts = facts_of(today)) return facts;
  return load_all(today);
}

Result<std::shared_ptr<const engine::FactBase>> Workspace::load_all(Date day) {
  const auto last =
      store_->last_audit_number();  // before the facts: what comes in between is read once more later
  if (!last) return pass(last);
  auto loaded = load_facts(*store_, book_, day);
  if (!loaded) return pass(loaded);
  facts_audit_ = *last;
  behind_ = false;
  const std::unique_lock lock(facts_mutex_);
  facts_ = std::make_shared<const engine::FactBase>(std::move(*loaded));
  facts_day_ = day;
  return facts_;
}

Result<store::WriteReport> Workspace::write(const store::Actor& actor, std::vector<store::Put> puts) {
  return write(actor, [&]() -> Result<std::vector<store::Put>> { return puts; });
}

/// Preparing and rescoring read what is then written. Within the program writes take turns; that no other
/// program wrote in between, the store finds out by the audit trail.
Result<store::WriteReport> Workspace::write_prepared(const store::Actor& actor, const Prepare& prepare,
                                                     store::PutOptions options) {
  for (int attempt = 0; attempt < kMostWriteAttempts; ++attempt) {
    const auto last = store_->last_audit_number();
    if (!last) return pass(last);
    auto puts = prepare();
    if (!puts) return pass(puts);
    const std::size_t asked = puts->size();
    auto summed = with_budget_sums(*store_, std::move(*puts));
    if (!summed) return pass(summed);
    const auto complete = rescore(*store_, book_, std::move(*summed));
    if (!complete) return pass(complete);
    options.only_after = *last;
    auto report = store_->put(actor, *complete, options);
    if (report && report->stale) {
      std::this_thread::sleep_for(std::chrono::milliseconds(std::min(attempt, kLongestWaitMs)));
      continue;
    }
    if (report) report->ids.resize(std::min(asked, report->ids.size()));
    return report;
  }
  return fail(ErrorCode::conflict, "别的程序一直在写这个数据库，这次没有写入任何内容；请稍后重试");
}

Result<store::WriteReport> Workspace::write(const store::Actor& actor, const Prepare& prepare,
                                            std::vector<std::pair<std::string, std::string>> settings) {
  const std::lock_guard writing(write_mutex_);
  auto report = write_prepared(actor, prepare, {std::nullopt, std::move(settings)});
  if (!report) return report;
  // Reading a region's rows again costs more than most writes: the next question does it, once for all of
  // those that came before it.
  if (report->inserted + report->updated + report->erased > 0) behind_ = true;
  return report;
}

/// Brings the facts up to what the store holds, whoever wrote it: the audit trail names the regions.
Result<void> Workspace::catch_up() {
  std::shared_ptr<const engine::FactBase> before;
  Date day;
  {
    const std::shared_lock lock(facts_mutex_);
    before = facts_;
    day = facts_day_;
  }
  if (!before) return {};  // nobody has asked yet
  std::vector<Region> regions;
  bool everywhere = false;
  std::int64_t last = facts_audit_;
  const auto read = store_->read_audit(facts_audit_ + 1, [&](const store::AuditEntry& entry) {
    last = entry.number;
    if (find_record(entry.record) == nullptr) return true;  // a snapshot, a setting
    const auto region = Region::of(entry.region);
    if (!region)
      everywhere = true;  // a bulk load over several
    else if (regions.empty() || regions.back() != *region)
      regions.push_back(*region);
    return true;
  });
  if (!read) return pass(read);
  std::ranges::sort(regions);
  regions.erase(std::ranges::unique(regions).begin(), regions.end());
  if (regions.empty() && !everywhere) {
    facts_audit_ = last;
    return {};
  }
  auto after =
      everywhere ? load_facts(*store_, book_, day) : refresh_facts(*before, *store_, book_, day, regions);
  if (!after) return pass(after);
  facts_audit_ = last;
  const std::unique_lock lock(facts_mutex_);
  facts_ = std::make_shared<const engine::FactBase>(std::move(*after));
  return {};
}

}  // namespace jiheng::app
