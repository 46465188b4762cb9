#include "http/problem.h"

#include "base/json_writer.h"
#include "base/text.h"

namespace jiheng::http {
namespace {

struct CodeText {
  ErrorCode code;
  int status;
  std::string_view name;
  std::string_view title;
};

constexpr CodeText kCodeTexts[] = {
    {ErrorCode::usage, 400, "usage", "请求有误"},
    {ErrorCode::invalid, 422, "invalid", "内容有误"},
    {ErrorCode::not_found, 404, "not_found", "找不到"},
    {ErrorCode::conflict, 409, "conflict", "与现有内容冲突"},
    {ErrorCode::refused, 403, "refused", "不允许"},
    {ErrorCode::unavailable, 503, "unavailable", "暂时不能服务"},
    {ErrorCode::internal, 500, "internal", "服务器内部错误"},
};

struct StatusText {
  int status;
  std::string_view title;
  std::string_view detail;
};

constexpr StatusText kStatusTexts[] = {
    {400, "请求有误", "这不是有效的 HTTP 请求"},
    {401, "请先登录", "请先登录"},
    {403, "不允许", "没有权限"},
    {404, "找不到", "没有这个地址"},
    {405, "不支持这种操作", "这个地址不支持该请求方法"},
    {408, "请求超时", "请求没有在规定时间内发完"},
    {409, "与现有内容冲突", "与现有内容冲突"},
    {412, "别人刚改过", "内容已经变了；请取回现在的内容再改"},
    {413, "内容太大", "请求正文超过上限"},
    {415, "不支持这种内容", "请求正文须是 application/json"},
    {421, "地址不对", "本机服务只接受发给 localhost 或 127.0.0.1 的请求"},
    {422, "内容有误", "内容有误"},
    {428, "缺少 If-Match", "请求要带 If-Match：您看到的 etag"},
    {429, "太频繁", "请求太多，请稍后再试"},
    {431, "请求头太大", "请求头超过上限"},
    {500, "服务器内部错误", "程序出错，已记入日志；请把请求编号告诉管理员"},
    {503, "暂时不能服务", "现在太忙，请稍后再试"},
    {505, "不支持这个 HTTP 版本", "请用 HTTP/1.1"},
};

constexpr std::string_view kUnavailableDetail = "数据库没有响应，恢复后会自动重新连接；请稍后再试";

const CodeText& text_of(ErrorCode code) {
  for (const auto& row : kCodeTexts) {
    if (row.code == code) return row;
  }
  return kCodeTexts[6];
}

/// Messages repeat what was sent; of very long input its beginning says enough.
std::string told(std::string_view message) {
  constexpr std::size_t kMost = 2000;
  constexpr std::size_t kBytes = 8000;  // counting characters of megabytes is not worth it
  if (message.size() <= kMost) return std::string(message);
  const auto beginning = message.size() <= kBytes ? message : message.substr(0, kBytes);
  const auto cut = first_characters(beginning, kMost);
  return cut.size() == message.size() ? std::string(message) : std::string(cut) + "……";
}

Response document(int status, std::string_view type, std::string_view title, std::string_view detail,
                  const Findings& findings) {
  JsonWriter writer;
  writer.begin_object().member("type", type).member("title", title).member("status", std::int64_t{status});
  writer.member("detail", told(detail));
  if (!findings.empty()) {
    writer.key("errors").begin_list();
    for (const auto& finding : findings) {
      writer.begin_object().member("pointer", told(finding.where)).member("detail", told(finding.message));
      if (!finding.hint.empty()) writer.member("hint", finding.hint);
      if (!finding.rule.empty()) writer.member("rule", finding.rule);
      writer.end_object();
    }
    writer.end_list();
  }
  writer.end_object();
  Response response;
  response.status = status;
  response.content_type = "application/problem+json";
  response.body = writer.take();
  response.set("Cache-Control", "no-store");
  if (status == 503) response.set("Retry-After", "5");
  return response;
}

}  // namespace

int status_of(ErrorCode code) { return text_of(code).status; }

Response problem(const Error& error) {
  const auto& text = text_of(error.code);
  const bool own = error.code == ErrorCode::internal || error.code == ErrorCode::unavailable;
  const std::string type = std::string("urn:jiheng:problem:").append(text.name);
  if (!own) return document(text.status, type, text.title, error.message, error.findings);
  // What the system says of itself may name files, hosts and users: it goes to the log.
  Response response =
      problem(text.status, error.code == ErrorCode::unavailable ? kUnavailableDetail : std::string_view{});
  response.note = to_string(error);
  return response;
}

Response login_problem(std::string_view detail) {
  return document(401, "about:login", "请先登录", detail, {});
}

Response problem(int status, std::string_view detail) {
  for (const auto& row : kStatusTexts) {
    if (row.status == status)
      return document(status, "about:blank", row.title, detail.empty() ? row.detail : detail, {});
  }
  return document(status, "about:blank", reason_of(status), detail, {});
}

}  // namespace jiheng::http
