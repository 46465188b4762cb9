#include "store/postgres_db.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include "base/text.h"
#include "store/postgres_connection.h"
#include "store/postgres_error.h"

namespace jiheng::store {
namespace {

constexpr int kOldestServer = 130000;

/// Dates as ISO text, no notices, and no endless wait for somebody else's lock.
constexpr const char* kSessionSettings =
    "set datestyle = 'ISO, YMD'; set bytea_output = 'hex'; set client_min_messages = 'warning'; set "
    "lock_timeout = '10s'";

class PostgresDatabase final : public Database {
 public:
  explicit PostgresDatabase(PostgresUrl url) : url_(std::move(url)) {}

  SqlDialect dialect() const override { return SqlDialect::postgres; }
  std::string name() const override { return url_.shown; }

  Result<std::unique_ptr<Connection>> connect() override {
    // What stands before dbname the address may override; what stands after it may not be overridden.
    const char* const keywords[] = {"connect_timeout", "tcp_user_timeout", "application_name",
                                    "dbname",          "client_encoding",  nullptr};
    const char* const values[] = {"10", "30000", "jiheng", url_.url.c_str(), "UTF8", nullptr};
    PgHandle handle(PQconnectdbParams(keywords, values, 1), PQfinish);
    if (PQstatus(handle.get()) != CONNECTION_OK)
      return tl::unexpected(connect_error(PQerrorMessage(handle.get())));
    PQsetNoticeProcessor(handle.get(), [](void*, const char*) {}, nullptr);
    if (PQserverVersion(handle.get()) < kOldestServer) {
      return fail(ErrorCode::refused,
                  fmt::format("数据库 {} 的 PostgreSQL 版本太旧，需要 13 或更新", url_.shown));
    }
    const char* encoding = PQparameterStatus(handle.get(), "server_encoding");
    if (encoding == nullptr || std::string_view(encoding) != "UTF8") {
      return fail(ErrorCode::refused, fmt::format("数据库 {} 的编码不是 UTF8", url_.shown));
    }
    auto connection = postgres_connection(std::move(handle), url_.shown);
    if (auto done = connection->script(kSessionSettings); !done) return pass(done);
    return connection;
  }

 private:
  Error connect_error(const char* said) const {
    const std::string message = url_.without_password(std::string(trim(said)));
    if (message.find("authentication failed") != std::string::npos ||
        message.find("no password supplied") != std::string::npos) {
      return {ErrorCode::refused, fmt::format("数据库 {} 拒绝登录：请检查用户名和密码", url_.shown), {}};
    }
    return {ErrorCode::unavailable, fmt::format("连接不上数据库 {}：{}", url_.shown, message), {}};
  }

  PostgresUrl url_;
};

}  // namespace

std::unique_ptr<Database> postgres_database(PostgresUrl url) {
  return std::make_unique<PostgresDatabase>(std::move(url));
}

}  // namespace jiheng::store
