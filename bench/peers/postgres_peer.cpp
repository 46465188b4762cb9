#include <libpq-fe.h>

#include <cstdlib>

#include "facts_data.h"
#include "peer.h"
#include "support/postgres.h"

namespace jiheng::bench {
namespace {

/// A private server, as the tests start it; settings as the package brings them, but no fsync.
class PostgresPeer final : public Peer {
 public:
  ~PostgresPeer() override { PQfinish(connection_); }
  std::string name() const override { return "PostgreSQL 15"; }

  Result<void> load(std::int64_t count) override {
    connection_ = PQconnectdb(testing::Postgres::shared().create_database().c_str());
    if (PQstatus(connection_) != CONNECTION_OK)
      return fail(ErrorCode::unavailable, PQerrorMessage(connection_));
    run("create unlogged table facts (region integer, fund_type smallint, category smallint, goal_state "
        "smallint, adjusted bigint, executed bigint)");
    PQclear(PQexec(connection_, "copy facts from stdin"));
    std::string text;
    draw_facts(count, [&](const BenchFact& fact) {
      constexpr std::size_t kSendAt = 1U << 20U;
      text += std::to_string(fact.region) + "\t" + std::to_string(fact.fund_type) + "\t" +
              std::to_string(fact.category) + "\t" + std::to_string(fact.goal_state) + "\t" +
              std::to_string(fact.adjusted) + "\t" + std::to_string(fact.executed) + "\n";
      if (text.size() > kSendAt) send(text);
    });
    send(text);
    PQputCopyEnd(connection_, nullptr);
    PGresult* result = PQgetResult(connection_);
    const bool good = PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
    while ((result = PQgetResult(connection_)) != nullptr) PQclear(result);
    if (!good) return fail(ErrorCode::unavailable, PQerrorMessage(connection_));
    run("vacuum analyze facts");
    return {};
  }

  Result<std::vector<PeerGroup>> ask(PeerQuestion question) override {
    PGresult* result = PQexec(connection_, peer_sql(question).c_str());
    if (PQresultStatus(result) != PGRES_TUPLES_OK) {
      PQclear(result);
      return fail(ErrorCode::internal, PQerrorMessage(connection_));
    }
    std::vector<PeerGroup> groups;
    for (int i = 0; i < PQntuples(result); ++i)
      groups.push_back({cell(result, i, 0), cell(result, i, 1), cell(result, i, 2)});
    PQclear(result);
    return groups;
  }

 private:
  static std::int64_t cell(const PGresult* result, int row, int column) {
    return std::strtoll(PQgetvalue(result, row, column), nullptr, 10);
  }
  void run(const char* sql) { PQclear(PQexec(connection_, sql)); }
  void send(std::string& text) {
    PQputCopyData(connection_, text.data(), static_cast<int>(text.size()));
    text.clear();
  }

  PGconn* connection_ = nullptr;
};

}  // namespace

std::unique_ptr<Peer> postgres_peer() { return std::make_unique<PostgresPeer>(); }

}  // namespace jiheng::bench
