#include "store/postgres_url.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <memory>

#include "base/text.h"

namespace jiheng::store {
namespace {

constexpr const char* kUrlForm = "数据库地址应写作 postgresql://用户[:密码]@主机[:端口]/数据库";

/// What stands between the first ':' of the user part and the last '@' of the address's authority.
std::string_view written_password(std::string_view url) {
  url.remove_prefix(url.find("://") + 3);
  const auto authority = url.substr(0, url.find_first_of("/?"));
  const auto at = authority.rfind('@');
  if (at == std::string_view::npos) return {};
  const auto user = authority.substr(0, at);
  const auto colon = user.find(':');
  return colon == std::string_view::npos ? std::string_view{} : user.substr(colon + 1);
}

}  // namespace

Result<PostgresUrl> PostgresUrl::parse(std::string_view text) {
  PostgresUrl made;
  made.url = text;
  if (!text.starts_with("postgresql://") && !text.starts_with("postgres://"))
    return fail(ErrorCode::usage, kUrlForm);
  char* reason = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
      PQconninfoParse(made.url.c_str(), &reason), PQconninfoFree);
  // libpq's reason may quote the password: it is not passed on.
  if (reason != nullptr) PQfreemem(reason);
  if (options == nullptr)
    return fail(ErrorCode::usage, fmt::format("{}；密码里的特殊字符要写成 %XX", kUrlForm));
  std::string user;
  std::string host;
  std::string port;
  std::string database;
  for (const auto* option = options.get(); option->keyword != nullptr; ++option) {
    const std::string_view keyword = option->keyword;
    const std::string value = option->val == nullptr ? "" : option->val;
    if (keyword == "user") user = value;
    if (keyword == "host") host = value;
    if (keyword == "port") port = value;
    if (keyword == "dbname") database = value;
    if (keyword == "password") made.password = value;
  }
  made.shown = fmt::format("postgresql://{}{}{}{}/{}", user, user.empty() ? "" : "@", host,
                           port.empty() ? "" : ":" + port, database);
  return made;
}

std::string PostgresUrl::without_password(std::string message) const {
  for (const std::string_view secret : {std::string_view(password), written_password(url)}) {
    if (!secret.empty()) message = replace_all(std::move(message), secret, "***");
  }
  return message;
}

}  // namespace jiheng::store
