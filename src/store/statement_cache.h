#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace jiheng::store {

/// Prepared statements of one connection by their SQL text; the one unused longest makes room for a new one.
template <class Statement>
class StatementCache {
 public:
  /// `drop` is given each statement that has to go.
  StatementCache(std::size_t capacity, std::function<void(Statement&)> drop)
      : capacity_(capacity), drop_(std::move(drop)) {}
  StatementCache(const StatementCache&) = delete;
  StatementCache& operator=(const StatementCache&) = delete;
  ~StatementCache() { clear(); }

  /// The statement of that text, now the one used last; nullptr when there is none.
  Statement* find(std::string_view sql) {
    const auto found = by_sql_.find(sql);
    if (found == by_sql_.end()) return nullptr;
    used_.splice(used_.begin(), used_, found->second);
    return &found->second->second;
  }

  /// Keeps `statement`, which find() did not know.
  Statement& insert(std::string_view sql, Statement statement) {
    if (used_.size() >= capacity_) {
      drop_(used_.back().second);
      by_sql_.erase(used_.back().first);
      used_.pop_back();
    }
    used_.emplace_front(std::string(sql), std::move(statement));
    by_sql_.emplace(used_.front().first, used_.begin());
    return used_.front().second;
  }

  void clear() {
    for (auto& [sql, statement] : used_) drop_(statement);
    by_sql_.clear();
    used_.clear();
  }

  std::size_t size() const { return used_.size(); }

 private:
  using Entry = std::pair<std::string, Statement>;
  std::size_t capacity_;
  std::function<void(Statement&)> drop_;
  std::list<Entry> used_;
  std::unordered_map<std::string_view, typename std::list<Entry>::iterator> by_sql_;
};

}  // namespace jiheng::store
