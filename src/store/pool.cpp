#include "store/pool.h"

namespace jiheng::store {
namespace {

constexpr std::size_t kMostIdle = 8;

}  // namespace

Result<ReadPool::Lease> ReadPool::lend() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return Lease(*this, std::move(connection));
    }
  }
  auto made = database_.connect();
  if (!made) return pass(made);
  return Lease(*this, std::move(*made));
}

void ReadPool::drop_idle() {
  const std::lock_guard lock(mutex_);
  idle_.clear();
}

void ReadPool::give_back(std::unique_ptr<Connection> connection) {
  const std::lock_guard lock(mutex_);
  if (!connection->lost() && idle_.size() < kMostIdle) idle_.push_back(std::move(connection));
}

}  // namespace jiheng::store
