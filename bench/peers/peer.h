#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

namespace jiheng::bench {

/// What a group-by gives: the group's code, its rows and its sum, ordered by code.
struct PeerGroup {
  std::int64_t code = 0;
  std::int64_t rows = 0;
  std::int64_t sum = 0;
  friend auto operator<=>(const PeerGroup&, const PeerGroup&) = default;
};

/// The questions, the same for everybody.
enum class PeerQuestion { sum_by_fund_type, filtered_sum_by_fund_type, sum_by_region };

/// One engine holding the same facts.
class Peer {
 public:
  virtual ~Peer() = default;
  virtual std::string name() const = 0;
  virtual Result<void> load(std::int64_t count) = 0;
  virtual Result<std::vector<PeerGroup>> ask(PeerQuestion question) = 0;
};

/// The question in SQL over facts(region, fund_type, category, goal_state, adjusted, executed), codes as
/// positions.
std::string peer_sql(PeerQuestion question);

std::unique_ptr<Peer> own_facts();
std::unique_ptr<Peer> sqlite_peer();
std::unique_ptr<Peer> postgres_peer();
/// DuckDB from the library that JIHENG_DUCKDB names; nullptr when it is not set. `threads` 0: as many as it
/// likes.
std::unique_ptr<Peer> duckdb_peer(int threads);

}  // namespace jiheng::bench
