// Declarations for 2024 in every state of the process, in the units whose people are known. How each came there is
// told step by step when they are loaded (app/demo_goals); here only which project stands where, and why.

import { moneyProjects, MONEY_YEAR } from './money.mjs';
import { Random, REGION, share, wan } from './tools.mjs';

const DECLARATION_SEED = 20240101;
// Units with both hands.
const UNITS = ['203001', '203002', '203003', '206001', '206002', '211001', '215001', '217001', '201001', '123001'];
/** Where a declaration stands, how many days ago its way began, and of returns why. */
const PLACES = [
  ['编制中', 9], ['编制中', 30], ['编制中', 3], ['退回修改', 14, 'missing-quantity', '请补充数量指标的计算依据'],
  ['退回修改', 20, 'vague', '效益指标没有说达到多少算完成'], ['单位审核', 4], ['单位审核', 8], ['主管部门审核', 6], ['主管部门审核', 16],
  ['主管部门审核', 5], ['财政审核', 9], ['财政审核', 12], ['财政审核', 21], ['财政审核', 7], ['财政终审', 14], ['待批复', 18],
  ['待批复', 22], ['已批复', 24], ['已批复', 26], ['调整中', 28],
];

/** Where a form was begun weeks ago and nobody has written a word since. */
const UNTOUCHED_UNITS = ['203001', '205001', '212001'];
const UNTOUCHED_DAYS = 26;

function row(project, amount, state, days, reason, opinion, touched) {
  const line = project.lines[2023][0];
  return {
    区划代码: REGION, 项目编码: project.code, 年度: MONEY_YEAR, 到哪一步: state, '申报资金（万元）': amount, 资金性质: line.fund, 资金标签: line.tag,
    天数: days, 退回理由: reason ?? null, 意见: opinion ?? null, 填过没有: touched ? '是' : '否',
  };
}

/** The rows of declaration.csv. Projects that have their goal of the year already are left out. */
export function declarations(projects) {
  const random = new Random(DECLARATION_SEED);
  const taken = new Set(moneyProjects(projects).map((project) => project.code));
  const rows = [];
  let place = 0;
  const fitting = (unit) => projects.filter((project) => project.unit.code === unit && ['22', '3'].includes(project.category) &&
    project.lines[2023] && (project.last ?? 9999) >= MONEY_YEAR && !taken.has(project.code));
  for (const unit of UNITS) {
    const fit = fitting(unit);
    for (const project of random.some(fit, Math.min(fit.length, 7))) {
      const [state, days, reason, opinion] = PLACES[place++ % PLACES.length];
      const amount = Math.max(1000, share(project.lines[2023][0].adjusted, 900 + random.between(0, 250)));
      rows.push(row(project, wan(amount), state, days, reason, opinion, true));
      taken.add(project.code);
    }
  }
  for (const unit of UNTOUCHED_UNITS) {
    const [project] = fitting(unit);
    if (project) rows.push(row(project, null, '编制中', UNTOUCHED_DAYS, null, null, false));
  }
  return rows;
}
