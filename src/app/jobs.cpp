#include "app/jobs.h"

#include <fmt/format.h>
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <stdexcept>

namespace jiheng::app {

struct Jobs::Job {
  std::int64_t owner = 0;
  std::size_t bytes = 0;
  Work work;
  JobView view;
  std::int64_t ended_ms = 0;
  std::atomic<bool> stop{false};

  bool ended() const { return view.state == JobState::done || view.state == JobState::failed; }
};

Jobs::Jobs(const Clock& clock, JobLimits limits) : clock_(clock), limits_(limits) {}

Jobs::~Jobs() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const auto& job : jobs_) job->stop = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_) thread.join();
}

/// Nobody guesses one: 128 bits of the system's own.
std::string Jobs::new_id() const {
  std::array<unsigned char, 16> bytes{};
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    throw std::runtime_error("no randomness");
  std::string id;
  for (const auto byte : bytes) id += fmt::format("{:02x}", byte);
  return id;
}

Result<std::string> Jobs::start(std::int64_t owner, std::string_view kind, std::string title,
                                std::size_t bytes, Work work) {
  const std::lock_guard lock(mutex_);
  forget_old();
  std::size_t all = 0;
  std::size_t own = 0;
  std::size_t held = 0;
  for (const auto& job : jobs_) {
    if (job->ended()) continue;
    ++all;
    own += job->owner == owner ? 1 : 0;
    held += job->bytes;
  }
  if (own >= limits_.waiting_of_one)
    return fail(ErrorCode::unavailable, fmt::format("您还有 {} 件没有办完，等办完一件再来", own));
  if (all >= limits_.waiting || held + bytes > limits_.input_bytes)
    return fail(ErrorCode::unavailable, "现在导入导出的人太多，请过几分钟再来");
  auto job = std::make_shared<Job>();
  job->owner = owner;
  job->bytes = bytes;
  job->work = std::move(work);
  job->view.id = new_id();
  job->view.kind = kind;
  job->view.title = std::move(title);
  job->view.started_ms = clock_.now_ms();
  jobs_.push_back(job);
  queue_.push_back(job);
  if (threads_.size() < limits_.workers) threads_.emplace_back([this] { run(); });
  wake_.notify_one();
  return job->view.id;
}

void Jobs::run() {
  for (;;) {
    std::shared_ptr<Job> job;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (stopping_) return;
      job = std::move(queue_.front());
      queue_.pop_front();
      job->view.state = JobState::running;
    }
    work_on(job);
  }
}

void Jobs::work_on(const std::shared_ptr<Job>& job) {
  const Progress progress = [this, &job](std::int64_t done, std::int64_t total, std::string_view what) {
    const std::lock_guard lock(mutex_);
    job->view.done = done;
    job->view.total = total;
    job->view.what = what;
    return !job->stop;
  };
  Result<JobResult> result = fail(ErrorCode::conflict, "已停止");
  try {
    if (!job->stop) result = job->work(progress);
  } catch (const std::exception& defect) {
    result = fail(ErrorCode::internal, fmt::format("程序出错：{}", defect.what()));
  }
  Work finished;  // what it holds is let go outside the lock
  const std::lock_guard lock(mutex_);
  finished.swap(job->work);
  job->bytes = 0;
  job->ended_ms = clock_.now_ms();
  job->view.state = result ? JobState::done : JobState::failed;
  if (result) {
    job->view.result = std::make_shared<const JobResult>(std::move(*result));
    if (job->view.total > 0) job->view.done = job->view.total;
  } else {
    job->view.error = std::move(result.error());
  }
  forget_old();
}

/// Lets go what is too old, or too much, oldest first.
void Jobs::forget_old() {
  const auto now = clock_.now_ms();
  std::size_t bytes = 0;
  std::map<std::int64_t, std::size_t> of_one;
  std::vector<std::shared_ptr<Job>> kept;
  for (auto job = jobs_.rbegin(); job != jobs_.rend(); ++job) {
    if ((*job)->ended()) {
      const auto* result = (*job)->view.result.get();
      if (result != nullptr) bytes += result->file.bytes.size() + result->json.size();
      const bool old = now - (*job)->ended_ms > limits_.kept_ms;
      if (old || bytes > limits_.output_bytes || ++of_one[(*job)->owner] > limits_.kept_of_one) continue;
    }
    kept.push_back(*job);
  }
  std::ranges::reverse(kept);
  jobs_ = std::move(kept);
}

std::shared_ptr<Jobs::Job> Jobs::find_locked(std::int64_t owner, std::string_view id) {
  const auto found =
      std::ranges::find_if(jobs_, [&](const auto& job) { return job->owner == owner && job->view.id == id; });
  return found == jobs_.end() ? nullptr : *found;
}

Result<JobView> Jobs::find(std::int64_t owner, std::string_view id) {
  const std::lock_guard lock(mutex_);
  forget_old();
  if (const auto job = find_locked(owner, id)) return job->view;
  return fail(ErrorCode::not_found, "没有这件事，或者已经过期；请重新导入或下载");
}

std::vector<JobView> Jobs::list(std::int64_t owner) {
  const std::lock_guard lock(mutex_);
  forget_old();
  std::vector<JobView> views;
  for (auto job = jobs_.rbegin(); job != jobs_.rend(); ++job) {
    if ((*job)->owner != owner) continue;
    views.push_back((*job)->view);
  }
  return views;
}

Result<void> Jobs::stop(std::int64_t owner, std::string_view id) {
  const std::lock_guard lock(mutex_);
  const auto job = find_locked(owner, id);
  if (!job) return fail(ErrorCode::not_found, "没有这件事，或者已经过期");
  job->stop = true;
  if (job->ended()) std::erase(jobs_, job);
  return {};
}

}  // namespace jiheng::app
