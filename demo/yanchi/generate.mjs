// Writes the CSV files of the demonstration county: node demo/yanchi/generate.mjs [folder]
// With --check it writes nothing and fails when the committed files are not what it would write; ./check runs that.
// Needs Node 18 or newer and nothing else.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { assessments, evaluations, rectifications, resultUse } from './generator/evaluations.mjs';
import { declarations } from './generator/declarations.mjs';
import { departmentDeclarations } from './generator/departments.mjs';
import { addHabits } from './generator/habits.mjs';
import { makeIndicators } from './generator/indicators.mjs';
import { addMoneyYear } from './generator/money.mjs';
import { assignments, grants, users } from './generator/people.mjs';
import { makeProjects } from './generator/projects.mjs';
import { actualText, evaluate, goalText, monitoringRows, pay, submittedOn, tierOf } from './generator/results.mjs';
import { ALLOCATED, csv, day, ILLUSTRATIVE, Random, REGION, wan } from './generator/tools.mjs';
import { makeSections, makeUnits } from './generator/units.mjs';

const SEED = 640323;

const HEADERS = {
  unit: '区划代码,单位编码,单位名称,主管部门编码,单位类型,行业,数据来源',
  project: '区划代码,项目编码,项目名称,单位编码,项目类别,项目属性,行业,功能分类,起始年度,终止年度,立项依据,受益对象,备注,数据来源',
  budget_line: '区划代码,项目编码,年度,资金性质,资金标签,年初预算数（万元）,全年预算数（万元）,全年执行数（万元）,数据来源',
  goal: '区划代码,项目编码,年度,状态,年度总体目标,随预算一同申报,送审日期,批复日期,数据来源',
  indicator: '区划代码,项目编码,年度,序号,一级指标,二级指标,三级指标,性质,年度指标值,计量单位,分值,实际完成值,填报得分,偏差原因及改进措施,核心指标,数据来源',
  monitoring: '区划代码,项目编码,年度,季度,应报日期,报送日期,累计执行数（万元）,目标完成进度,完成目标可能性,偏差原因,数据来源',
  self_evaluation: '区划代码,项目编码,年度,应报日期,报送日期,填报总分,复核总分,实际完成情况,数据来源',
  declaration: '区划代码,项目编码,年度,到哪一步,申报资金（万元）,资金性质,资金标签,天数,退回理由,意见,填过没有',
  department_declaration: '区划代码,部门编码,年度,到哪一步,年度总体目标,一级指标,二级指标,三级指标,性质,年度指标值,计量单位,分值,退回理由,意见',
  assessment: '区划代码,年度,项目名称,项目编码,单位编码,行业,评估日期,申请金额（万元）,建议金额（万元）,得分,结论,理由,公开材料列名,数据来源',
  evaluation: '区划代码,年度,评价类型,评价对象,被评价年度,项目编码,单位编码,涉及金额（万元）,得分,等级,评价机构,报告日期,备注,数据来源',
  result_use: '区划代码,预算年度,项目名称,项目编码,单位编码,应用依据,评价年度,评价对象,建议,建议调整率,原预算数（万元）,决定,决定预算数（万元）,决定日期,理由,数据来源',
  rectification: '区划代码,年度,单位编码,整改事项,来源,评价对象,问题,反馈日期,整改期限,回复日期,销号日期,状态,数据来源',
  user: '区划代码,账号,姓名,单位编码,启用日期,数据来源',
  role_grant: '区划代码,账号,角色,单位编码,起始日期,数据来源',
  assignment: '区划代码,项目编码,账号,职责,起始日期,数据来源',
  budget_change: '区划代码,项目编码,年度,变动种类,资金性质,资金标签,文号,变动日期,变动金额（万元）,事由,数据来源',
  release: '区划代码,文号,项目编码,年度,资金性质,资金标签,下达日期,下达金额（万元）,文件标题,数据来源',
};

const CATEGORY = { '1': '人员类', '21': '公用经费', '22': '其他运转类', '3': '特定目标类' };

function unitRow(unit) {
  return {
    区划代码: REGION, 单位编码: unit.code, 单位名称: unit.name, 主管部门编码: unit.department, 单位类型: unit.kind, 行业: unit.sector,
    数据来源: unit.published ? ALLOCATED : ILLUSTRATIVE,
  };
}

function projectRow(project) {
  return {
    区划代码: REGION, 项目编码: project.code, 项目名称: project.name, 单位编码: project.unit.code, 项目类别: CATEGORY[project.category],
    项目属性: project.kind, 行业: project.unit.sector, 功能分类: project.functionClass, 起始年度: project.first, 终止年度: project.last,
    立项依据: project.basis, 受益对象: project.beneficiaries, 备注: project.note, 数据来源: project.provenance,
  };
}

function budgetRow(project, year, line) {
  return {
    区划代码: REGION, 项目编码: project.code, 年度: year, 资金性质: line.fund, 资金标签: line.tag, '年初预算数（万元）': wan(line.initial),
    '全年预算数（万元）': wan(line.adjusted), '全年执行数（万元）': wan(line.executed), 数据来源: ILLUSTRATIVE,
  };
}

function indicatorRow(project, year, row) {
  return {
    区划代码: REGION, 项目编码: project.code, 年度: year, 序号: row.seq, 一级指标: row.level1, 二级指标: row.level2, 三级指标: row.name,
    性质: row.op, 年度指标值: row.target, 计量单位: row.unit, 分值: row.weight, 实际完成值: row.actual,
    填报得分: row.claimed === undefined ? null : wan(row.claimed), 偏差原因及改进措施: row.reason, 核心指标: row.core ? '是' : '否',
    数据来源: ILLUSTRATIVE,
  };
}

/** One project in one year: its money, goal, indicators, quarters and self-evaluation. */
function addYear(tables, random, project, year, lateUnits) {
  const lines = project.lines[year];
  const tier = tierOf(random);
  pay(random, project, tier, lines);
  const added = lines.every((line) => line.initial === 0);
  const rows = makeIndicators(random, project, year, lines.reduce((sum, line) => sum + line.adjusted, 0));
  const goal = goalText(random, project, year, rows);
  const submitted = added ? day(`${year}-04-10`, random.between(0, 90)) : day(`${year - 1}-10-20`, random.between(0, 40));
  const approved = added ? day(submitted, random.between(6, 20)) : day(`${year}-01-20`, random.between(0, 4));
  const claimed = evaluate(random, rows, year, tier, lines);
  const due = `${year + 1}-03-31`;

  tables.budget_line.push(...lines.map((line) => budgetRow(project, year, line)));
  tables.goal.push({
    区划代码: REGION, 项目编码: project.code, 年度: year, 状态: '批复', 年度总体目标: goal, 随预算一同申报: '是', 送审日期: submitted,
    批复日期: approved, 数据来源: ILLUSTRATIVE,
  });
  tables.indicator.push(...rows.map((row) => indicatorRow(project, year, row)));
  tables.monitoring.push(...monitoringRows(random, project, year, tier, lines, lateUnits));
  tables.self_evaluation.push({
    区划代码: REGION, 项目编码: project.code, 年度: year, 应报日期: due, 报送日期: submittedOn(random, project, due, lateUnits),
    填报总分: wan(claimed), 复核总分: random.chance(8) ? wan(Math.max(0, claimed - random.between(0, 4) * 50)) : null,
    实际完成情况: actualText(random, goal, year, rows), 数据来源: ILLUSTRATIVE,
  });
}

function makeTables() {
  const random = new Random(SEED);
  const units = makeUnits();
  const projects = makeProjects(random, units);
  const lateUnits = new Set(random.some(units.filter((unit) => unit.work), 9).map((unit) => unit.code));
  const tables = Object.fromEntries(Object.keys(HEADERS).map((name) => [name, []]));
  tables.unit = [...units, ...makeSections()].map(unitRow);
  tables.project = projects.map(projectRow);
  for (const project of projects) for (const year of project.years) addYear(tables, random, project, year, lateUnits);
  addHabits(tables.monitoring);
  tables.assessment = assessments(random, units, projects);
  tables.evaluation = evaluations(random, units, projects);
  tables.result_use = resultUse(random, projects, tables.evaluation);
  tables.rectification = rectifications(random, projects, tables.evaluation);
  addMoneyYear(tables, projects, indicatorRow);
  tables.declaration = declarations(projects);
  tables.department_declaration = departmentDeclarations();
  tables.user = users();
  tables.role_grant = grants();
  tables.assignment = assignments(projects, tables.evaluation);
  return tables;
}

const here = dirname(fileURLToPath(import.meta.url));
const argument = process.argv[2];
const folder = argument && argument !== '--check' ? argument : here;
mkdirSync(folder, { recursive: true });
for (const [name, rows] of Object.entries(makeTables())) {
  const file = join(folder, `${name}.csv`);
  const text = csv(HEADERS[name].split(','), rows);
  if (argument !== '--check') writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(`${file} is not what the generator writes: run node demo/yanchi/generate.mjs`);
    process.exitCode = 1;
  }
}
