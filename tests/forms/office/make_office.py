#!/usr/bin/python3
"""Makes the workbooks of this folder out of ../declaration.xlsx: the same declaration as Excel (2016, 365) and WPS leave it
after a person saved it, and other files that people hand in as ".xlsx". Standard library only; the same bytes every time:
   /usr/bin/python3 tests/forms/office/make_office.py
What each one says is in README.md and in src/app/goal_workbook_office_test.cpp."""
import copy
import os
import re
import struct
import zipfile
import zlib
from xml.sax.saxutils import escape

HERE = os.path.dirname(os.path.abspath(__file__))
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_DOC = "http://purl.oclc.org/ooxml/officeDocument/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
DATE = (2023, 11, 6, 9, 30, 0)


class Cell:
    """One cell: style, what `t` says, the value, a formula and attributes of it; `rich` is its <si> as it stands."""

    def __init__(self, style="0", kind="", value=None, formula=None, attributes="", rich=None):
        self.style, self.kind, self.value = style, kind, value
        self.formula, self.attributes, self.rich = formula, attributes, rich


class Sheet:
    """Rows as {number: [attributes, {column: Cell}]}, merged ranges, and what stands around them."""

    def __init__(self, name, rows, merges, columns):
        self.name, self.rows, self.merges, self.columns = name, rows, merges, columns
        self.state = ""
        self.blank_tail = ""  # rows with formats only, up to the end of the sheet

    def put(self, place, value, kind="text", **more):
        column, row = re.match(r"([A-Z]+)(\d+)", place).groups()
        cells = self.rows.setdefault(int(row), ["", {}])[1]
        style = more.pop("style", cells[column].style if column in cells else "0")
        cells[column] = Cell(style, kind, value, **more)

    def text(self, place):
        column, row = re.match(r"([A-Z]+)(\d+)", place).groups()
        return self.rows[int(row)][1][column].value

    def insert(self, before):
        """An empty row before that one; merged ranges grow as spreadsheets let them grow."""
        self._move(before, 1)

    def delete(self, row):
        del self.rows[row]
        self.merges = [m for m in self.merges if not re.fullmatch(rf"[A-Z]+{row}:[A-Z]+{row}", m)]
        self._move(row + 1, -1)

    def _move(self, first, by):
        """Rows from `first` on move; a merged range that ends in a row that went ends one earlier."""
        self.rows = {(n + by if n >= first else n): r for n, r in self.rows.items()}
        shift = lambda place, begin: re.sub(r"\d+", lambda m: str(int(m[0]) + (by if int(m[0]) >= begin else 0)), place)
        self.merges = [":".join((shift(a, first), shift(b, min(first, first + by))))
                       for a, b in (m.split(":") for m in self.merges)]


def column_number(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def declaration():
    """../declaration.xlsx taken apart: its sheet, its styles, its theme."""
    with zipfile.ZipFile(os.path.join(HERE, "..", "declaration.xlsx")) as archive:
        part = lambda name: archive.read(name).decode()
        strings = re.findall(r"<si><t[^>]*>(.*?)</t></si>", part("xl/sharedStrings.xml"), re.S)
        strings = [s.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") for s in strings]
        xml = part("xl/worksheets/sheet1.xml")
        name = re.search(r'<sheet name="([^"]*)"', part("xl/workbook.xml")).group(1)
        styles, theme = part("xl/styles.xml"), part("xl/theme/theme1.xml")
    rows = {}
    for number, attributes, content in re.findall(r'<row r="(\d+)" spans="[\d:]+"([^>]*)>(.*?)</row>', xml, re.S):
        cells = {}
        for place, style, kind, value in re.findall(
                r'<c r="([A-Z]+)\d+"(?: s="(\d+)")?(?: t="(\w+)")?(?:/>|><v>(.*?)</v></c>)', content):
            if kind == "s":
                cells[place] = Cell(style, "text", strings[int(value)])
            else:
                cells[place] = Cell(style, "n" if value else "", value or None)
        rows[int(number)] = [attributes, cells]
    merges = re.findall(r'<mergeCell ref="([^"]+)"', xml)
    columns = re.search(r"<cols>.*?</cols>", xml).group(0)
    return Sheet(name, rows, merges, columns), styles, theme


SHEET, STYLES, THEME = declaration()


def sheet():
    return copy.deepcopy(SHEET)


class Styles:
    """The declaration's styles with number formats added; format() gives the number of a cell style."""

    def __init__(self, font=None):
        self.xml = STYLES
        if font:
            self.xml = re.sub(r'<name val="Calibri"/><family val="2"/><scheme val="minor"/>',
                              f'<name val="{font}"/><charset val="134"/><scheme val="minor"/>', self.xml)
        self.formats = 175  # WPS and Chinese Excel count their own formats from 176

    def format(self, code=None, builtin=None):
        if code is not None:
            self.formats += 1
            builtin = self.formats
            self._append("numFmts", f'<numFmt numFmtId="{builtin}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>')
        return str(self._append("cellXfs", f'<xf numFmtId="{builtin}" fontId="2" fillId="0" borderId="1" xfId="0" '
                                           f'applyNumberFormat="1" applyFont="1" applyBorder="1"/>'))

    def _append(self, group, xml):
        count = int(re.search(rf'<{group} count="(\d+)">', self.xml).group(1))
        self.xml = self.xml.replace(f'<{group} count="{count}">', f'<{group} count="{count + 1}">')
        self.xml = self.xml.replace(f"</{group}>", xml + f"</{group}>")
        return count


class Dialect:
    """How a program writes the parts of a package."""

    main, doc = MAIN, DOC
    absolute = False  # relationship targets from the root
    date1904 = False
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

    def __init__(self):
        self.strings, self.string_index = [], {}
        self.calc = []
        self.extra = {}  # further parts: name → text or bytes
        self.types = []  # their content types: (part, type)
        self.book_relations = []  # (type, target)
        self.sheet_relations = {}  # number of the sheet → [(type, target)]
        self.sheet_tail = {}  # number of the sheet → what stands behind pageSetup

    def string(self, cell):
        xml = cell.rich or self.plain_string(cell.value)
        if xml not in self.string_index:
            self.string_index[xml] = len(self.strings)
            self.strings.append(xml)
        return self.string_index[xml]

    def plain_string(self, value):
        keep = ' xml:space="preserve"' if value != value.strip() or "\n" in value else ""
        return f"<si><t{keep}>{escape(value)}</t></si>"

    def cell(self, place, cell):
        style = f' s="{cell.style}"' if cell.style != "0" else ""
        formula = "" if cell.formula is None else f"<f{cell.attributes}>{escape(cell.formula)}</f>" if cell.formula \
            else f"<f{cell.attributes}/>"
        if cell.formula is not None:
            self.calc.append(place)
        if cell.kind == "text" and cell.value is not None:
            return f'<c r="{place}"{style} t="s"><v>{self.string(cell)}</v></c>'
        if cell.value is None:
            return f'<c r="{place}"{style}>{formula}</c>' if formula else f'<c r="{place}"{style}/>'
        kind = "" if cell.kind == "n" else f' t="{cell.kind}"'
        return f'<c r="{place}"{style}{kind}>{formula}<v>{escape(cell.value)}</v></c>'

    row_attributes = ""

    def sheet_xml(self, number, sheet):
        rows = ""
        for row in sorted(sheet.rows):
            attributes, cells = sheet.rows[row]
            inner = "".join(self.cell(f"{c}{row}", cells[c]) for c in sorted(cells, key=column_number))
            rows += f'<row r="{row}"{attributes}{self.row_attributes}>{inner}</row>'
        merges = "".join(f'<mergeCell ref="{m}"/>' for m in sheet.merges)
        merged = f'<mergeCells count="{len(sheet.merges)}">{merges}</mergeCells>' if merges else ""
        return (self.sheet_head(number) + sheet.columns + "<sheetData>" + rows + sheet.blank_tail + "</sheetData>" +
                merged + self.behind_merges +
                '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
                '<pageSetup paperSize="9" orientation="portrait"/>' + self.sheet_tail.get(number, "") + "</worksheet>")

    behind_merges = ""

    def sheet_head(self, number):
        return f'{HEAD}<worksheet xmlns="{self.main}" xmlns:r="{self.doc}"><sheetData/>'.replace("<sheetData/>", "")

    def relation(self, name):
        return f"{self.doc}/{name}"

    def target(self, folder, path):
        return f"/{folder}{path}" if self.absolute else path

    def relations(self, entries, folder="xl/"):
        # Programs do not write them in the order of the sheets.
        xml = "".join(f'<Relationship Id="{i}" Type="{t if "://" in t else self.relation(t)}" '
                      f'Target="{self.target(folder, p)}"/>' for i, t, p in reversed(entries))
        return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{xml}</Relationships>'

    def book_xml(self, sheets):
        raise NotImplementedError

    def strings_xml(self):
        return (f'{HEAD}<sst xmlns="{self.main}" count="{len(self.strings) + 7}" uniqueCount="{len(self.strings)}">' +
                "".join(self.strings) + "</sst>")

    def parts(self, sheets, styles):
        """The package as {name: bytes}; the first sheet of the book is the last part."""
        out = {}
        numbers = list(range(len(sheets), 0, -1))
        book = []
        for number, one in zip(numbers, sheets):
            out[f"xl/worksheets/sheet{number}.xml"] = self.sheet_xml(number, one)
            book.append((f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml"))
            if self.sheet_relations.get(number):
                entries = [(f"rId{i + 1}", t, p) for i, (t, p) in enumerate(self.sheet_relations[number])]
                out[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = self.relations(entries, "xl/worksheets/")
        for name in ("styles", "theme", "sharedStrings"):
            book.append((f"rId{len(book) + 20}", name, "theme/theme1.xml" if name == "theme" else f"{name}.xml"))
        if self.calc:
            out["xl/calcChain.xml"] = (f'{HEAD}<calcChain xmlns="{self.main}">' +
                                       "".join(f'<c r="{p}" i="1"/>' for p in self.calc) + "</calcChain>")
            book.append((f"rId{len(book) + 20}", "calcChain", "calcChain.xml"))
        for kind, target in self.book_relations:
            book.append((f"rId{len(book) + 20}", kind, target))
        out["xl/workbook.xml"] = self.book_xml([(one, f"rId{n}") for n, one in zip(numbers, sheets)])
        out["xl/_rels/workbook.xml.rels"] = self.relations(book)
        out["xl/styles.xml"] = styles.xml.replace(MAIN, self.main)
        out["xl/theme/theme1.xml"] = THEME
        out["xl/sharedStrings.xml"] = self.strings_xml()
        out.update(self.extra)
        out["_rels/.rels"] = self.relations([("rId1", "officeDocument", "xl/workbook.xml")], "")
        spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml."
        known = {"xl/workbook.xml": self.content_type, "xl/styles.xml": spreadsheet + "styles+xml",
                 "xl/sharedStrings.xml": spreadsheet + "sharedStrings+xml",
                 "xl/calcChain.xml": spreadsheet + "calcChain+xml",
                 "xl/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml"}
        known.update({name: spreadsheet + "worksheet+xml" for name in out if re.fullmatch(r"xl/worksheets/\w+\.xml", name)})
        known.update(dict(self.types))
        overrides = "".join(f'<Override PartName="/{n}" ContentType="{t}"/>' for n, t in known.items() if n in out)
        defaults = "".join(f'<Default Extension="{e}" ContentType="{t}"/>' for e, t in (
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml"),
            ("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing"), ("png", "image/png"),
            ("bin", "application/vnd.ms-office.vbaProject")))
        types = f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{defaults}{overrides}</Types>'
        return {name: text if isinstance(text, bytes) else text.encode()
                for name, text in {"[Content_Types].xml": types, **out}.items()}


class Excel(Dialect):
    """Excel 2016 and 365: markup compatibility, revision ids, dyDescent, extension lists."""

    row_attributes = ' x14ac:dyDescent="0.2"'
    behind_merges = '<phoneticPr fontId="3" type="noConversion"/>'

    def sheet_head(self, number):
        return (f'{HEAD}<worksheet xmlns="{self.main}" xmlns:r="{self.doc}" '
                'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr xr2 xr3" '
                'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
                'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" '
                'xmlns:xr2="http://schemas.microsoft.com/office/spreadsheetml/2015/revision2" '
                'xmlns:xr3="http://schemas.microsoft.com/office/spreadsheetml/2016/revision3" '
                f'xr:uid="{{00000000-0001-0000-0{number}00-000000000000}}"><dimension ref="A1"/>'
                '<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>'
                '<sheetFormatPr defaultRowHeight="14.25" x14ac:dyDescent="0.2"/>')

    def book_xml(self, sheets):
        entries = "".join(f'<sheet name="{escape(s.name)}" sheetId="{i * 3 + 2}"{s.state} r:id="{r}"/>'
                          for i, (s, r) in enumerate(sheets))
        system = ' date1904="1"' if self.date1904 else ""
        return (f'{HEAD}<workbook xmlns="{self.main}" xmlns:r="{self.doc}" '
                'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x15 xr xr6 xr10" '
                'xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main" '
                'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" '
                'xmlns:xr6="http://schemas.microsoft.com/office/spreadsheetml/2016/revision6" '
                'xmlns:xr10="http://schemas.microsoft.com/office/spreadsheetml/2016/revision10">'
                '<fileVersion appName="xl" lastEdited="7" lowestEdited="7" rupBuild="27425"/>'
                f'<workbookPr{system} defaultThemeVersion="166925"/>'
                '<mc:AlternateContent><mc:Choice Requires="x15"><x15ac:absPath url="C:\\Users\\wangli\\Desktop\\" '
                'xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice>'
                '</mc:AlternateContent><xr:revisionPtr revIDLastSave="0" '
                'documentId="13_ncr:1_{8B7A6C5D-0000-4000-8000-1234567890AB}" xr6:coauthVersionLast="47"/>'
                '<bookViews><workbookView xWindow="-108" yWindow="-108" windowWidth="23256" windowHeight="12576"/>'
                f'</bookViews><sheets>{entries}</sheets><calcPr calcId="191029"/>'
                '<extLst><ext uri="{140A7094-0E35-4892-8432-C4D2E57EDEB5}">'
                '<x15:workbookPr chartTrackingRefBase="1"/></ext></extLst></workbook>')


class Strict(Excel):
    """Excel's "Strict Open XML Spreadsheet"."""

    main, doc = STRICT_MAIN, STRICT_DOC

    def book_xml(self, sheets):
        return super().book_xml(sheets).replace("<workbook ", '<workbook conformance="strict" ', 1)


class Wps(Dialect):
    """WPS: 宋体, KSOProductBuildVer, cell images, customXml of its own, no spans, no dyDescent."""

    def __init__(self):
        super().__init__()
        self.extra["docProps/custom.xml"] = (
            f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
            'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
            '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="ICV"><vt:lpwstr>0F</vt:lpwstr>'
            '</property><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="KSOProductBuildVer">'
            '<vt:lpwstr>2052-12.1.0.15990</vt:lpwstr></property></Properties>')
        self.types.append(("docProps/custom.xml",
                           "application/vnd.openxmlformats-officedocument.custom-properties+xml"))
        self.extra["xl/cellimages.xml"] = (
            f'{HEAD}<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"></etc:cellImages>')
        self.types.append(("xl/cellimages.xml", "application/vnd.wps-officedocument.cellimage+xml"))
        self.book_relations.append(("http://www.wps.cn/officeDocument/2020/cellImage", "cellimages.xml"))
        self.extra["customXml/item1.xml"] = (
            f'{HEAD}<woProps xmlns="https://web.wps.cn/et/2018/main"><woSheetsProps><woSheetProps sheetStid="1" '
            'woUserID="1234567"/></woSheetsProps></woProps>')
        self.book_relations.append(("customXml", "../customXml/item1.xml"))

    def sheet_head(self, number):
        return (f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{DOC}" '
                'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
                'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
                'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
                'xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><sheetPr/>'
                '<dimension ref="A1:XFD1048576"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>'
                '<sheetFormatPr defaultColWidth="9" defaultRowHeight="13.5"/>')

    def book_xml(self, sheets):
        entries = "".join(f'<sheet name="{escape(s.name)}" sheetId="{i + 1}"{s.state} r:id="{r}"/>'
                          for i, (s, r) in enumerate(sheets))
        return (f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{DOC}"><fileVersion appName="xl" lastEdited="3" '
                'lowestEdited="5" rupBuild="9302"/><workbookPr/><bookViews><workbookView windowWidth="28800" '
                f'windowHeight="12540"/></bookViews><sheets>{entries}</sheets><calcPr calcId="144525"/></workbook>')


# --- archives -----------------------------------------------------------------------------------------------------


def pack(parts, folders=False, rename=lambda name: name):
    """A zip as most programs write it."""
    import io
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if folders:
            for name in ("_rels/", "xl/", "xl/_rels/", "xl/worksheets/", "xl/theme/"):
                archive.writestr(zipfile.ZipInfo(name, DATE), b"")
        for name, data in parts.items():
            info = zipfile.ZipInfo("x", DATE)
            info.filename = rename(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def pack_by_hand(parts, flags=0, method=8, local=None, descriptor=None, extra=b"", version=20):
    """A zip with headers as asked: `local` gives crc and sizes of the local header, `descriptor` what follows the data."""
    body, directory = b"", b""
    stamp = ((DATE[0] - 1980) << 25) | (DATE[1] << 21) | (DATE[2] << 16) | (DATE[3] << 11) | (DATE[4] << 5)
    for name, data in parts.items():
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(data) + packer.flush()
        crc, sizes = zlib.crc32(data), (len(packed), len(data))
        head = local(crc, *sizes) if local else (crc, *sizes)
        raw = name.encode()
        at = len(body)
        body += struct.pack("<4sHHHIIIIHH", b"PK\3\4", version, flags, method, stamp, *head, len(raw), len(extra)) + raw + extra
        body += packed
        if descriptor:
            body += descriptor(crc, *sizes)
        directory += struct.pack("<4sHHHHIIIIHHHHHII", b"PK\1\2", version, version, flags, method, stamp, crc, *sizes,
                                 len(raw), 0, 0, 0, 0, 0, at) + raw
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, len(parts), len(parts), len(directory), len(body), 0)
    return body + directory + end


def ole(streams):
    """An OLE2 compound file with these streams: [(name, bytes)], 512-byte sectors, everything in the FAT."""
    pad = lambda data: data + b"\0" * (-len(data) % 512)
    sectors, chain, starts = b"", [], []
    for _, data in streams:
        data = pad(data.ljust(4096, b"\0"))  # from 4096 bytes on a stream needs no short sectors
        first, count = len(chain), len(data) // 512
        starts.append((first, len(data)))
        chain += [first + i + 1 for i in range(count - 1)] + [0xFFFFFFFE]
        sectors += data
    def entry(name, kind, child, sibling, start, size):
        raw = (name + "\0").encode("utf-16-le")
        return raw.ljust(64, b"\0") + struct.pack("<HBBIII16sIQQIQ", len(raw), kind, 1, 0xFFFFFFFF, sibling, child,
                                                  b"", 0, 0, 0, start, size)
    entries = entry("Root Entry", 5, 1, 0xFFFFFFFF, 0xFFFFFFFE, 0)
    for i, ((name, _), (start, size)) in enumerate(zip(streams, starts)):
        entries += entry(name, 2, 0xFFFFFFFF, i + 2 if i + 1 < len(streams) else 0xFFFFFFFF, start, size)
    entries = pad(entries)
    directory = len(chain)
    chain += [directory + i + 1 for i in range(len(entries) // 512 - 1)] + [0xFFFFFFFE]
    fat = len(chain)
    chain.append(0xFFFFFFFD)
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    header = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + b"\0" * 16 + struct.pack(
        "<HHHHH6sIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", fat) + b"\xff" * 432
    return header[:512] + sectors + entries + table


# --- the workbooks ------------------------------------------------------------------------------------------------


def excel_365():
    one = sheet()
    one.put("C3", "义务教育学生营养改善计划", rich='<si><r><t>义务教育</t></r><r><rPr><sz val="10"/><color rgb="FFFF0000"/>'
            '<rFont val="宋体"/><charset val="134"/></rPr><t xml:space="preserve">学生营养改善计划</t></r>'
            '<rPh sb="0" eb="2"><t>yì wù</t></rPh><phoneticPr fontId="3" type="noConversion"/></si>')
    one.put("C14", one.text("C14"), rich=f'<si><t xml:space="preserve">  {one.text("C14")}_x000D_\n </t></si>')
    one.put("H7", "387.66000000000003", "n", formula="SUM(H8:K9)")
    one.put("E7", "387.66000000000003", "n", formula="H7", attributes=' t="shared" ref="E7:E7" si="0"')
    one.put("E10", "387.66", "n", formula="", attributes=' t="shared" si="0"')
    one.put("J19", "15", "n", formula="10+5")
    one.put("K19", "★", "str", formula='IF(J19>10,"★","")')
    one.put("K20", "", "str", formula='IF(J20>15,"★","")')
    notes = Sheet("草稿", {1: ["", {"A": Cell("0", "text", "随手记的，不是申报表")}]}, [], "")
    dialect = Excel()
    dialect.absolute = True
    return pack(dialect.parts([notes, one], Styles("等线")))


def excel_values():
    one, styles = sheet(), Styles("等线")
    percent, two = styles.format(builtin=9), styles.format(builtin=10)
    one.put("H20", "0.95", "n", style=percent)
    one.put("H23", "8.0000000000000002E-2", "n", style=two)
    one.put("H24", "0.90000000000000002", "n", style=percent)
    one.put("H19", "1.2E3", "n")
    one.put("J19", "1.5E1", "n")
    one.put("J23", "29.999999999999996", "n")
    one.put("H8", "387.65999999999997", "n")
    one.put("H21", "45280", "n", style=styles.format('[$-804]m"月"d"日";@'))
    return pack(Excel().parts([one], styles))


def with_date(dialect, code, serial, kind="n"):
    one, styles = sheet(), Styles("等线")
    one.put("H21", serial, kind, style=styles.format(code))
    return pack(dialect.parts([one], styles))


def excel_1904():
    dialect = Excel()
    dialect.date1904 = True
    return with_date(dialect, '[$-804]yyyy"年"m"月"d"日";@', "44184")


def excel_errors():
    one = sheet()
    one.put("H19", "#REF!", "e", formula="Sheet9!A1")
    one.put("J20", "#DIV/0!", "e", formula="1/0")
    one.put("H20", "1", "b")
    one.put("J22", "十分", "str", formula='"十分"')
    one.put("H24", None, "", formula="H23*2")
    return pack(Excel().parts([one], Styles()))


def excel_macro():
    dialect = Excel()
    dialect.content_type = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    dialect.extra["xl/vbaProject.bin"] = ole([("PROJECT", b"ID=\"{0}\"")])
    dialect.book_relations.append(("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"))
    return pack(dialect.parts([sheet()], Styles()))


def excel_hidden():
    old = sheet()
    old.name, old.state = "去年的备份", ' state="hidden"'
    old.put("H19", "900")
    return pack(Excel().parts([old, sheet()], Styles()))


VML = ('<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
       'xmlns:x="urn:schemas-microsoft-com:office:excel">\r\n <o:shapelayout v:ext="edit">\r\n  <o:idmap v:ext="edit" '
       'data="1"/>\r\n </o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
       'path="m,l,21600r21600,l21600,xe"/>{shapes}</xml>')
SHAPE = ('<v:shape id="_x0000_s{id}" type="#_x0000_t202" style=\'position:absolute;visibility:hidden\' '
         'fillcolor="infoBackground [80]" o:insetmode="auto">\r\n  <v:textbox style=\'mso-direction-alt:auto\'/>\r\n  '
         '<x:ClientData ObjectType="Note">\r\n   <x:MoveWithCells/>\r\n   <x:SizeWithCells/>\r\n   <x:AutoFill>False'
         '</x:AutoFill>\r\n   <x:Row>{row}</x:Row>\r\n   <x:Column>{column}</x:Column>\r\n  </x:ClientData>\r\n </v:shape>')


def excel_marked():
    """What the program marked, saved by Excel: our comment, shape and list sheet look like Excel's own; beside a
    comment of a person, and a threaded one."""
    one = sheet()
    dialect = Excel()
    dialect.sheet_relations[2] = [("comments", "../comments1.xml"), ("vmlDrawing", "../drawings/vmlDrawing1.vml"),
                                  ("http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
                                   "../threadedComments/threadedComment1.xml")]
    dialect.sheet_tail[2] = '<legacyDrawing r:id="rId2"/>'
    comment = '<comment ref="{}" authorId="{}" shapeId="0" xr:uid="{{0}}"><text><r><rPr><sz val="9"/></rPr><t>{}</t></r></text></comment>'
    dialect.extra["xl/comments1.xml"] = (
        f'{HEAD}<comments xmlns="{MAIN}" xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision">'
        '<authors><author>王丽</author><author>绩衡 jiheng</author><author>tc={1}</author></authors><commentList>' +
        comment.format("H19", 0, "问过学校") + comment.format("H20", 1, "错误：填得不对") +
        comment.format("H22", 2, "[线程批注]这里再看看") + "</commentList></comments>")
    dialect.extra["xl/drawings/vmlDrawing1.vml"] = VML.format(shapes="".join(
        SHAPE.format(id=1025 + i, row=row - 1, column=7) for i, row in enumerate((19, 20, 22))))
    dialect.extra["xl/threadedComments/threadedComment1.xml"] = (
        f'{HEAD}<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="H22" dT="2023-11-06T01:30:00.00" personId="{2}" id="{1}"><text>这里再看看</text>'
        '</threadedComment></ThreadedComments>')
    dialect.types += [("xl/comments1.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"),
                      ("xl/threadedComments/threadedComment1.xml", "application/vnd.ms-excel.threadedcomments+xml")]
    heads = ("序号", "级别", "位置", "问题", "怎么改", "规则")
    listed = Sheet("问题清单", {1: ["", {c: Cell("0", "text", t) for c, t in zip("ABCDEF", heads)}],
                            2: ["", {"A": Cell("0", "n", "1"), "D": Cell("0", "text", "填得不对")}]}, [], "")
    return pack(dialect.parts([one, listed], Styles()))


def wps_saved():
    one = sheet()
    one.name = "Sheet1 (2)"
    one.put("XFD5", None, "")
    one.put("H17", None)
    for merged in ("A7:B12", "B19:B22", "C5:F5", "A18:A26", "H3:K3"):  # taken apart, as on "取消合并"
        one.merges.remove(merged)
    one.blank_tail = "".join(f'<row r="{r}" ht="14.25" customHeight="1" s="4" customFormat="1"/>'
                             for r in (*range(29, 400), *range(1048000, 1048577)))
    one.put("K21", '=DISPIMG("ID_5D0B1C0A8F4E4B0E9C7C7B1F0A6C1E2D",1)', "str",
            formula='_xlfn.DISPIMG("ID_5D0B1C0A8F4E4B0E9C7C7B1F0A6C1E2D",1)')
    reserved = Sheet("WpsReserved_CellImgList", {1: ["", {"A": Cell("0", "text", "x")}]}, [], "")
    reserved.state = ' state="veryHidden"'
    return pack(Wps().parts([one, reserved], Styles("宋体")))


def wps_characters():
    one = sheet()
    changes = {"H20": "９５", "I20": "％", "H24": "９０", "I24": " ％\u3000", "H22": "５", "F19": ">=", "F20": "大于等于",
               "F21": "＜＝", "F23": "≦", "F24": "\u00a0不低于 ", "K19": "☆", "C4": "219-教育体育局\u00a0",
               "H3": "\u200b64032324T000000000001\u00a0", "H4": "\u3000盐池县第一小学\u00a0\u3000", "C3": "\ufeff义务教育学生营养改善计划",
               "A2": "（ ２０２４ 年度 ）", "D18": "三级\n指标", "H18": "年度\u00a0指标值", "G6": "联 系 电 话：",
               "I19": "\u00a0人\u200b", "H10": None, "J22": "１０", "D23": "学生贫血率\u00a0"}
    for place, value in changes.items():
        one.put(place, value, "text" if value is not None else "")
    one.put("E7", "３８７．６６")
    one.put("H8", "\u00a0387.66\u3000")
    return pack(Wps().parts([one], Styles("宋体")))


def wps_rows():
    one = sheet()
    one.delete(22)  # 每生每天补助标准
    one.insert(20)
    one.insert(20)
    one.insert(7)
    return pack(Wps().parts([one], Styles("宋体")))


def wps_covered():
    """Merged with "合并单元格并保留内容" off and on again: what stands under a merged range is not seen."""
    one = sheet()
    one.put("B20", "效益指标")
    one.put("E19", "看不见的名称")
    one.put("C10", one.text("C10"))
    one.put("C11", "看不见")
    one.put("I4", "别的单位")
    return pack(Wps().parts([one], Styles("宋体")))


def plain_parts():
    return Excel().parts([sheet()], Styles())


ODS = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<office:document-content/>",
       "META-INF/manifest.xml": b"<manifest/>"}


def other_package(part, content_type, content=b"<document/>"):
    return pack({"[Content_Types].xml": (f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
                                         f'ContentType="application/xml"/><Override PartName="/{part}" '
                                         f'ContentType="{content_type}"/></Types>').encode(),
                 "_rels/.rels": (f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
                                 f'Type="{DOC}/officeDocument" Target="{part}"/></Relationships>').encode(),
                 part: content})


def descriptor(width):
    return lambda crc, packed, size: struct.pack(f"<4sI2{width}", b"PK\7\x08", crc, packed, size)


def main():
    parts = plain_parts()
    files = {
        "excel-365.xlsx": excel_365(),
        "excel-values.xlsx": excel_values(),
        "excel-1904.xlsx": excel_1904(),
        "excel-month.xlsx": with_date(Excel(), 'yyyy"年"m"月";@', "45261"),
        "excel-no-year.xlsx": with_date(Excel(), 'm"月"d"日";@', "46377"),
        "excel-strict.xlsx": with_date(Strict(), "yyyy/m/d", "2024-12-10T00:00:00", "d"),
        "excel-errors.xlsx": excel_errors(),
        "excel-macro.xlsm": excel_macro(),
        "excel-hidden-sheet.xlsx": excel_hidden(),
        "excel-marked.xlsx": excel_marked(),
        "wps-saved.xlsx": wps_saved(),
        "wps-characters.xlsx": wps_characters(),
        "wps-rows.xlsx": wps_rows(),
        "wps-covered.xlsx": wps_covered(),
        "zip-descriptors.xlsx": pack_by_hand(parts, 8, local=lambda *_: (0, 0, 0), descriptor=descriptor("I")),
        "zip-descriptors-with-sizes.xlsx": pack_by_hand(parts, 8, local=lambda crc, packed, size: (0, packed, 0),
                                                        descriptor=descriptor("I")),
        "zip64-local.xlsx": pack_by_hand(parts, 8, local=lambda *_: (0, 0xFFFFFFFF, 0xFFFFFFFF), version=45,
                                         extra=struct.pack("<HHQQ", 1, 16, 0, 0), descriptor=descriptor("Q")),
        "zip-folders.xlsx": pack(parts, folders=True),
        "zip-backslashes.xlsx": pack(parts, rename=lambda n: n.replace("/", "\\")),
        "zip-capitals.xlsx": pack(parts, rename=lambda n: n.replace("sharedStrings", "SharedStrings").replace(
            "worksheets/sheet", "worksheets/Sheet")),
        "zip-deflate64.xlsx": pack_by_hand(parts, method=9, version=21),
        "zip-password.xlsx": pack_by_hand(parts, flags=1),
        "password.xlsx": ole([("EncryptionInfo", b"\4\0\4\0\x40\0\0\0<encryption/>"), ("EncryptedPackage", b"\0" * 5000)]),
        "old-xls.xlsx": ole([("Workbook", b"\x09\x08\x10\0\0\6\5\0"), ("\5SummaryInformation", b"\xfe\xff")]),
        "csv.xlsx": "项目名称,项目编码\r\n义务教育学生营养改善计划,64032324T000000000001\r\n".encode("gb18030"),
        "html.xlsx": '\ufeff<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>1</td></tr></table></html>'.encode(),
        "xml-2003.xlsx": b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "pdf.xlsx": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        "ods.xlsx": pack(ODS),
        "docx.xlsx": other_package("word/document.xml",
                                   "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
        "xlsb.xlsx": other_package("xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroEnabled.main", b"\x83\1\0"),
    }
    for name, data in files.items():
        with open(os.path.join(HERE, name), "wb") as file:
            file.write(data)


main()
