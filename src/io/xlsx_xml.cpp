#include "io/xlsx_xml.h"

#include <expat.h>
#include <fmt/format.h>

#include <memory>
#include <type_traits>

namespace jiheng::io {
namespace {

/// What expat's code means.
std::string xml_reason(XML_Error code) {
  switch (code) {
    case XML_ERROR_NO_ELEMENTS: return "没有内容";
    case XML_ERROR_SYNTAX:
    case XML_ERROR_INVALID_TOKEN: return "有不合规定的字符或标记";
    case XML_ERROR_UNCLOSED_TOKEN: return "标记没有写完，文件多半被截断";
    case XML_ERROR_PARTIAL_CHAR: return "最后一个字符不完整，文件多半被截断";
    case XML_ERROR_TAG_MISMATCH: return "开始和结束标记不配对";
    case XML_ERROR_DUPLICATE_ATTRIBUTE: return "同一标记有两个同名属性";
    case XML_ERROR_JUNK_AFTER_DOC_ELEMENT: return "结尾之后还有内容";
    case XML_ERROR_UNDEFINED_ENTITY: return "用了没有定义的实体";
    case XML_ERROR_BAD_CHAR_REF: return "字符编号有误";
    case XML_ERROR_UNKNOWN_ENCODING:
    case XML_ERROR_INCORRECT_ENCODING: return "编码声明有误";
    case XML_ERROR_UNCLOSED_CDATA_SECTION: return "CDATA 没有结束";
    case XML_ERROR_NO_MEMORY: return "内存不足";
    default: return fmt::format("expat 错误 {}", static_cast<int>(code));
  }
}

std::string_view xml_local_name(std::string_view name) {
  const auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// What newer programs say beside the standard (x15:workbookPr and the like), under names it uses too.
bool is_extension(std::string_view local) { return local == "extLst" || local == "Choice"; }

/// What expat's callbacks work on.
struct XmlRun {
  XML_Parser parser = nullptr;
  XmlHandler& handler;
  int depth = 0;
  int limit = 0;
  int passed_over = 0;  ///< depth of the element that is passed over with all it holds; 0: none

  void stop(std::string message) {
    if (handler.problem.empty()) handler.problem = std::move(message);
    XML_StopParser(parser, XML_FALSE);
  }
  void stop_on_problem() {
    if (!handler.problem.empty()) XML_StopParser(parser, XML_FALSE);
  }
};

void XMLCALL on_start(void* data, const XML_Char* name, const XML_Char** attributes) {
  auto& run = *static_cast<XmlRun*>(data);
  if (!run.handler.problem.empty()) return;
  if (++run.depth > run.limit) return run.stop(fmt::format("XML 嵌套超过 {} 层", run.limit));
  const auto local = xml_local_name(name);
  if (run.passed_over == 0 && is_extension(local)) run.passed_over = run.depth;
  if (run.passed_over != 0) return;
  run.handler.start(local, XmlAttributes(attributes));
  run.stop_on_problem();
}

void XMLCALL on_end(void* data, const XML_Char* name) {
  auto& run = *static_cast<XmlRun*>(data);
  if (!run.handler.problem.empty()) return;
  const int depth = run.depth--;
  if (run.passed_over != 0) {
    if (run.passed_over == depth) run.passed_over = 0;
    return;
  }
  run.handler.end(xml_local_name(name));
  run.stop_on_problem();
}

void XMLCALL on_text(void* data, const XML_Char* text, int length) {
  auto& run = *static_cast<XmlRun*>(data);
  if (!run.handler.problem.empty() || run.passed_over != 0) return;
  run.handler.text(std::string_view(text, static_cast<std::size_t>(length)));
  run.stop_on_problem();
}

void XMLCALL on_doctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
  static_cast<XmlRun*>(data)->stop("含有 DOCTYPE，不予读取");
}

struct XmlParserFree {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

}  // namespace

std::string_view XmlAttributes::get(std::string_view name, bool* found) const {
  for (const char** pair = list_; *pair != nullptr; pair += 2) {
    if (xml_local_name(*pair) != name) continue;
    if (found != nullptr) *found = true;
    return pair[1];
  }
  if (found != nullptr) *found = false;
  return {};
}

Result<void> parse_part(XlsxArchive& archive, std::string_view file, const std::string& part, int depth,
                        XmlHandler& handler) {
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, XmlParserFree> parser(XML_ParserCreate(nullptr));
  if (!parser) return fail(ErrorCode::internal, "不能创建 XML 解析器");
  XmlRun run{parser.get(), handler, 0, depth};
  XML_SetUserData(parser.get(), &run);
  XML_SetElementHandler(parser.get(), on_start, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
  std::string fault;
  const auto feed = [&](std::string_view block, bool last) {
    if (XML_Parse(parser.get(), block.data(), static_cast<int>(block.size()), last ? 1 : 0) == XML_STATUS_OK)
      return true;
    fault = handler.problem.empty()
                ? fmt::format("XML 有误（{}）", xml_reason(XML_GetErrorCode(parser.get())))
                : handler.problem;
    return false;
  };
  const auto streamed = archive.stream(part, [&](std::string_view block) { return feed(block, false); });
  if (!streamed) return streamed;
  if (fault.empty()) feed({}, true);
  if (fault.empty()) return {};
  const auto line = XML_GetCurrentLineNumber(parser.get());
  return fail(ErrorCode::invalid, fmt::format("{}：{} 第 {} 行：{}", file, part, line, fault));
}

}  // namespace jiheng::io
