#include "store/sql_text.h"

#include <gtest/gtest.h>

#include "model/project.h"
#include "model/unit.h"
#include "store/statement_cache.h"

namespace jiheng::store {
namespace {

TEST(SqlText, AnUnknownFieldInConditionOrOrderIsAnError) {
  EXPECT_FALSE(query_sql(record_of<Unit>(), {.where = {{"nope", {std::int64_t{1}}}}}, false));
  EXPECT_FALSE(query_sql(record_of<Unit>(), {.order_by = {"name; drop table unit"}}, false));
}

TEST(SqlText, MoreValuesThanAStatementTakesAreAnError) {
  Query query{.where = {{"code", {}}}};
  query.where[0].values.assign(kMostQueryValues + 1, std::string("x"));
  EXPECT_EQ(query_sql(record_of<Unit>(), query, false).error().code, ErrorCode::usage);
}

TEST(SqlText, NumbersItsParametersAndSharesStatementsBetweenListLengths) {
  const auto of = [](std::size_t values) {
    Query query{.region = *Region::of(640323), .where = {{"code", {}}}};
    query.where[0].values.assign(values, std::string("x"));
    return query_sql(record_of<Unit>(), query, true)->sql;
  };
  EXPECT_EQ(of(1), "select count(*) from \"unit\" where region = ?1 and (code in (?2))");
  EXPECT_EQ(of(3), "select count(*) from \"unit\" where region = ?1 and (code in (?2, ?3, ?4, ?5))");
  EXPECT_EQ(of(3), of(4));
}

TEST(SqlText, WritesPlaceholdersForPostgresOutsideOfQuotes) {
  EXPECT_EQ(to_postgres("select '?1', x from t where a = ?1 and b = ?12"),
            "select '?1', x from t where a = $1 and b = $12");
}

TEST(SqlText, TheStatementsOfARecordNameEveryFieldOnce) {
  const auto sql = record_sql(record_of<Unit>());
  EXPECT_EQ(sql.select_by_key.substr(sql.select_by_key.find("where")), "where region = ?1 and code = ?2");
  EXPECT_EQ(sql.insert.substr(sql.insert.find("values")), "values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
  EXPECT_EQ(sql.update.substr(0, 34), "update \"unit\" set code = ?3, name ");
}

TEST(StatementCache, DropsTheOneUnusedLongestAndEverythingAtTheEnd) {
  std::vector<int> dropped;
  {
    StatementCache<int> cache(2, [&](int& statement) { dropped.push_back(statement); });
    EXPECT_EQ(cache.find("a"), nullptr);
    cache.insert("a", 1);
    cache.insert("b", 2);
    EXPECT_EQ(*cache.find("a"), 1);
    cache.insert("c", 3);
    EXPECT_EQ(dropped, std::vector{2});
    EXPECT_EQ(cache.find("b"), nullptr);
    EXPECT_EQ(*cache.find("c"), 3);
    EXPECT_EQ(cache.size(), 2U);
  }
  EXPECT_EQ(dropped, (std::vector{2, 3, 1}));
}

}  // namespace
}  // namespace jiheng::store
