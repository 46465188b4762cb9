#include "http/router.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "base/text.h"

namespace jiheng::http {
namespace {

bool is_parameter(std::string_view segment) { return segment.starts_with('{'); }

bool fits(const std::vector<std::string_view>& pattern, const std::vector<std::string_view>& path) {
  if (pattern.size() != path.size()) return false;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (is_parameter(pattern[i]) ? path[i].empty() : pattern[i] != path[i]) return false;
  }
  return true;
}

/// Where a parameter stands first, later is better: "/figures/query" before "/figures/{id}".
std::size_t first_parameter(const std::vector<std::string_view>& segments) {
  return static_cast<std::size_t>(std::ranges::find_if(segments, is_parameter) - segments.begin());
}

bool is_list(const Parameter& parameter) { return parameter.type.ends_with("[]"); }

}  // namespace

Router::Router(std::span<const Route> routes) : routes_(routes) {
  for (const auto& route : routes) patterns_.push_back({&route, split(route.path, '/')});
  std::ranges::stable_sort(patterns_, [](const Pattern& a, const Pattern& b) {
    return first_parameter(a.segments) > first_parameter(b.segments);
  });
}

Router::Found Router::find(std::string_view method, std::string_view path) const {
  const auto segments = split(path, '/');
  const std::string_view wanted = method == "HEAD" ? std::string_view("GET") : method;
  Found found;
  std::set<std::string> allowed;
  for (const auto& pattern : patterns_) {
    if (!fits(pattern.segments, segments)) continue;
    allowed.emplace(pattern.route->method);
    if (pattern.route->method == "GET") allowed.emplace("HEAD");
    if (found.route != nullptr || pattern.route->method != wanted) continue;
    found.route = pattern.route;
    for (std::size_t i = 0; i < segments.size(); ++i) {
      const auto name = pattern.segments[i];
      if (is_parameter(name)) found.parameters.emplace_back(name.substr(1, name.size() - 2), segments[i]);
    }
  }
  if (!allowed.empty()) allowed.emplace("OPTIONS");
  found.allowed.assign(allowed.begin(), allowed.end());
  return found;
}

Result<void> check_parameters(const Route& route, const Request& request) {
  Findings findings;
  std::set<std::string_view> seen;
  std::vector<std::string_view> known;
  for (const auto& parameter : route.parameters) {
    if (parameter.in == Parameter::In::query) known.push_back(parameter.name);
  }
  for (const auto& [name, value] : request.query) {
    const auto parameter = std::ranges::find(route.parameters, name, &Parameter::name);
    const std::string where = "?" + name;
    if (parameter == route.parameters.end() || parameter->in != Parameter::In::query) {
      findings.push_back(
          {"parameter.unknown", Severity::error, fmt::format("没有参数“{}”", name), where,
           known.empty() ? "这个地址没有参数" : fmt::format("可用的参数：{}", fmt::join(known, "、"))});
    } else if (!seen.insert(parameter->name).second && !is_list(*parameter)) {
      findings.push_back(
          {"parameter.twice", Severity::error, fmt::format("参数“{}”只能给一次", name), where, ""});
    } else if (parameter->type == "switch" && !value.empty() && value != "0" && value != "1") {
      findings.push_back({"parameter.bad", Severity::error, fmt::format("参数“{}”应为 1 或 0", name), where,
                          std::string(parameter->description)});
    }
  }
  for (const auto& parameter : route.parameters) {
    if (!parameter.required || parameter.in != Parameter::In::query || seen.contains(parameter.name))
      continue;
    const auto hint = parameter.example.empty() ? std::string()
                                                : fmt::format("如 {}={}", parameter.name, parameter.example);
    findings.push_back({"parameter.missing", Severity::error,
                        fmt::format("缺少参数“{}”（{}）", parameter.name, parameter.description),
                        fmt::format("?{}", parameter.name), hint});
  }
  if (findings.empty()) return {};
  std::string message = findings.front().message;
  if (findings.size() > 1) message += fmt::format("等 {} 处", findings.size());
  return fail(ErrorCode::usage, std::move(message), std::move(findings));
}

}  // namespace jiheng::http
