// Assessments, evaluations, what followed from them, and rectification.

import * as seed from './seed.mjs';
import { ALLOCATED, amount, day, ILLUSTRATIVE, RECORDED, REGION, wan } from './tools.mjs';

const AGENCIES = ['宁夏正衡绩效评价咨询有限公司（示意）', '宁夏同信会计师事务所（示意）', '银川明达工程咨询有限公司（示意）'];

function sectorOf(units, code) {
  return units.find((unit) => unit.code === code).sector;
}

function codeOf(projects, name) {
  return projects.find((project) => project.name === name)?.code ?? null;
}

export function assessments(random, units, projects) {
  const rows = [];
  for (const [conclusion, list] of Object.entries(seed.ASSESSMENTS)) {
    for (const [name, unit, hundreds] of list) {
      rows.push({
        区划代码: REGION, 年度: 2022, 项目名称: name, 项目编码: codeOf(projects, name), 单位编码: unit, 行业: sectorOf(units, unit),
        '申请金额（万元）': wan(hundreds), 结论: conclusion, 公开材料列名: name.startsWith('（') ? '否' : '是', 数据来源: ALLOCATED,
        理由: '公开材料只列名称、结论和 27 个项目的总金额，本项目金额为示意',
      });
    }
  }
  const planned = (project) => project.lines[2023].reduce((sum, line) => sum + line.adjusted, 0);
  const fresh = projects.filter((p) => p.first === 2023 && p.provenance === ILLUSTRATIVE && p.category === '3' && planned(p) > 10000);
  const ends = ['予以支持', '予以支持', '予以支持', '调整完善后予以支持', '调整完善后予以支持'];
  for (const project of random.some(fresh, 34)) {
    const conclusion = random.pick(ends);
    const good = conclusion === '予以支持';
    const suggested = planned(project);
    const asked = Math.floor((suggested * random.between(good ? 1000 : 1080, good ? 1090 : 1350)) / 1000);
    rows.push({
      区划代码: REGION, 年度: 2023, 项目名称: project.name, 项目编码: project.code, 单位编码: project.unit.code, 行业: project.unit.sector,
      评估日期: day('2023-02-10', random.between(0, 260)), '申请金额（万元）': wan(asked),
      '建议金额（万元）': wan(suggested), 得分: good ? random.between(90, 97) : random.between(66, 89), 结论: conclusion, 公开材料列名: '否', 数据来源: ILLUSTRATIVE,
    });
  }
  return rows;
}

function evaluation(year, kind, name, evaluated, unit, rest) {
  return { 区划代码: REGION, 年度: year, 评价类型: kind, 评价对象: name, 被评价年度: evaluated, 单位编码: unit, ...rest };
}

function published(projects) {
  const rows = [];
  for (const [name, unit, score] of seed.MIDTERM) {
    rows.push(evaluation(2022, '重点事中评价', name, 2022, unit, { 项目编码: codeOf(projects, name), 得分: score, 等级: '优', 数据来源: RECORDED }));
  }
  const note = '公开材料只列 10 个项目的总金额和等级个数，本项目金额和等级为示意';
  for (const [name, unit, hundreds, grade] of seed.KEY) {
    rows.push(evaluation(2022, '重点项目评价', name, 2021, unit, { '涉及金额（万元）': wan(hundreds), 等级: grade, 备注: note, 数据来源: ALLOCATED }));
  }
  for (const [name, unit, hundreds, grade] of seed.DEPARTMENTS) {
    rows.push(evaluation(2022, '部门整体支出评价', `${name}2021年部门整体支出`, 2021, unit, {
      '涉及金额（万元）': wan(hundreds), 等级: grade, 备注: '等级见公开材料；公开材料只列 5 个部门的总金额，本部门金额为示意', 数据来源: ALLOCATED,
    }));
  }
  const { name, unit, amount: hundreds, score, grade, note: contradiction } = seed.PENSION;
  rows.push(evaluation(2022, '社保基金评价', name, 2021, unit, { '涉及金额（万元）': wan(hundreds), 得分: score, 等级: grade, 备注: contradiction, 数据来源: RECORDED }));
  return rows;
}

function gradeOf(score) {
  return score >= 9000 ? '优' : score >= 8000 ? '良' : score >= 6000 ? '中' : '差';
}

/** Evaluations made in 2023; all made up. */
function illustrative(random, projects, units) {
  const rows = [];
  const add = (kind, name, evaluated, unit, code, hundreds, low, high) => {
    const score = random.between(low * 10, high * 10) * 10;
    rows.push(evaluation(2023, kind, name, evaluated, unit, {
      项目编码: code, '涉及金额（万元）': wan(hundreds), 得分: wan(score), 等级: gradeOf(score), 评价机构: random.pick(AGENCIES),
      报告日期: day('2023-05-20', random.between(0, 150)), 数据来源: ILLUSTRATIVE,
    }));
  };
  const sum = (project, year) => project.lines[year].reduce((total, line) => total + line.adjusted, 0);
  const fit = projects.filter((p) => p.provenance === ILLUSTRATIVE && p.category === '3' && p.years.length === 2 && sum(p, 2022) > 6000);
  const chosen = random.some(fit, 30);
  chosen.slice(0, 4).forEach((p) => add('重点事中评价', p.name, 2023, p.unit.code, p.code, sum(p, 2023), 84, 96));
  chosen.slice(4, 16).forEach((p) => add('重点项目评价', p.name, 2022, p.unit.code, p.code, sum(p, 2022), 74, 96));
  chosen.slice(16, 30).forEach((p) => add('部门评价', p.name, 2022, p.unit.code, p.code, sum(p, 2022), 70, 95));
  const departments = units.filter((unit) => unit.kind === '主管部门' && !unit.published && unit.sector !== '乡镇');
  for (const department of random.some(departments, 6)) {
    add('部门整体支出评价', `${department.name}2022年部门整体支出`, 2022, department.code, null, amount(random, 900, 5200), 80, 94);
  }
  add('社保基金评价', '盐池县2022年城乡居民基本养老保险基金项目', 2022, '208002', null, 935000, 86, 95);
  return rows;
}

export function evaluations(random, units, projects) {
  return [...published(projects), ...illustrative(random, projects, units)];
}

function use(year, name, unit, rest) {
  return { 区划代码: REGION, 预算年度: year, 项目名称: name, 单位编码: unit, ...rest };
}

/** What evaluations led to in the next budget. A good part leads to nothing: 结果应用与预算“两张皮”. */
export function resultUse(random, projects, evaluated) {
  const rows = [];
  for (const [name, unit, base, rate] of seed.REDUCTIONS) {
    rows.push(use(2023, name, unit, {
      项目编码: codeOf(projects, name), 应用依据: '部门评价', 建议: '压缩', '原预算数（万元）': wan(base), 决定: '调减',
      '决定预算数（万元）': wan(base - (base * rate) / 100), 决定日期: '2023-01-18', 数据来源: ALLOCATED,
      理由: '公开材料列出九个项目和平均调减率 10% 左右；依据类别、各项金额和比例为示意',
    }));
  }
  // The data end with 2023, so that only what was evaluated in 2022 can have been used; all of it was 优 or 良.
  for (const row of evaluated) {
    if (row.年度 !== 2022 || row.评价类型 === '社保基金评价' || !random.chance(58)) continue;
    const base = row['涉及金额（万元）'] ? Math.round(Number(row['涉及金额（万元）']) * 100) : amount(random, 120, 900);
    rows.push(use(2023, row.评价对象, row.单位编码, {
      项目编码: row.项目编码 ?? null, 应用依据: '财政评价', 评价年度: 2022, 评价对象: row.评价对象, 建议: '维持', '原预算数（万元）': wan(base),
      决定: '维持', '决定预算数（万元）': wan(base), 决定日期: '2023-01-18', 数据来源: ILLUSTRATIVE,
    }));
  }
  return rows;
}

const FINDINGS = [
  ['绩效指标细化量化不够', '部分三级指标没有数值和评判标准，无法判断是否完成'], ['预算执行进度偏慢', '第三季度末支付进度低于序时进度 20 个百分点以上'],
  ['佐证资料不完整', '完成值缺少验收单或统计表，无法核对'], ['成本指标缺失', '未设置成本指标，无法判断投入是否经济'],
  ['自评得分依据不足', '未达到目标值仍按满分填报，未写明原因'], ['项目管理制度不健全', '后续管护责任没有落实到人'], ['资金拨付不及时', '补助资金发放晚于规定时间'],
];

export function rectifications(random, projects, evaluated) {
  const rows = [];
  const add = (year, unit, title, source, object, finding, raised) => {
    const closes = random.chance(year === 2022 ? 96 : 84);
    const answered = day(raised, random.between(8, 34));
    rows.push({
      区划代码: REGION, 年度: year, 单位编码: unit, 整改事项: title, 来源: source, 评价对象: object, 问题: finding, 反馈日期: raised,
      整改期限: day(raised, 30), 回复日期: closes || random.chance(50) ? answered : null, 销号日期: closes ? day(answered, random.between(2, 15)) : null,
      状态: null, 数据来源: ILLUSTRATIVE,
    });
    const row = rows[rows.length - 1];
    row.状态 = row.销号日期 ? '已销号' : row.回复日期 ? '已回复' : '整改中';
  };
  for (const row of evaluated) {
    if (row.评价类型 === '社保基金评价' || !random.chance(70)) continue;
    // No shortcomings are made up for what the statement names.
    const named = row.数据来源 !== ILLUSTRATIVE && !row.评价对象.startsWith('（');
    const [title, finding] = named ? ['评价建议落实', '按评价报告的建议完善项目管理资料'] : random.pick(FINDINGS);
    add(row.年度, row.单位编码, `${row.评价对象}：${title}`, '绩效评价', row.评价对象, finding, day(`${row.年度}-10-25`, random.between(0, 40)));
  }
  for (const year of [2022, 2023]) {
    for (const project of random.some(projects.filter((p) => p.years.includes(year)), 16)) {
      add(year, project.unit.code, `${project.name}：预算执行进度偏慢`, '绩效监控', null, FINDINGS[1][1], `${year}-10-20`);
    }
  }
  return rows;
}
