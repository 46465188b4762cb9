#!/usr/bin/python3
"""Makes the workbooks of this folder (needs openpyxl; official-libreoffice.xlsx also LibreOffice):
   /usr/bin/python3 tests/forms/make_forms.py && soffice --headless --convert-to xlsx:"Calc MS Excel 2007 XML" ...
They are committed so that the tests read files that other programs wrote. See README.md."""
import datetime
import os
import zipfile

from openpyxl import Workbook, load_workbook

HERE = os.path.dirname(os.path.abspath(__file__))


def official(formulas):
    book = Workbook()
    sheet = book.active
    sheet.title = "自评表"
    rows = [
        ["项目支出绩效自评表"],
        ["（2022年度）", None, None, None, None, None, None, "金额单位：万元"],
        ["项目名称", None, "64032322T000000000001-农村道路养护", None, None, None, None, None],
        ["主管部门", None, "交通运输局", None, None, "实施单位", None, "公路段"],
        ["项目资金\n（万元）", None, None, "年初预算数", "全年预算数\n（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"],
        [None, "年度资金总额", None, 100, 120.5, 117.2465, 10, 0.973, 9.73],
        [None, "其中：当年财政拨款", None, 100, 100, 97.2465, "—", "—", "—"],
        [None, "上年结转资金", None, 0, 20.5, 20, "—", "—", "—"],
        [None, "其他资金", None, 0, 0, 0, "—", "—", "—"],
        ["年度总体目标", "预期目标", None, None, None, "实际完成情况"],
        [None, "养护农村道路 100 公里", None, None, None, "养护 97.3 公里"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
        ["产出指标", "数量指标", "★养护里程", "≥100公里", 97.3, 20, 20, None],
        [None, "质量指标", "验收合格率", "≥95%", 1, 10, 10, None],
        [None, "时效指标", "完工日期", datetime.date(2022, 12, 31), datetime.date(2022, 11, 30), 10, 10, None],
        [None, "成本指标", "养护成本", "≤12050元/公里", 11500, 10, 10, None],
        ["效益指标", "社会效益指标", "方便群众出行", "效果明显", "达成预期指标", 30, 28, None],
        ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", 0.925, 10, 10, None],
        ["总分", None, None, None, None, 100, "=SUM(G13:G18)+I6" if formulas else 97.73, None],
        ["其他说明", None, "无"],
    ]
    for row in rows:
        sheet.append(row)
    for cell in ("H6", "E14", "E18"):
        sheet[cell].number_format = "0.0%"
    for cell in ("D15", "E15"):
        sheet[cell].number_format = 'yyyy"年"m"月"d"日"'
    for merged in ("A1:I1", "A3:B3", "A4:B4", "A5:C5", "A6:A9", "B6:C6", "A10:A11", "B10:E10", "B11:E11", "A13:A16", "A19:E19"):
        sheet.merge_cells(merged)
    return book


def other_layout():
    book = Workbook()
    book.active.title = "收支表"
    book.active.append(["科目", "预算数", "执行数"])
    book.active.append(["教育支出", 100, 98])
    return book


def save(book, name):
    path = os.path.join(HERE, name)
    book.save(path)
    return path


def rewrite(source, target, change):
    """Copies a workbook part by part; `change` may replace the bytes of a part."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(os.path.join(HERE, target), "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(item.filename, change(item.filename, old.read(item.filename)))


def edited_declaration():
    """declaration.xlsx as people change it: formulas, a date, a gap between rows, another name of the sheet."""
    book = load_workbook(os.path.join(HERE, "declaration.xlsx"))
    sheet = book.active
    sheet.title = "改过名的表"
    for place, formula in {"H19": "=1000+250", "J19": "=10+5", "E7": "=H7"}.items():
        sheet[place].number_format = "General"
        sheet[place] = formula
    sheet["H21"].number_format = "yyyy-mm-dd"
    sheet["H21"] = datetime.date(2024, 12, 10)
    sheet["C15"] = "一次招标。\n分两学期供餐。"
    for column in "BCDFGHIJK":
        sheet[f"{column}26"] = sheet[f"{column}24"].value
        sheet[f"{column}24"] = None
    book.save(os.path.join(HERE, "declaration-edited.xlsx"))


def main():
    edited_declaration()
    path = save(official(formulas=False), "official.xlsx")
    save(official(formulas=True), "formula-without-result.xlsx")
    save(other_layout(), "other-layout.xlsx")
    sheet = "xl/worksheets/sheet1.xml"
    rewrite(path, "bomb.xlsx", lambda n, b: b.replace(b"</sheetData>", b" " * 30_000_000 + b"</sheetData>") if n == sheet else b)
    rewrite(path, "doctype.xlsx", lambda n, b: b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + b if n == sheet else b)
    rewrite(path, "rows-out-of-order.xlsx", lambda n, b: b.replace(b'<row r="20"', b'<row r="2"') if n == sheet else b)
    rewrite(path, "half-xml.xlsx", lambda n, b: b[: len(b) // 2] if n == sheet else b)
    with open(path, "rb") as file:
        whole = file.read()
    with open(os.path.join(HERE, "truncated.xlsx"), "wb") as file:
        file.write(whole[: len(whole) * 2 // 3])
    with open(os.path.join(HERE, "no-zip.xlsx"), "wb") as file:
        file.write("这不是工作簿".encode())


main()
