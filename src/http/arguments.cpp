#include "http/arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "app/figures.h"
#include "base/text.h"
#include "http/negotiate.h"
#include "law/fact_entity.h"

namespace jiheng::http {
namespace {

constexpr std::size_t kMostCodes = 1000;

Result<Scope> open_scope(const Context& context, Region place, FiscalYear year, std::string_view snapshot) {
  auto view = app::open_view(context.workspace, snapshot);
  if (!view) return pass(view);
  if (const auto fine = app::check_scope(*view, place, year); !fine) return pass(fine);
  return Scope{place, year, std::move(*view)};
}

tl::unexpected<Error> bad_parameter(std::string_view name, std::string message) {
  Finding finding{"parameter.bad", Severity::error, message, fmt::format("?{}", name), ""};
  return fail(ErrorCode::usage, std::move(message), {std::move(finding)});
}

Result<engine::Filter> parse_filter(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) {
    return bad_parameter("filter", fmt::format("筛选“{}”写法不对，应如 fund_type:11,12", text));
  }
  engine::Filter filter;
  filter.dimension = text.substr(0, colon);
  if (!is_dimension(filter.dimension))
    return bad_parameter("filter", fmt::format("没有维度“{}”", filter.dimension));
  for (const auto code : split(text.substr(colon + 1), ',')) {
    if (!code.empty()) filter.codes.emplace_back(code);
  }
  if (filter.codes.empty() || filter.codes.size() > kMostCodes) {
    return bad_parameter("filter", fmt::format("筛选“{}”须有 1 至 {} 个取值", filter.dimension, kMostCodes));
  }
  return filter;
}

}  // namespace

Result<Region> read_place(std::string_view text) {
  auto place = Region::parse(text);
  if (!place) return bad_parameter("place", fmt::format("place“{}”不是 6 位区划代码，如 640323", text));
  return place;
}

Result<FiscalYear> read_year(std::string_view text) {
  auto year = FiscalYear::parse(text);
  if (!year) return bad_parameter("year", fmt::format("year“{}”不是年度，如 2022", text));
  return year;
}

Result<Date> read_date(const Request& request, std::string_view name, Date fallback) {
  const auto text = request.parameter(name);
  if (!text || text->empty()) return fallback;
  auto date = Date::parse(*text);
  if (!date) return bad_parameter(name, fmt::format("{}“{}”不是日期，如 2022-12-31", name, *text));
  return date;
}

Result<Scope> read_scope(const Context& context, const Request& request) {
  const auto place = read_place(request.parameter("place").value_or(""));
  if (!place) return pass(place);
  const auto year = read_year(request.parameter("year").value_or(""));
  if (!year) return pass(year);
  return open_scope(context, *place, *year, request.parameter("snapshot").value_or(""));
}

Result<Scope> read_scope(const Context& context, const Node& body) {
  const Node* place_node = body.find("place");
  const Node* year_node = body.find("year");
  const auto place =
      Region::parse(place_node != nullptr && place_node->kind == Node::Kind::string ? place_node->text : "");
  const auto year =
      FiscalYear::parse(year_node != nullptr && year_node->kind == Node::Kind::number ? year_node->text : "");
  const Node* snapshot = body.find("snapshot");
  Findings findings;
  if (!place)
    findings.push_back(
        {"body.place", Severity::error, "须是 6 位区划代码的文本，如 \"640323\"", "/place", ""});
  if (!year) findings.push_back({"body.year", Severity::error, "须是年度的数字，如 2022", "/year", ""});
  if (snapshot != nullptr && !snapshot->is_null() && snapshot->kind != Node::Kind::string) {
    findings.push_back({"body.snapshot", Severity::error, "须是快照编号的文本，或 null", "/snapshot", ""});
  }
  if (!findings.empty()) return fail(ErrorCode::invalid, "请求正文有误", std::move(findings));
  const bool frozen = snapshot != nullptr && !snapshot->is_null();
  return open_scope(context, *place, *year, frozen ? std::string_view(snapshot->text) : std::string_view{});
}

bool is_dimension(std::string_view name) {
  return std::ranges::any_of(law::kEntities, [&](const law::EntityDesc& desc) {
    const auto* column = desc.find(name);
    return column != nullptr && column->is_dimension();
  });
}

Result<std::vector<engine::Filter>> read_filters(const Request& request) {
  std::vector<engine::Filter> filters;
  for (const auto text : request.parameters("filter")) {
    auto filter = parse_filter(text);
    if (!filter) return pass(filter);
    filters.push_back(std::move(*filter));
  }
  return filters;
}

Result<std::int64_t> read_number(const Request& request, std::string_view name, std::int64_t fallback,
                                 std::int64_t least, std::int64_t most) {
  const auto text = request.parameter(name);
  if (!text || text->empty()) return fallback;
  std::int64_t value = 0;
  const auto [end, failed] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (failed != std::errc{} || end != text->data() + text->size() || value < least || value > most) {
    return bad_parameter(name, fmt::format("{}“{}”须是 {} 至 {} 的整数", name, *text, least, most));
  }
  return value;
}

Result<std::string_view> read_form(const Request& request, std::span<const Form> forms) {
  const auto named = request.parameter("format");
  if (named && !named->empty()) {
    const auto found = std::ranges::find(forms, *named, &Form::name);
    if (found != forms.end()) return found->name;
    std::string names;
    for (const auto& form : forms) names.append(names.empty() ? "" : "、").append(form.name);
    return bad_parameter("format", fmt::format("没有格式“{}”；可用：{}", *named, names));
  }
  std::vector<std::string_view> media;
  for (const auto& form : forms) media.push_back(form.media);
  const auto chosen = choose_media(request.header("accept"), media);
  const auto found = std::ranges::find(forms, chosen, &Form::media);
  // Who accepts none of them gets the usual form rather than a refusal: RFC 9110 §15.5.7 allows it.
  return found == forms.end() ? forms.front().name : found->name;
}

Result<bool> wants_csv(const Request& request) {
  static constexpr std::array kForms{Form{"json", "application/json"}, Form{"csv", "text/csv"}};
  const auto form = read_form(request, kForms);
  if (!form) return pass(form);
  return *form == "csv";
}

}  // namespace jiheng::http
