#include "io/docx.h"

#include <fmt/format.h>
#include <zip.h>

#include <memory>

#include "base/text.h"
#include "io/docx_xml.h"

namespace jiheng::io {
namespace {

constexpr std::string_view kXml = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
                                  "\n";
constexpr std::string_view kMain = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

constexpr std::string_view kContentTypes =
    R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">)"
    R"(<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>)"
    R"(<Default Extension="xml" ContentType="application/xml"/>)"
    R"(<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>)"
    R"(<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>)"
    R"(<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>)"
    R"(<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>)"
    R"(<Override PartName="/word/footer2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>)"
    R"(<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>)";

constexpr std::string_view kPackageRelations =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
    R"(<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>)"
    R"(<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>)";

constexpr std::string_view kDocumentRelations =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
    R"(<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>)"
    R"(<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/>)"
    R"(<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/>)"
    R"(<Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer2.xml"/></Relationships>)";

constexpr std::string_view kSettings =
    R"(<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:evenAndOddHeaders/>)"
    R"(<w:characterSpacingControl w:val="compressPunctuation"/><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>)";

std::string core_properties(const Docx& document) {
  return fmt::format(
      R"(<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" )"
      R"(xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" )"
      R"(xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>)"
      R"(<dcterms:created xsi:type="dcterms:W3CDTF">{}T00:00:00Z</dcterms:created></cp:coreProperties>)",
      escape_markup(document.title), escape_markup(document.author), document.date.to_text());
}

std::string_view align_code(DocxAlign align) {
  switch (align) {
    case DocxAlign::left: return "left";
    case DocxAlign::centre: return "center";
    case DocxAlign::right: return "right";
    case DocxAlign::both: return "both";
  }
  return "both";
}

std::string style_fonts(const DocxStyle& style) {
  return fmt::format(R"(<w:rFonts w:ascii="{0}" w:hAnsi="{0}" w:eastAsia="{1}" w:cs="{0}"/>)",
                     escape_markup(style.latin_font), escape_markup(style.east_asian_font));
}

std::string style_xml(const DocxStyle& style, bool is_default) {
  std::string xml =
      fmt::format(R"(<w:style w:type="paragraph" w:styleId="{}"{}><w:name w:val="{}"/><w:qFormat/><w:pPr>)",
                  escape_markup(style.id), is_default ? R"( w:default="1")" : "", escape_markup(style.name));
  if (style.keep_with_next) xml += "<w:keepNext/>";
  xml += R"(<w:widowControl w:val="0"/><w:snapToGrid w:val="0"/>)";
  xml += fmt::format(R"(<w:spacing w:before="{}" w:after="{}")", style.before, style.after);
  if (style.line > 0) xml += fmt::format(R"( w:line="{}" w:lineRule="exact")", style.line);
  xml += "/><w:ind";
  // The indent in twips is for programs that do not know characters: half points × 10 is one character.
  if (style.first_line > 0) {
    xml += fmt::format(R"( w:firstLineChars="{}" w:firstLine="{}")", style.first_line,
                       style.first_line * style.half_points / 10);
  }
  if (style.right > 0) {
    xml +=
        fmt::format(R"( w:rightChars="{}" w:right="{}")", style.right, style.right * style.half_points / 10);
  }
  xml += fmt::format(R"(/><w:jc w:val="{}"/>)", align_code(style.align));
  if (style.outline > 0) xml += fmt::format(R"(<w:outlineLvl w:val="{}"/>)", style.outline - 1);
  xml += "</w:pPr><w:rPr>" + style_fonts(style);
  if (style.bold) xml += "<w:b/>";
  if (style.letter_spacing != 0) xml += fmt::format(R"(<w:spacing w:val="{}"/>)", style.letter_spacing);
  xml += fmt::format(R"(<w:sz w:val="{0}"/><w:szCs w:val="{0}"/></w:rPr></w:style>)", style.half_points);
  return xml;
}

struct ZipDiscard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};

struct ZipSourceFree {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};

tl::unexpected<Error> zip_failure(std::string_view what) {
  return fail(ErrorCode::internal, fmt::format("写 DOCX 时出错：{}", what));
}

using Part = std::pair<std::string_view, std::string>;

Result<void> add_part(zip_t* archive, const Part& part) {
  zip_source_t* source = zip_source_buffer(archive, part.second.data(), part.second.size(), 0);
  if (source == nullptr) return zip_failure("内存不足");
  const auto index = zip_file_add(archive, std::string(part.first).c_str(), source, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(source);
    return zip_failure(zip_strerror(archive));
  }
  const auto entry = static_cast<zip_uint64_t>(index);
  // 1980-01-01 00:00 in the archive's own fields, whatever the machine's time zone: no clock shows in the
  // bytes.
  zip_file_set_dostime(archive, entry, 0, 0x21, 0);
  zip_set_file_compression(archive, entry, ZIP_CM_DEFLATE, 6);
  return {};
}

Result<std::string> zip_bytes(zip_source_t* source) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_source_open(source) < 0 || zip_source_stat(source, &stat) < 0) return zip_failure("读不回内存");
  std::string bytes(stat.size, '\0');
  const auto got = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  if (got != static_cast<zip_int64_t>(bytes.size())) return zip_failure("读不回内存");
  return bytes;
}

Result<std::string> zip_parts(const std::vector<Part>& parts) {
  zip_error_t error;
  zip_error_init(&error);
  std::unique_ptr<zip_source_t, ZipSourceFree> target(zip_source_buffer_create(nullptr, 0, 0, &error));
  if (!target) return zip_failure(zip_error_strerror(&error));
  zip_source_keep(target.get());
  std::unique_ptr<zip_t, ZipDiscard> archive(zip_open_from_source(target.get(), ZIP_TRUNCATE, &error));
  if (!archive) return zip_failure(zip_error_strerror(&error));
  for (const auto& part : parts) {
    if (auto added = add_part(archive.get(), part); !added) return pass(added);
  }
  if (zip_close(archive.get()) != 0) return zip_failure(zip_strerror(archive.get()));
  static_cast<void>(archive.release());  // closed: gone
  return zip_bytes(target.get());
}

}  // namespace

std::string docx_styles(const Docx& document) {
  std::string xml =
      fmt::format(R"({}<w:styles xmlns:w="{}"><w:docDefaults><w:rPrDefault><w:rPr>)", kXml, kMain);
  if (!document.styles.empty()) xml += style_fonts(document.styles.front());
  xml += R"(<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>)";
  bool first = true;
  for (const auto& style : document.styles) {
    xml += style_xml(style, first);
    first = false;
  }
  return xml + "</w:styles>";
}

std::string docx_footer(const Docx& document, bool even) {
  // GB/T 9704 7.5: 一字线 on both sides, one character in from the outer edge.
  const auto* side = even ? R"(<w:ind w:leftChars="100" w:left="280"/><w:jc w:val="left"/>)"
                          : R"(<w:ind w:rightChars="100" w:right="280"/><w:jc w:val="right"/>)";
  return fmt::format(
      R"({}<w:ftr xmlns:w="{}"><w:p><w:pPr><w:pStyle w:val="{}"/>{}</w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r>)"
      R"(<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>)"
      R"(<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>)"
      R"(<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>)",
      kXml, kMain, escape_markup(document.page_number_style), side);
}

Result<std::string> write_docx(const Docx& document) {
  auto body = docx_body(document);
  if (!body) return pass(body);
  const std::vector<Part> parts{
      {"[Content_Types].xml", std::string(kXml) + std::string(kContentTypes)},
      {"_rels/.rels", std::string(kXml) + std::string(kPackageRelations)},
      {"docProps/core.xml", std::string(kXml) + core_properties(document)},
      {"word/document.xml", std::move(*body)},
      {"word/styles.xml", docx_styles(document)},
      {"word/settings.xml", std::string(kXml) + std::string(kSettings)},
      {"word/footer1.xml", docx_footer(document, false)},
      {"word/footer2.xml", docx_footer(document, true)},
      {"word/_rels/document.xml.rels", std::string(kXml) + std::string(kDocumentRelations)}};
  return zip_parts(parts);
}

}  // namespace jiheng::io
