#include "io/xlsx_xml.h"

#include <expat.h>
#include <fmt/format.h>

#include <memory>
#include <type_traits>

namespace jiheng::io {
namespace {

std::string_view xml_local_name(std::string_view name) {
  const auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// What expat's callbacks work on.
struct XmlRun {
  XML_Parser parser = nullptr;
  XmlHandler& handler;
  int depth = 0;
  int limit = 0;

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
  run.handler.start(xml_local_name(name), XmlAttributes(attributes));
  run.stop_on_problem();
}

void XMLCALL on_end(void* data, const XML_Char* name) {
  auto& run = *static_cast<XmlRun*>(data);
  if (!run.handler.problem.empty()) return;
  --run.depth;
  run.handler.end(xml_local_name(name));
  run.stop_on_problem();
}

void XMLCALL on_text(void* data, const XML_Char* text, int length) {
  auto& run = *static_cast<XmlRun*>(data);
  if (!run.handler.problem.empty()) return;
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
                ? fmt::format("XML 有误（{}）", XML_ErrorString(XML_GetErrorCode(parser.get())))
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
