#!/usr/bin/python3
"""Makes the portal exports of this folder (needs openpyxl): files as two plausible portals write them, with
title rows, totals, merged cells and their own codes. Everything in them is made up.
   /usr/bin/python3 tests/portal/make_portal.py"""
import datetime
import os

from openpyxl import Workbook

HERE = os.path.dirname(os.path.abspath(__file__))


def csv(name, text, encoding):
    with open(os.path.join(HERE, name), "wb") as out:
        out.write(text.replace("\n", "\r\n").encode(encoding))


csv("projects.csv", """项目库查询结果,,,,,,,,,
导出时间：2024-01-08 10:21:33,,,,,,,,,
序号,项目编码,项目名称,预算单位,项目类别,项目属性,支出功能分类,立项年度,终止年度,申报金额
1,64032324T000000009001,农村公路养护补助,219001-盐池县第一小学,特定目标类项目,新增项目,2140106-公路养护,2024,2026,"1,200,000.00"
2,64032324Y000000009002,办公楼物业费,盐池县第一小学,其他运转类项目,延续项目,2050299-其他普通教育支出,2024,,300000.00
3,64032323T000000009003,乡村治理试点,301001,特定目标类,是,[2130153]农村综合改革,2023年度,2025年,
合计,,,,,,,,,1500000.00
""", "gb18030")

book = Workbook()
notes = book.active
notes.title = "说明"
notes["A1"] = "导出条件：年度=2024，区划=640323"
sheet = book.create_sheet("部门预算项目支出表")
rows = [
    ["盐池县2024年部门预算项目支出表"],
    ["编制单位：盐池县财政局", None, None, None, None, None, None, "金额单位：万元"],
    ["单位名称", "项目编码", "项目名称", "预算年度", "资金性质", "资金标签", "部门经济分类", "年初预算数", "全年预算数", "全年执行数"],
    ["第一小学", "64032324T000000009001", "农村公路养护补助", 2024, "111-一般公共预算资金", "本级", "30201 办公费", 60, 60, 20.5],
    [None, None, None, None, "111-一般公共预算资金", "本级", "30213 维修费", 40.25, 40.25, None],
    [None, None, None, None, "111-一般公共预算资金", "中央直达", "30213 维修费", "1,019.75", "1,019.75", None],
    ["小 计", None, None, None, None, None, None, 1120, 1120, 20.5],
    ["第一小学", "64032324Y000000009002", "办公楼物业费", 2024, "一般公共预算资金", "本级", "30209 物业费", 30, 28, 0],
    ["合  计", None, None, None, None, None, None, 1150, 1148, 20.5],
]
for row in rows:
    sheet.append(row)
sheet.merge_cells("A1:J1")
sheet.merge_cells("B4:B6")
sheet.merge_cells("D4:D6")
book.save(os.path.join(HERE, "budget.xlsx"))

book = Workbook()
sheet = book.active
sheet.title = "指标下达台账"
rows = [
    ["2024年指标下达查询（单位：元）"],
    ["序号", "指标文号", "下达日期", "指标摘要", "项目编码", "项目名称", "年度", "资金性质", "下达金额"],
    [1, "盐财预〔2024〕12号", datetime.date(2024, 3, 5), "下达第一批项目资金", "64032324T000000009001", "农村公路养护补助", "2024年", "111-一般公共预算资金", 400000],
    [2, None, None, None, "64032324T000000009001", "农村公路养护补助", "2024年", "111-一般公共预算资金", "100,000.00"],
    [3, None, None, None, "64032324Y000000009002", "办公楼物业费", "2024年", "111-一般公共预算资金", 280000],
    ["合计", None, None, None, None, None, None, None, 780000],
]
for row in rows:
    sheet.append(row)
book.save(os.path.join(HERE, "releases.xlsx"))

sheet["E4"] = "64032324T000000009999"
sheet["I5"] = "二十八万"
book.save(os.path.join(HERE, "releases-bad.xlsx"))
