#include "duckdb_api.h"
#include "facts_data.h"
#include "peer.h"

namespace jiheng::bench {
namespace {

class DuckPeer final : public Peer {
 public:
  DuckPeer(const DuckFunctions& duck, int threads) : duck_(duck), threads_(threads) {}
  ~DuckPeer() override {
    duck_.disconnect(&connection_);
    duck_.close(&database_);
  }

  std::string name() const override {
    return std::string("DuckDB ") + duck_.library_version() + (threads_ == 1 ? "（1 线程）" : "（全部线程）");
  }

  Result<void> load(std::int64_t count) override {
    if (duck_.open(nullptr, &database_) != 0 || duck_.connect(database_, &connection_) != 0) {
      return fail(ErrorCode::unavailable, "DuckDB does not open");
    }
    if (threads_ > 0) run("set threads = " + std::to_string(threads_));
    run("create table facts (region integer, fund_type utinyint, category utinyint, goal_state utinyint, "
        "adjusted bigint, executed bigint)");
    Handle appender = nullptr;
    duck_.appender_create(connection_, nullptr, "facts", &appender);
    draw_facts(count, [&](const BenchFact& fact) {
      for (const auto value : {std::int64_t{fact.region}, fact.fund_type, fact.category, fact.goal_state,
                               fact.adjusted, fact.executed}) {
        duck_.append_int64(appender, value);
      }
      duck_.appender_end_row(appender);
    });
    duck_.appender_destroy(&appender);
    return {};
  }

  Result<std::vector<PeerGroup>> ask(PeerQuestion question) override {
    DuckResult result{};
    std::vector<PeerGroup> groups;
    if (duck_.query(connection_, peer_sql(question).c_str(), &result) != 0) {
      const std::string message = duck_.result_error(&result);
      duck_.destroy_result(&result);
      return fail(ErrorCode::internal, message);
    }
    for (std::uint64_t i = 0; i < duck_.row_count(&result); ++i) {
      groups.push_back({duck_.value_int64(&result, 0, i), duck_.value_int64(&result, 1, i),
                        duck_.value_int64(&result, 2, i)});
    }
    duck_.destroy_result(&result);
    return groups;
  }

 private:
  void run(const std::string& sql) {
    DuckResult result{};
    duck_.query(connection_, sql.c_str(), &result);
    duck_.destroy_result(&result);
  }

  DuckFunctions duck_;
  int threads_;
  Handle database_ = nullptr;
  Handle connection_ = nullptr;
};

}  // namespace

std::unique_ptr<Peer> duckdb_peer(int threads) {
  const auto duck = find_duckdb();
  if (!duck) return nullptr;
  return std::make_unique<DuckPeer>(*duck, threads);
}

}  // namespace jiheng::bench
