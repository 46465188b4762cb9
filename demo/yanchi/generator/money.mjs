// The year 2024 in small, as far as it is known in the autumn before: a dozen projects that go on with transfers announced
// early (提前下达), with the goals approved along with them, what was done to their budgets and what was released of them.
// No date is after the county's calendar (calendar.txt). Its own random source: nothing of 2022 and 2023 depends on it.

import { makeIndicators } from './indicators.mjs';
import { goalText } from './results.mjs';
import { day, ILLUSTRATIVE, Random, REGION, share, wan } from './tools.mjs';

export const MONEY_YEAR = 2024;
const MONEY_SEED = 2024;
const UNITS = ['203001', '203002', '206001', '206002', '211001', '215001', '217001', '201001', '123001', '205001', '212001', '213001'];
const APPROVED_ON = '2023-11-03';
const TRANSFER = '上级转移支付';
const LATE = 11; // the last one got money before its goal was there

/** One project a unit: the first for a purpose of its own that had money in 2023 and goes on. */
export function moneyProjects(projects) {
  const goesOn = (project) =>
    ['22', '3'].includes(project.category) && project.lines[2023]?.length === 1 && (project.last ?? 9999) >= MONEY_YEAR;
  return UNITS.map((unit) => projects.find((project) => project.unit.code === unit && goesOn(project))).filter(Boolean);
}

function change(project, line, kind, date, number, amount, reason) {
  return {
    区划代码: REGION, 项目编码: project.code, 年度: MONEY_YEAR, 变动种类: kind, 资金性质: line.fund, 资金标签: line.tag, 文号: number,
    变动日期: date, '变动金额（万元）': wan(amount), 事由: reason, 数据来源: ILLUSTRATIVE,
  };
}

function release(project, line, date, number, amount, title) {
  return {
    区划代码: REGION, 文号: number, 项目编码: project.code, 年度: MONEY_YEAR, 资金性质: line.fund, 资金标签: line.tag, 下达日期: date,
    '下达金额（万元）': wan(amount), 文件标题: title, 数据来源: ILLUSTRATIVE,
  };
}

function addGoal(tables, random, project, late, amount, indicatorRow) {
  const rows = makeIndicators(random, project, MONEY_YEAR, amount);
  tables.goal.push({
    区划代码: REGION, 项目编码: project.code, 年度: MONEY_YEAR, 状态: late ? '送审' : '批复',
    年度总体目标: goalText(random, project, MONEY_YEAR, rows), 随预算一同申报: late ? '否' : '是',
    送审日期: late ? '2023-11-07' : day('2023-10-12', random.between(0, 12)), 批复日期: late ? null : APPROVED_ON, 数据来源: ILLUSTRATIVE,
  });
  tables.indicator.push(...rows.map((row) => indicatorRow(project, MONEY_YEAR, row)));
}

/** Adds the year to the tables; `indicatorRow` writes an indicator as the other years do. */
export function addMoneyYear(tables, projects, indicatorRow) {
  const random = new Random(MONEY_SEED);
  moneyProjects(projects).forEach((project, i) => {
    const last = project.lines[2023][0];
    const line = { ...last, tag: last.tag === '无' ? TRANSFER : last.tag }; // only transfers are announced before the year
    const initial = Math.max(1000, share(last.adjusted, 900 + random.between(0, 150)));
    const late = i === LATE;
    addGoal(tables, random, project, late, initial, indicatorRow);
    if (late) {
      tables.budget_change.push(change(project, line, '追加', '2023-10-30', '盐财预〔2023〕49号', initial, '上级临时交办，指标提前下达'));
      tables.release.push(release(project, line, '2023-11-01', '盐财预〔2023〕50号', share(initial, 500), '提前下达2024年上级临时交办项目资金'));
      return;
    }
    tables.budget_change.push(change(project, line, '年初预算', APPROVED_ON, '盐财预〔2023〕51号', initial, '提前下达的转移支付列入2024年年初预算'));
    if (i < 6) tables.release.push(release(project, line, '2023-11-06', '盐财预〔2023〕52号', share(initial, 600), '提前下达2024年第一批转移支付资金'));
    else if (i < 9) tables.release.push(release(project, line, '2023-11-09', '盐财预〔2023〕54号', share(initial, 500), '提前下达2024年第二批转移支付资金'));
    if (i === 2) tables.budget_change.push(change(project, line, '调整', '2023-11-10', '盐财预〔2023〕56号', -share(initial, 80), '自治区核减提前下达指标'));
    if (i === 1 || i === 4) {
      const more = share(initial, 150);
      const reason = '自治区增加提前下达指标，受益人数增加，目标已相应调整';
      tables.budget_change.push(change(project, line, '追加', '2023-11-08', '盐财预〔2023〕53号', more, reason));
      tables.release.push(release(project, line, '2023-11-10', '盐财预〔2023〕55号', more, '提前下达2024年转移支付追加资金'));
    }
  });
}
