// The same group-by on our facts, SQLite, PostgreSQL and, where JIHENG_DUCKDB names its library, DuckDB, in
// one run:
//   jiheng_peers [rows] [runs]
// Every engine must give the same groups; the table shows medians, and how many times longer than our facts.

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstring>

#include "engine/figure.h"
#include "facts_data.h"
#include "law/book.h"
#include "peer.h"

namespace jiheng::bench {

std::string peer_sql(PeerQuestion question) {
  // Positions of the codes: category "3" and goal state "approved" are both the fourth.
  switch (question) {
    case PeerQuestion::sum_by_fund_type:
      return "select fund_type, count(*), sum(adjusted) from facts group by fund_type order by 1";
    case PeerQuestion::filtered_sum_by_fund_type:
      return "select fund_type, count(*), sum(adjusted) from facts where category = 3 and goal_state = 3 "
             "group by fund_type order by 1";
    case PeerQuestion::sum_by_region:
      return "select region, count(*), sum(adjusted) from facts group by region order by 1";
  }
  return {};
}

namespace {

class OwnFacts final : public Peer {
 public:
  std::string name() const override { return "绩衡 facts"; }

  Result<void> load(std::int64_t count) override {
    auto book = law::Book::embedded();
    if (!book) return pass(book);
    book_ = std::move(*book);
    facts_ = make_facts(count);
    return {};
  }

  Result<std::vector<PeerGroup>> ask(PeerQuestion question) override {
    engine::FigureQuery query{"project.amount", Region{}, *FiscalYear::of(kBenchYear), {"fund_type"}, {}};
    if (question == PeerQuestion::sum_by_region) query.by = {"region"};
    if (question == PeerQuestion::filtered_sum_by_fund_type)
      query.filters = {{"category", {"3"}}, {"goal_state", {"approved"}}};
    const auto answer = engine::ask(facts_, book_, query);
    if (!answer) return pass(answer);
    std::vector<PeerGroup> groups;
    for (const auto& group : answer->groups) {
      const auto& code = group.codes[0];
      std::int64_t number = 0;
      std::from_chars(code.data(), code.data() + code.size(), number);
      if (question != PeerQuestion::sum_by_region) number = position(code);
      groups.push_back({number, group.value.rows, *group.value.value});
    }
    std::ranges::sort(groups);
    return groups;
  }

 private:
  static std::int64_t position(std::string_view code) {
    const auto& codes = law::entity_desc(law::Entity::project_year).find("fund_type")->codes;
    return std::ranges::find(codes, code, &CodeRow::code) - codes.begin();
  }

  law::Book book_;
  engine::FactBase facts_;
};

class SqlitePeer final : public Peer {
 public:
  ~SqlitePeer() override { sqlite3_close(db_); }
  std::string name() const override { return fmt::format("SQLite {}（内存）", sqlite3_libversion()); }

  Result<void> load(std::int64_t count) override {
    sqlite3_open(":memory:", &db_);
    run("create table facts (region integer, fund_type integer, category integer, goal_state integer, "
        "adjusted integer, executed integer)");
    run("begin");
    sqlite3_stmt* insert = nullptr;
    sqlite3_prepare_v2(db_, "insert into facts values (?1,?2,?3,?4,?5,?6)", -1, &insert, nullptr);
    draw_facts(count, [&](const BenchFact& fact) {
      int at = 1;
      for (const auto value : {std::int64_t{fact.region}, fact.fund_type, fact.category, fact.goal_state,
                               fact.adjusted, fact.executed}) {
        sqlite3_bind_int64(insert, at++, value);
      }
      sqlite3_step(insert);
      sqlite3_reset(insert);
    });
    sqlite3_finalize(insert);
    run("commit");
    return {};
  }

  Result<std::vector<PeerGroup>> ask(PeerQuestion question) override {
    sqlite3_stmt* select = nullptr;
    if (sqlite3_prepare_v2(db_, peer_sql(question).c_str(), -1, &select, nullptr) != SQLITE_OK) {
      return fail(ErrorCode::internal, sqlite3_errmsg(db_));
    }
    std::vector<PeerGroup> groups;
    while (sqlite3_step(select) == SQLITE_ROW) {
      groups.push_back({sqlite3_column_int64(select, 0), sqlite3_column_int64(select, 1),
                        sqlite3_column_int64(select, 2)});
    }
    sqlite3_finalize(select);
    return groups;
  }

 private:
  void run(const char* sql) { sqlite3_exec(db_, sql, nullptr, nullptr, nullptr); }
  sqlite3* db_ = nullptr;
};

double seconds_of(Peer& peer, PeerQuestion question, std::vector<PeerGroup>& groups) {
  const auto begun = std::chrono::steady_clock::now();
  auto answer = peer.ask(question);
  const auto spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  if (!answer) fmt::print(stderr, "{}: {}\n", peer.name(), answer.error().message);
  groups = answer ? std::move(*answer) : std::vector<PeerGroup>{};
  return spent;
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

/// Asks everybody in turn, `runs` times; false when somebody's groups differ from ours.
bool compare(std::vector<std::unique_ptr<Peer>>& peers, PeerQuestion question, std::string_view title,
             int runs) {
  std::vector<std::vector<double>> seconds(peers.size());
  std::vector<PeerGroup> ours;
  std::vector<PeerGroup> theirs;
  bool same = true;
  for (int run = 0; run <= runs; ++run) {  // the first one warms up
    for (std::size_t i = 0; i < peers.size(); ++i) {
      const double spent = seconds_of(*peers[i], question, i == 0 ? ours : theirs);
      if (run > 0) seconds[i].push_back(spent);
      if (i > 0 && theirs != ours) {
        fmt::print(stderr, "{} answers differently\n", peers[i]->name());
        same = false;
      }
    }
  }
  const double own = median(seconds[0]);
  for (std::size_t i = 0; i < peers.size(); ++i) {
    const double spent = median(seconds[i]);
    fmt::print("| {} | {} | {:.2f} | {:.1f} |\n", title, peers[i]->name(), spent * 1000, spent / own);
  }
  return same;
}

}  // namespace

std::unique_ptr<Peer> own_facts() { return std::make_unique<OwnFacts>(); }
std::unique_ptr<Peer> sqlite_peer() { return std::make_unique<SqlitePeer>(); }

int run_peers(std::int64_t rows, int runs) {
  std::vector<std::unique_ptr<Peer>> peers;
  peers.push_back(own_facts());
  peers.push_back(sqlite_peer());
  peers.push_back(postgres_peer());
  for (const int threads : {1, 0}) {
    if (auto duckdb = duckdb_peer(threads)) peers.push_back(std::move(duckdb));
  }
  for (auto& peer : peers) {
    fmt::print(stderr, "loading {}\n", peer->name());
    if (const auto loaded = peer->load(rows); !loaded) {
      fmt::print(stderr, "{}\n", to_string(loaded.error()));
      return 1;
    }
  }
  fmt::print("{} rows, median of {} runs\n\n| question | engine | ms | × |\n|---|---|---|---|\n", rows, runs);
  const bool same =
      compare(peers, PeerQuestion::sum_by_fund_type, "sum by fund type", runs) &
      compare(peers, PeerQuestion::filtered_sum_by_fund_type, "two conditions, sum by fund type", runs) &
      compare(peers, PeerQuestion::sum_by_region, "sum by region", runs);
  return same ? 0 : 1;
}

}  // namespace jiheng::bench

int main(int argc, char** argv) {
  const auto number = [&](int at, std::int64_t otherwise) {
    std::int64_t value = otherwise;
    if (argc > at) std::from_chars(argv[at], argv[at] + std::strlen(argv[at]), value);
    return value;
  };
  return jiheng::bench::run_peers(number(1, 1'000'000), static_cast<int>(number(2, 7)));
}
