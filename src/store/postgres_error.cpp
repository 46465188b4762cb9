#include "store/postgres_error.h"

#include <fmt/format.h>

#include "base/text.h"

namespace jiheng::store {

bool ends_connection(std::string_view sqlstate) {
  return sqlstate.starts_with("08") || sqlstate == "57P01" || sqlstate == "57P02" || sqlstate == "57P03";
}

Error postgres_error(std::string_view sqlstate, std::string_view message, std::string_view name,
                     std::string_view sql) {
  const auto said = trim(message);
  if (sqlstate == "23505") return {ErrorCode::conflict, "与已有的记录重复", {}};
  if (sqlstate.starts_with("23") || sqlstate.starts_with("22"))
    return {ErrorCode::invalid, fmt::format("数据库拒绝了这个值：{}", said), {}};
  if (sqlstate == "53100")
    return {ErrorCode::unavailable,
            fmt::format("磁盘已满，数据库 {} 没有写入任何内容；腾出空间后可重试", name),
            {}};
  if (sqlstate.starts_with("53") || sqlstate.starts_with("58"))
    return {ErrorCode::unavailable, fmt::format("数据库 {} 资源不足：{}", name, said), {}};
  if (sqlstate.starts_with("28"))
    return {ErrorCode::refused, fmt::format("数据库 {} 拒绝登录：请检查用户名和密码", name), {}};
  if (sqlstate == "42501")
    return {ErrorCode::refused, fmt::format("数据库 {} 的用户权限不足：{}", name, said), {}};
  if (sqlstate == "25006") return {ErrorCode::unavailable, fmt::format("数据库 {} 处于只读状态", name), {}};
  if (sqlstate.starts_with("40") || sqlstate == "55P03")
    return {ErrorCode::unavailable, fmt::format("数据库 {} 忙，请稍后重试：{}", name, said), {}};
  if (ends_connection(sqlstate))
    return {ErrorCode::unavailable, fmt::format("与数据库 {} 的连接中断：{}", name, said), {}};
  return {ErrorCode::internal, fmt::format("数据库错误 {}：{}（{}）", sqlstate, said, sql), {}};
}

}  // namespace jiheng::store
