#include "http/list_export.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/node.h"
#include "base/text.h"
#include "http/answers.h"
#include "http/problem.h"
#include "io/sheet_writer.h"

namespace jiheng::http {
namespace {

constexpr auto kAsCount = FieldKind::integer;
constexpr auto kAsMoney = FieldKind::money;
constexpr auto kAsText = FieldKind::text;
constexpr auto kAsDate = FieldKind::date;
constexpr auto kAsYesNo = FieldKind::boolean;

constexpr std::array kGoalColumns{ListColumn{"project.code", "项目编码", kAsText, 24},
                                  ListColumn{"project.name", "项目名称", kAsText, 36},
                                  ListColumn{"unit_name", "预算单位", kAsText, 24},
                                  ListColumn{"department_name", "主管部门", kAsText, 20},
                                  ListColumn{"state_label", "步骤", kAsText, 14},
                                  ListColumn{"version", "版本", kAsCount, 6},
                                  ListColumn{"amount", "申报金额", kAsMoney, 16, true},
                                  ListColumn{"confirmed.finance", "财务已确认", kAsYesNo, 10},
                                  ListColumn{"confirmed.project", "业务已确认", kAsYesNo, 10},
                                  ListColumn{"findings.error", "错误", kAsCount, 8, true},
                                  ListColumn{"findings.warning", "提示", kAsCount, 8, true},
                                  ListColumn{"vagueness", "泛指标化指数", kAsText, 12}};
constexpr std::array kProjectColumns{ListColumn{"code", "项目编码", kAsText, 24},
                                     ListColumn{"name", "项目名称", kAsText, 36},
                                     ListColumn{"unit_code", "单位编码", kAsText, 10},
                                     ListColumn{"unit_name", "预算单位", kAsText, 24},
                                     ListColumn{"department_name", "主管部门", kAsText, 20},
                                     ListColumn{"category_label", "项目类别", kAsText, 12},
                                     ListColumn{"kind_label", "新增延续", kAsText, 8},
                                     ListColumn{"sector", "行业", kAsText, 12},
                                     ListColumn{"function_class", "功能分类", kAsText, 10},
                                     ListColumn{"function_class_label", "功能分类名称", kAsText, 20},
                                     ListColumn{"first_year", "起始年度", kAsCount, 8},
                                     ListColumn{"last_year", "终止年度", kAsCount, 8},
                                     ListColumn{"fund_types.label", "资金性质", kAsText, 24},
                                     ListColumn{"initial", "年初预算数", kAsMoney, 16, true},
                                     ListColumn{"adjusted", "全年预算数", kAsMoney, 16, true},
                                     ListColumn{"executed", "全年执行数", kAsMoney, 16, true},
                                     ListColumn{"goal_state_label", "绩效目标", kAsText, 10},
                                     ListColumn{"provenance_label", "数据来历", kAsText, 10}};
constexpr std::array kReleaseColumns{ListColumn{"document_number", "文号", kAsText, 24},
                                     ListColumn{"on", "日期", kAsDate, 12},
                                     ListColumn{"title", "标题", kAsText, 36},
                                     ListColumn{"lines.project.code", "项目编码", kAsText, 24},
                                     ListColumn{"lines.project.name", "项目名称", kAsText, 36},
                                     ListColumn{"lines.fund_type_label", "资金性质", kAsText, 14},
                                     ListColumn{"lines.fund_tag_label", "资金标签", kAsText, 14},
                                     ListColumn{"lines.amount", "下达金额", kAsMoney, 16, true},
                                     ListColumn{"lines.goal_version", "绩效目标版本", kAsCount, 10},
                                     ListColumn{"by_name", "登记人", kAsText, 12}};
constexpr std::array kWorkColumns{ListColumn{"process_label", "事项", kAsText, 10},
                                  ListColumn{"title", "名称", kAsText, 36},
                                  ListColumn{"project_code", "项目编码", kAsText, 24},
                                  ListColumn{"unit_name", "单位", kAsText, 24},
                                  ListColumn{"state_label", "步骤", kAsText, 14},
                                  ListColumn{"why", "说明", kAsText, 36},
                                  ListColumn{"due_on", "期限", kAsDate, 12},
                                  ListColumn{"days_left", "剩余天数", kAsCount, 8},
                                  ListColumn{"since", "到达时间", kAsText, 24},
                                  ListColumn{"amount", "金额", kAsMoney, 16, true},
                                  ListColumn{"findings.error", "错误", kAsCount, 8},
                                  ListColumn{"findings.warning", "提示", kAsCount, 8},
                                  ListColumn{"own_step.label", "我办的", kAsText, 12},
                                  ListColumn{"own_step.opinion", "我的意见", kAsText, 36},
                                  ListColumn{"own_step.at", "我办的时间", kAsText, 24}};
constexpr std::array kUserColumns{
    ListColumn{"account", "账号", kAsText, 16},         ListColumn{"name", "姓名", kAsText, 12},
    ListColumn{"unit_name", "单位", kAsText, 24},       ListColumn{"phone", "电话", kAsText, 16},
    ListColumn{"since", "启用日期", kAsDate, 12},       ListColumn{"until", "停用日期", kAsDate, 12},
    ListColumn{"active", "在用", kAsYesNo, 8},          ListColumn{"locked", "锁定", kAsYesNo, 8},
    ListColumn{"second_factor", "双因素", kAsYesNo, 8}, ListColumn{"has_password", "已设密码", kAsYesNo, 8}};
constexpr std::array kGrantColumns{
    ListColumn{"account", "账号", kAsText, 16},    ListColumn{"user_name", "姓名", kAsText, 12},
    ListColumn{"role_label", "角色", kAsText, 16}, ListColumn{"place", "地区", kAsText, 10},
    ListColumn{"unit_name", "单位", kAsText, 24},  ListColumn{"since", "起始日期", kAsDate, 12},
    ListColumn{"until", "终止日期", kAsDate, 12}};
constexpr std::array kUnitColumns{ListColumn{"code", "单位编码", kAsText, 12},
                                  ListColumn{"name", "单位名称", kAsText, 30},
                                  ListColumn{"parent_code", "主管部门编码", kAsText, 12},
                                  ListColumn{"kind_label", "类型", kAsText, 10},
                                  ListColumn{"sector", "行业", kAsText, 12},
                                  ListColumn{"first_year", "起始年度", kAsCount, 8},
                                  ListColumn{"last_year", "终止年度", kAsCount, 8}};
constexpr std::array kAuditColumns{
    ListColumn{"number", "序号", kAsCount, 10},   ListColumn{"at", "时间", kAsText, 26},
    ListColumn{"actor", "操作人", kAsText, 24},   ListColumn{"via", "途径", kAsText, 12},
    ListColumn{"action", "操作", kAsText, 10},    ListColumn{"record", "记录", kAsText, 18},
    ListColumn{"record_id", "编号", kAsText, 12}, ListColumn{"fields", "字段", kAsText, 36},
    ListColumn{"changes", "变化", kAsText, 48},   ListColumn{"hash", "校验值", kAsText, 66}};

constexpr std::array kProposalColumns{
    ListColumn{"kind_label", "建议", kAsText, 8},         ListColumn{"code", "指标编号", kAsText, 14},
    ListColumn{"name", "指标名称", kAsText, 30},          ListColumn{"sector", "行业", kAsText, 12},
    ListColumn{"entry.level", "二级指标", kAsText, 10},   ListColumn{"entry.op_label", "性质", kAsText, 6},
    ListColumn{"entry.target", "常用值", kAsText, 12},    ListColumn{"entry.unit", "计量单位", kAsText, 10},
    ListColumn{"entry.explanation", "解释", kAsText, 36}, ListColumn{"reason", "理由", kAsText, 36},
    ListColumn{"unit_name", "建议单位", kAsText, 24},     ListColumn{"state_label", "状态", kAsText, 12},
    ListColumn{"decision", "审定意见", kAsText, 30},      ListColumn{"merged_into", "并入", kAsText, 14}};
constexpr std::array kVaguenessColumns{ListColumn{"name", "名称", kAsText, 30},
                                       ListColumn{"unit_name", "所属", kAsText, 24},
                                       ListColumn{"index", "泛指标化指数", kAsText, 12},
                                       ListColumn{"band_label", "程度", kAsText, 8},
                                       ListColumn{"projects", "项目数", kAsCount, 8},
                                       ListColumn{"indicators", "指标数", kAsCount, 8},
                                       ListColumn{"vague", "空泛指标数", kAsCount, 10},
                                       ListColumn{"examples.name", "最空泛的指标", kAsText, 48},
                                       ListColumn{"examples.explanation", "怎么算的", kAsText, 60}};

// Sorted by operation.
constexpr ListExport kListExports[] = {
    {"getWorklist", "待办", kWorkColumns},
    {"listAudit", "审计记录", kAuditColumns, "before"},
    {"listGoals", "绩效目标", kGoalColumns},
    {"listGrants", "授权", kGrantColumns, ""},
    {"listLibraryProposals", "指标库建议", kProposalColumns},
    {"listProjects", "项目库", kProjectColumns},
    {"listReleases", "资金下达", kReleaseColumns, "", "lines"},
    {"listUnits", "单位", kUnitColumns, ""},
    {"listUsers", "用户", kUserColumns, ""},
    {"rankVagueness", "泛指标化指数", kVaguenessColumns},
};

/// The member at a path; nullptr when it is not there.
const Node* at_path(const Node& row, std::string_view path) {
  const Node* node = &row;
  for (const auto part : split(path, '.')) {
    if (node == nullptr) return nullptr;
    node = node->find(part);
  }
  return node;
}

/// The texts of a list's members, joined: "一般公共预算、单位资金".
std::string joined(const Node& row, std::string_view path) {
  const auto dot = path.rfind('.');
  const Node* list = at_path(row, path.substr(0, std::min(dot, path.size())));
  std::string text;
  for (std::size_t i = 0; list != nullptr && i < list->items.size(); ++i) {
    const auto part = dot == std::string_view::npos ? std::string_view(list->items[i].text)
                                                    : list->items[i].text_of(path.substr(dot + 1));
    text += (i == 0 ? "" : "、") + std::string(part);
  }
  return text;
}

Value cell_of(const Node& row, const ListColumn& column) {
  const Node* node = at_path(row, column.path);
  if (node == nullptr) {
    auto text = joined(row, column.path);
    return text.empty() ? Value{} : Value{std::move(text)};
  }
  if (node->is_null() || !node->is_scalar()) return {};
  if (node->kind == Node::Kind::boolean) return std::int64_t{node->text == "true"};
  if (column.kind == FieldKind::integer || column.kind == FieldKind::money) {
    std::int64_t number = 0;
    const auto* end = node->text.data() + node->text.size();
    const auto [rest, failed] = std::from_chars(node->text.data(), end, number);
    if (failed == std::errc{} && rest == end) return number;
  }
  return node->text.empty() ? Value{} : Value{node->text};
}

io::SheetLayout layout_of(const ListExport& list) {
  io::SheetLayout layout{std::string(list.title), {}, MoneyUnit::wan};
  for (const auto& column : list.columns) {
    io::SheetColumn made;
    made.title = column.title;
    if (column.kind == kAsMoney) made.title += "（万元）";
    made.kind = column.kind;
    made.width = column.width;
    made.total = column.total;
    layout.columns.push_back(std::move(made));
  }
  return layout;
}

/// Either of the two writers.
class ListWriter {
 public:
  static Result<ListWriter> create(const ListExport& list, bool xlsx) {
    ListWriter writer(list);
    if (xlsx) {
      auto sheet = io::SheetWriter::create(layout_of(list));
      if (!sheet) return pass(sheet);
      writer.sheet_.emplace(std::move(*sheet));
    } else {
      writer.csv_.emplace(layout_of(list));
    }
    return writer;
  }

  Result<void> add(const Node& row) {
    const Node* each = list_->each.empty() ? nullptr : row.find(list_->each);
    if (each == nullptr) return line(row, nullptr);
    for (const auto& item : each->items) {
      if (auto done = line(row, &item); !done) return done;
    }
    return {};
  }

  Result<std::string> finish() {
    if (sheet_) return sheet_->finish();
    return csv_->finish();
  }

 private:
  explicit ListWriter(const ListExport& list) : list_(&list) {}

  Result<void> line(const Node& row, const Node* item) {
    std::vector<Value> values;
    for (auto column : list_->columns) {
      const bool inner = item != nullptr && column.path.starts_with(list_->each) &&
                         column.path.substr(list_->each.size()).starts_with('.');
      if (inner) column.path.remove_prefix(list_->each.size() + 1);
      values.push_back(cell_of(inner ? *item : row, column));
    }
    if (sheet_) return sheet_->add(values);
    csv_->add(values);
    return {};
  }

  const ListExport* list_;
  std::optional<io::SheetWriter> sheet_;
  std::optional<io::CsvSheetWriter> csv_;
};

void set_parameter(Request& request, std::string_view name, std::string value) {
  std::erase_if(request.query, [&](const auto& one) { return one.first == name; });
  if (!value.empty()) request.query.emplace_back(name, std::move(value));
}

}  // namespace

const ListExport* find_list_export(std::string_view operation) {
  const auto* found = std::ranges::find(kListExports, operation, &ListExport::operation);
  return found == std::end(kListExports) ? nullptr : found;
}

Result<std::string> take_format(Request& request) {
  const auto said = std::string(request.parameter("format").value_or("json"));
  std::erase_if(request.query, [](const auto& one) { return one.first == "format"; });
  if (said == "json" || said == "csv" || said == "xlsx") return said;
  return fail(ErrorCode::usage, "没有这种格式",
              {{"parameter.bad", Severity::error, "format 应为 json、csv 或 xlsx", "?format", ""}});
}

Response export_list(const ListExport& list, std::string_view format, const Route& route,
                     const Context& context, Request request) {
  constexpr std::string_view kPage = "500";
  constexpr NodeLimits kPageLimits{64U << 20U, 4U << 20U, 64};
  auto writer = ListWriter::create(list, format == "xlsx");
  if (!writer) return problem(writer.error());
  set_parameter(request, list.cursor, "");
  if (!list.cursor.empty()) set_parameter(request, "limit", std::string(kPage));
  for (std::string last;;) {
    const auto answer = route.handler(context, request);
    if (answer.status != 200) return answer;
    const auto page = parse_json(answer.body, "list", kPageLimits);
    if (!page) return problem(page.error());
    const Node* rows = page->find("rows");
    for (std::size_t i = 0; rows != nullptr && i < rows->items.size(); ++i) {
      if (auto done = writer->add(rows->items[i]); !done) return problem(done.error());
    }
    std::string next(page->text_of("next"));
    if (list.cursor.empty() || next.empty() || next == last) break;
    last = next;
    set_parameter(request, list.cursor, std::move(next));
  }
  auto bytes = writer->finish();
  if (!bytes) return problem(bytes.error());
  Response response;
  response.content_type = format == "xlsx" ? std::string(kXlsxMedia) : "text/csv; charset=utf-8";
  response.body = std::move(*bytes);
  const auto day = beijing_date(context.workspace.clock().now_ms());
  offer_download(response, fmt::format("{}-{}.{}", list.title, day.to_text(), format));
  return response;
}

}  // namespace jiheng::http
