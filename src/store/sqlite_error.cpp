#include "store/sqlite_error.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include "base/system_reason.h"

namespace jiheng::store {
namespace {

std::string reason_in_brackets(sqlite3* db) {
  const int reason = db == nullptr ? 0 : sqlite3_system_errno(db);
  return reason == 0 ? std::string() : fmt::format("（{}）", system_reason(reason));
}

Error constraint_error(sqlite3* db, int code) {
  switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID: return {ErrorCode::conflict, "与已有的记录重复", {}};
    default: return {ErrorCode::invalid, fmt::format("数据库拒绝了这个值：{}", sqlite3_errmsg(db)), {}};
  }
}

}  // namespace

Error sqlite_error(sqlite3* db, int code, std::string_view name, std::string_view sql) {
  const int extended = db != nullptr ? sqlite3_extended_errcode(db) : code;
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT: return constraint_error(db, extended);
    case SQLITE_FULL:
      return {ErrorCode::unavailable,
              fmt::format("磁盘已满，数据库 {} 没有写入任何内容；腾出空间后可重试", name),
              {}};
    case SQLITE_IOERR:
      return {ErrorCode::unavailable,
              fmt::format("读写数据库 {} 失败{}，没有写入任何内容；请检查磁盘", name, reason_in_brackets(db)),
              {}};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::unavailable, fmt::format("数据库 {} 正被另一个程序占用，请稍后重试", name), {}};
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return {ErrorCode::unavailable, fmt::format("数据库 {} 不可写{}", name, reason_in_brackets(db)), {}};
    case SQLITE_CANTOPEN:
      return {ErrorCode::unavailable, fmt::format("不能打开数据库 {}{}", name, reason_in_brackets(db)), {}};
    case SQLITE_NOTADB: return {ErrorCode::invalid, fmt::format("{} 不是数据库文件", name), {}};
    case SQLITE_CORRUPT:
      return {ErrorCode::invalid,
              fmt::format("数据库 {} 已损坏：{}；请从备份恢复", name, sqlite3_errmsg(db)),
              {}};
    case SQLITE_NOMEM: return {ErrorCode::unavailable, "内存不足", {}};
    default:
      return {
          ErrorCode::internal, fmt::format("数据库错误 {}：{}（{}）", extended, sqlite3_errmsg(db), sql), {}};
  }
}

}  // namespace jiheng::store
