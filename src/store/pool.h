#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "store/db.h"

namespace jiheng::store {

/// The connections that reads use: each is lent to one thread at a time and kept for the next. More are made
/// when all are lent, so that a read inside another read's sink does not wait for itself.
class ReadPool {
 public:
  explicit ReadPool(Database& database) : database_(database) {}

  /// A lent connection; given back when it goes.
  class Lease {
   public:
    Lease(ReadPool& pool, std::unique_ptr<Connection> connection)
        : pool_(&pool), connection_(std::move(connection)) {}
    Lease(Lease&&) = default;
    Lease& operator=(Lease&&) = default;
    ~Lease() {
      if (connection_ != nullptr) pool_->give_back(std::move(connection_));
    }
    Connection& operator*() const { return *connection_; }
    Connection* operator->() const { return connection_.get(); }

   private:
    ReadPool* pool_;
    std::unique_ptr<Connection> connection_;
  };

  Result<Lease> lend();
  /// Forgets the idle connections, after one turned out to be broken.
  void drop_idle();

 private:
  void give_back(std::unique_ptr<Connection> connection);

  Database& database_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace jiheng::store
