#include "http/shape.h"

#include <algorithm>
#include <vector>

namespace jiheng::http {
namespace {

constexpr ShapeMember kCitation[] = {
    {"source", "string", "文件编号，见 law/sources"},
    {"document_number", "string", "文号，如 财预〔2020〕10号"},
    {"title", "string", "文件名称"},
    {"article", "string", "条款，可为空"},
    {"verified", "boolean", "是否已核对原文"},
    {"note?", "string", "说明"},
};
constexpr ShapeMember kDimension[] = {
    {"name", "string", "维度名"},
    {"label", "string", "中文名"},
    {"values", "DimensionValue[]", "取值，按显示顺序"},
};
constexpr ShapeMember kDimensionValue[] = {{"code", "string", "代码"}, {"label", "string", "中文"}};
constexpr ShapeMember kEntity[] = {
    {"name", "string", "事实的种类"},
    {"label", "string", "中文名"},
    {"dimensions", "Dimension[]", "可分组、可筛选的维度"},
};
constexpr ShapeMember kEntityList[] = {{"entities", "Entity[]", "事实的种类"}};
constexpr ShapeMember kFigure[] = {
    {"id", "string", "指标编号"},
    {"label", "string", "指标名称"},
    {"unit", "string", "text 的单位：个、万元、%、分"},
    {"kind", "string", "count、money、ratio、score 或 distribution"},
    {"entity", "string", "由哪种事实算出"},
    {"definition", "string", "口径"},
    {"value", "number|null", "个数；金额为分；比率如 0.973；分值如 92.75；算不出为 null"},
    {"text", "string", "可直接显示的值；算不出为“—”"},
    {"rows", "integer", "背后的行数"},
    {"illustrative_rows", "integer", "其中演示数据的行数；分组或筛选后也包括总数公开、分项示意的行"},
    {"illustrative", "boolean", "须标注为演示数据"},
    {"dimensions", "string[]", "可用于分组和筛选的维度"},
    {"groups", "FigureGroup[]|null", "分组；未分组为 null"},
    {"ignored_filters", "string[]", "这个指标的事实没有、因而没有起作用的筛选维度"},
};
constexpr ShapeMember kFigureAnswers[] = {{"results", "Figure[]", "与 queries 同序"}};
constexpr ShapeMember kFigureGroup[] = {
    {"key", "strings", "维度 → 代码"},
    {"label", "strings", "维度 → 中文"},
    {"value", "number|null", "同 Figure.value"},
    {"text", "string", "同 Figure.text"},
    {"rows", "integer", "背后的行数"},
    {"illustrative_rows", "integer", "其中演示数据的行数，包括总数公开、分项示意的行"},
    {"illustrative", "boolean", "须标注为演示数据"},
};
constexpr ShapeMember kFigureList[] = {
    {"place", "string", "区划代码"},
    {"year", "integer", "年度"},
    {"snapshot", "string|null", "快照编号"},
    {"figures", "Figure[]", "按编号排列"},
};
constexpr ShapeMember kFigureQuestion[] = {
    {"figure", "string", "指标编号"},
    {"by?", "string[]|null", "分组维度，最多两个"},
};
constexpr ShapeMember kFigureQuestions[] = {
    {"place", "string", "6 位区划代码"},           {"year", "integer", "年度"},
    {"snapshot?", "string|null", "快照编号"},      {"filters?", "Filter[]|null", "共用的筛选，须同时满足"},
    {"queries", "FigureQuestion[]", "1 至 64 个"},
};
constexpr ShapeMember kFigureRow[] = {
    {"record", "string", "记录种类"},
    {"id", "string", "记录编号"},
    {"name", "string", "名称"},
    {"illustrative", "boolean", "演示数据"},
};
constexpr ShapeMember kFigureRows[] = {
    {"id", "string", "指标编号"},
    {"total", "integer", "全部行数"},
    {"columns", "RowColumn[]", "行的列，按显示顺序"},
    {"rows", "FigureRow[]", "一页；每列一个成员，数值列另有 …_text"},
    {"next", "string|null", "下一页的 cursor；没有则为 null"},
};
constexpr ShapeMember kFilter[] = {{"dimension", "string", "维度名"}, {"codes", "string[]", "留下这些取值"}};
constexpr ShapeMember kHealth[] = {
    {"status", "string", "ok"},
    {"database", "string", "sqlite 或 postgresql"},
    {"uptime_seconds", "integer", "已运行秒数"},
};
constexpr ShapeMember kLawComparison[] = {
    {"from", "LawLayer|null", "较早一天有效的规则"},
    {"to", "LawLayer|null", "较晚一天有效的规则"},
    {"differences", "LawDifference[]", "变化"},
};
constexpr ShapeMember kLawDetail[] = {
    {"kind", "string", "种类"},
    {"id", "string", "编号"},
    {"title", "string", "标题"},
    {"place", "string", "问的地区"},
    {"as_of", "date", "问的日期"},
    {"rule", "LawLayer|null", "当地当日有效的一层；都无效为 null"},
    {"layers", "LawLayer[]", "各层，最具体的在前"},
    {"versions", "LawVersion[]", "各地各时期的版本"},
    {"used_by", "LawReference[]", "用到它的规则"},
};
constexpr ShapeMember kLawDifference[] = {
    {"path", "string", "在规则里的位置"},
    {"before", "string", "原来；空为没有"},
    {"after", "string", "后来；空为没有"},
};
constexpr ShapeMember kLawDocument[] = {
    {"kind", "string", "种类"},
    {"id", "string", "编号"},
    {"title", "string", "标题"},
    {"place", "string", "cn、cn/64、cn/640323"},
    {"place_name", "string", "地名"},
    {"since", "date|null", "自哪天起有效"},
    {"until", "date|null", "最后有效的一天"},
    {"basis", "string", "law 有依据；practice 自己的做法"},
    {"verified", "boolean", "引用的原文是否都已核对"},
    {"status", "string", "draft、active 或 retired"},
};
constexpr ShapeMember kLawLayer[] = {
    {"place", "string", "cn、cn/64、cn/640323"},
    {"place_name", "string", "地名"},
    {"title", "string", "标题"},
    {"since", "date|null", "自哪天起有效"},
    {"until", "date|null", "最后有效的一天"},
    {"basis", "string", "law 或 practice"},
    {"why", "string", "自己的做法的理由"},
    {"file", "string", "文件"},
    {"yaml", "string", "文件全文"},
    {"citations", "Citation[]", "依据"},
};
constexpr ShapeMember kLawList[] = {{"law_version", "string", "规则的版本"},
                                    {"documents", "LawDocument[]", "规则"}};
constexpr ShapeMember kLawReference[] = {
    {"kind", "string", "种类"}, {"id", "string", "编号"}, {"title", "string", "标题"}};
constexpr ShapeMember kLawVersion[] = {
    {"place", "string", "cn、cn/64、cn/640323"},
    {"since", "date|null", "自哪天起有效"},
    {"until", "date|null", "最后有效的一天"},
    {"file", "string", "文件"},
};
constexpr ShapeMember kLibrary[] = {
    {"place", "string|null", "区划代码；null 为全国"}, {"as_of", "date", "哪一天有效"},
    {"law_version", "string", "规则的版本"},           {"groups", "LibraryGroup[]", "行业树"},
    {"total", "integer", "符合筛选的指标个数"},        {"entries", "LibraryEntry[]", "指标"},
};
constexpr ShapeMember kLibraryAdvice[] = {{"kind", "string", "retire 停用，refine 细化"},
                                          {"reason", "string", "理由"}};
constexpr ShapeMember kLibraryBand[] = {
    {"code", "string", "代码"}, {"label", "string", "中文"}, {"rows", "integer", "行数"}};
constexpr ShapeMember kLibraryEntry[] = {
    {"code", "string", "编号"},
    {"name", "string", "三级指标"},
    {"explanation", "string", "指标解释"},
    {"group", "string", "行业大类"},
    {"sector", "string", "行业；共性指标为用途"},
    {"common", "boolean", "是否共性指标"},
    {"level", "string", "二级指标的简称"},
    {"old", "strings", "旧结构的一级、二级指标：level1、level2"},
    {"core", "strings", "101号的一级、二级指标：level1、level2"},
    {"op", "strings", "性质：code、label，下同"},
    {"target", "string", "常见指标值"},
    {"unit", "string|null", "计量单位；期限为 null"},
    {"direction", "strings", "方向"},
    {"setting_basis", "strings", "设定依据"},
    {"value_method", "strings", "取值方式"},
    {"scoring", "strings", "赋分规则"},
    {"source", "string", "指标来源"},
    {"data_source", "string", "数据来源"},
    {"evidence", "string", "佐证要求"},
    {"standards", "strings|null", "四等标准值：excellent、good、fair、poor"},
    {"starred", "boolean", "核心指标 ★"},
    {"basis", "string", "published 公开表里见到，practice 通行做法"},
    {"verified", "boolean", "是否核对过原文"},
    {"function_classes", "string[]", "支出功能分类"},
    {"place", "string", "哪一层的：cn、cn/640323"},
    {"place_name", "string", "它的名称"},
    {"rule", "string", "所在规则文件的编号"},
    {"note", "string", "说明"},
};
constexpr ShapeMember kLibraryGroup[] = {{"group", "string", "行业大类"},
                                         {"sectors", "LibrarySector[]", "行业"}};
constexpr ShapeMember kLibraryHits[] = {
    {"place", "string|null", "区划代码；null 为全国"},
    {"as_of", "date", "哪一天有效"},
    {"law_version", "string", "规则的版本"},
    {"hits", "LibraryEntry[]", "最合适的在前；另有 points 和 partial（只有部分字相同）"},
};
constexpr ShapeMember kLibraryNearHits[] = {
    {"place", "string|null", "区划代码；null 为全国"},
    {"as_of", "date", "哪一天有效"},
    {"law_version", "string", "规则的版本"},
    {"near", "LibraryEntry[]", "最相近的在前；另有 share（名称相同的百分比，100 为同名）"},
};
constexpr ShapeMember kLibrarySector[] = {{"sector", "string", "行业"}, {"entries", "integer", "指标个数"}};
constexpr ShapeMember kLibraryStatistics[] = {
    {"place", "string|null", "区划代码"},    {"as_of", "date", "哪一天有效"},
    {"law_version", "string", "规则的版本"}, {"entry", "LibraryEntry", "指标"},
    {"use", "LibraryUse", "使用和完成情况"},
};
constexpr ShapeMember kLibrarySuggestions[] = {
    {"place", "string|null", "区划代码；null 为全国"},
    {"as_of", "date", "哪一天有效"},
    {"law_version", "string", "规则的版本"},
    {"suggestions", "LibraryEntry[]", "最合适的在前；另有 points 和 reasons（kind、text）"},
};
constexpr ShapeMember kLibraryUse[] = {
    {"code", "string", "编号；库外的名称为空"},
    {"name", "string", "三级指标"},
    {"sector", "string", "行业"},
    {"uses", "integer", "用过几行"},
    {"projects", "integer", "几个项目"},
    {"years", "integer", "几个年度"},
    {"claimed", "integer", "有填报得分的行数"},
    {"full", "integer", "其中满分的"},
    {"attained", "LibraryBand[]", "完成情况的分布"},
    {"advice", "LibraryAdvice[]", "建议"},
};
constexpr ShapeMember kPlace[] = {
    {"code", "string", "区划代码"},
    {"name", "string", "名称"},
    {"full_name", "string", "全称"},
    {"years", "integer[]", "有数据的年度"},
    {"illustrative", "boolean", "含演示数据"},
};
constexpr ShapeMember kPlaceList[] = {{"places", "Place[]", "地区"}};
constexpr ShapeMember kProblem[] = {
    {"type", "string", "问题的种类"},
    {"title", "string", "标题"},
    {"status", "integer", "HTTP 状态"},
    {"detail", "string", "说明"},
    {"errors?", "ProblemEntry[]", "各处问题"},
    {"current?", "object", "412：这一部分现在的内容，含新的 etag"},
    {"changed_by?", "string|null", "412：谁改的"},
    {"changed_at?", "instant|null", "412：什么时候改的"},
};
constexpr ShapeMember kProblemEntry[] = {
    {"pointer", "string", "位置：正文里为 JSON 指针，地址里为 ?参数"},
    {"detail", "string", "问题"},
    {"hint?", "string", "怎么改"},
    {"rule?", "string", "哪条规则说的"},
};
constexpr ShapeMember kReport[] = {
    {"id", "string", "报告编号"},
    {"title", "string", "标题"},
    {"place", "string", "区划代码"},
    {"year", "integer", "年度"},
    {"snapshot", "string|null", "快照编号"},
    {"as_of", "date", "数据截至"},
    {"illustrative", "boolean", "含演示数据"},
    {"illustrative_note", "string", "演示数据的说明"},
    {"signature", "string", "落款"},
    {"blocks", "ReportBlock[]", "正文"},
    {"figures", "ReportFigure[]", "文中的指标，按出现顺序"},
    {"rules", "ReportRule[]", "文中引用的规则"},
};
constexpr ShapeMember kReportBlock[] = {
    {"kind", "string", "heading、paragraph 或 table"},
    {"level?", "integer", "标题的级别，1 至 4"},
    {"number?", "string", "标题的编号，如 一、"},
    {"spans?", "ReportSpan[]", "标题或段落的文字"},
    {"caption?", "string", "表题"},
    {"header?", "string[]", "表头"},
    {"rows?", "ReportSpan[][][]", "表的行、格、文字"},
};
constexpr ShapeMember kReportFigure[] = {
    {"id", "string", "指标编号"},
    {"label", "string", "指标名称"},
    {"definition", "string", "口径"},
    {"unit", "string", "单位"},
    {"year", "integer", "问的年度"},
    {"value", "number|null", "同 Figure.value"},
    {"text", "string", "可直接显示的值"},
    {"rows", "integer", "背后的行数"},
    {"illustrative_rows", "integer", "其中演示数据的行数"},
    {"illustrative", "boolean", "须标注为演示数据"},
    {"citations", "Citation[]", "依据"},
};
constexpr ShapeMember kReportInfo[] = {
    {"id", "string", "报告编号"},
    {"title", "string", "标题"},
    {"formats", "string[]", "有哪些格式"},
};
constexpr ShapeMember kReportList[] = {{"reports", "ReportInfo[]", "报告"}};
constexpr ShapeMember kReportRule[] = {
    {"rule", "string", "规则编号"},
    {"title", "string", "标题"},
    {"citations", "Citation[]", "依据"},
};
constexpr ShapeMember kReportSpan[] = {
    {"text", "string", "文字"},
    {"figure?", "string", "出自哪个指标"},
    {"by?", "strings|null", "指标的哪一部分：维度 → 代码"},
    {"year?", "integer", "问的年度"},
    {"illustrative?", "boolean", "须标注为演示数据"},
    {"law?", "string", "出自哪条规则"},
    {"strong?", "boolean", "加重"},
};
constexpr ShapeMember kRowColumn[] = {
    {"name", "string", "行里的成员名"},
    {"label", "string", "中文名"},
    {"unit", "string", "…_text 的单位，可为空"},
    {"kind", "string", "text、dimension、money、score、ratio 或 count"},
};
constexpr ShapeMember kSnapshot[] = {
    {"id", "string", "快照编号"},
    {"label", "string", "说明"},
    {"place", "string", "区划代码"},
    {"taken_at", "instant", "何时"},
    {"law_version", "string", "当时规则的版本"},
};
constexpr ShapeMember kSnapshotList[] = {{"snapshots", "Snapshot[]", "快照，新的在前"}};
constexpr ShapeMember kVersion[] = {
    {"name", "string", "jiheng"},
    {"version", "string", "程序版本"},
    {"law_version", "string", "规则的版本"},
    {"demo", "boolean", "是否为演示库"},
    {"today", "date|null", "演示县的日历走到哪一天；没有自己的日历时为空"},
};

constexpr Shape kGroundShapes[] = {
    {"Citation", "规则的依据", kCitation},
    {"Dimension", "维度", kDimension},
    {"DimensionValue", "维度的一个取值", kDimensionValue},
    {"Entity", "一种事实", kEntity},
    {"EntityList", "各种事实", kEntityList},
    {"Figure", "一个指标在一地一年的值", kFigure},
    {"FigureAnswers", "一组指标", kFigureAnswers},
    {"FigureGroup", "指标的一组", kFigureGroup},
    {"FigureList", "一地一年的指标", kFigureList},
    {"FigureQuestion", "一个查询", kFigureQuestion},
    {"FigureQuestions", "一组查询", kFigureQuestions},
    {"FigureRow", "指标背后的一行", kFigureRow, true},
    {"FigureRows", "指标背后的行", kFigureRows},
    {"Filter", "筛选", kFilter},
    {"Health", "运行状况", kHealth},
    {"LawComparison", "两个日期的规则之间的变化", kLawComparison},
    {"LawDetail", "一条规则", kLawDetail},
    {"LawDifference", "一处变化", kLawDifference},
    {"LawDocument", "规则目录的一条", kLawDocument},
    {"LawLayer", "规则的一层", kLawLayer},
    {"LawList", "规则目录", kLawList},
    {"LawReference", "用到它的规则", kLawReference},
    {"LawVersion", "规则的一个版本", kLawVersion},
    {"Library", "绩效指标库", kLibrary},
    {"LibraryAdvice", "对一个指标的建议", kLibraryAdvice},
    {"LibraryBand", "完成情况的一档", kLibraryBand},
    {"LibraryEntry", "指标库的一个指标", kLibraryEntry, true},
    {"LibraryGroup", "行业大类", kLibraryGroup},
    {"LibraryHits", "找到的指标", kLibraryHits},
    {"LibraryNearHits", "名称相近的指标", kLibraryNearHits},
    {"LibrarySector", "一个行业", kLibrarySector},
    {"LibraryStatistics", "一个指标的使用情况", kLibraryStatistics},
    {"LibrarySuggestions", "推荐的指标", kLibrarySuggestions},
    {"LibraryUse", "使用和完成情况", kLibraryUse},
    {"Place", "地区", kPlace},
    {"PlaceList", "有数据的地区", kPlaceList},
    {"Problem", "出错说明（RFC 9457）", kProblem},
    {"ProblemEntry", "一处问题", kProblemEntry},
    {"Report", "报告", kReport},
    {"ReportBlock", "标题、段落或表格", kReportBlock},
    {"ReportFigure", "报告里的指标", kReportFigure},
    {"ReportInfo", "可以生成的一种报告", kReportInfo},
    {"ReportList", "可以生成的报告", kReportList},
    {"ReportRule", "报告引用的规则", kReportRule},
    {"ReportSpan", "报告的一段文字", kReportSpan},
    {"RowColumn", "行的一列", kRowColumn},
    {"Snapshot", "快照", kSnapshot},
    {"SnapshotList", "快照", kSnapshotList},
    {"Version", "版本", kVersion},
};

}  // namespace

std::span<const Shape> ground_shapes() { return kGroundShapes; }

std::span<const Shape> all_shapes() {
  static const std::vector<Shape> kShapes = [] {
    std::vector<Shape> shapes;
    // One file shape_<what>.cpp each.
    for (const auto some : {cases_shapes, department_goals_shapes, goals_shapes, ground_shapes, jobs_shapes,
                            lint_shapes, money_shapes, people_shapes}) {
      const auto list = some();
      shapes.insert(shapes.end(), list.begin(), list.end());
    }
    std::ranges::sort(shapes, {}, &Shape::name);
    return shapes;
  }();
  return kShapes;
}

}  // namespace jiheng::http
