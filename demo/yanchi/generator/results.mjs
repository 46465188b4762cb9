// What became of the goals: payments, quarterly forms, actual values and points as units claim them.

import { day, ILLUSTRATIVE, REGION, share, wan } from './tools.mjs';

/** How well a project went; per mille of reaching a target, execution rate, shortfall in per mille. */
const TIERS = [
  { percent: 72, reach: 940, paid: [930, 1000], short: [900, 990] },
  { percent: 19, reach: 740, paid: [780, 990], short: [720, 970] },
  { percent: 7, reach: 520, paid: [420, 880], short: [480, 900] },
  { percent: 2, reach: 300, paid: [60, 520], short: [200, 720] },
];

export function tierOf(random) {
  let left = random.next() * 100;
  return TIERS.find((tier) => (left -= tier.percent) < 0) ?? TIERS[0];
}

/** Pays a project's lines; amounts in hundreds of 元. */
export function pay(random, project, tier, lines) {
  const sure = project.category === '1' || project.category === '21';
  const rate = sure ? random.between(975, 1000) : random.between(...tier.paid);
  for (const line of lines) line.executed = rate > 994 ? line.adjusted : share(line.adjusted, rate);
}

/** Points in hundredths, rounded half up, as 财预〔2020〕10号 counts them. */
function points(weight, op, goal, actual) {
  const reached = op === '≤' ? actual <= goal : actual >= goal;
  if (reached) return weight * 100;
  const [num, den] = op === '≤' ? [goal, actual] : [actual, goal];
  return Math.floor((2 * weight * 100 * num + den) / (2 * den));
}

/** An actual value in hundredths, for a target in hundredths. */
function actualValue(random, row, goal, tier) {
  const whole = row.unit === '%' ? 10 : row.unit === '万元' ? 1 : 100; // people and things are counted whole
  const reached = random.between(1, 1000) <= tier.reach || goal === 0;
  const round = (value) => Math.max(0, Math.round(value / whole) * whole);
  const percent = row.unit === '%';
  if (row.op === '≤') {
    if (reached) return goal === 0 ? 0 : Math.min(goal, round((goal * random.between(880, 1000)) / 1000));
    return Math.max(goal + whole, round((goal * random.between(1020, 1240)) / 1000));
  }
  if (!reached) return Math.min(goal - whole, round((goal * random.between(...tier.short)) / 1000));
  if (row.op === '=') return goal;
  if (percent) return Math.min(10000, goal + random.between(0, 5) * 100);
  const over = random.chance(3) ? random.between(1320, 1700) : random.between(1000, 1120);
  return Math.max(goal, round((goal * over) / 1000));
}

const LATE_REASONS = ['受疫情影响部分工作推迟，下年度续建', '上级资金下达较晚，支付滞后', '前期手续办理时间较长，已明确专人跟进', '实际对象少于年初测算，据实支付'];

function text(hundredths) {
  return wan(hundredths).replace(/\.?0+$/, '') || '0';
}

/** Fills in actual value, claimed points and, now and then, a reason; returns the points a machine would give. */
function fill(random, row, year, tier) {
  const full = row.weight * 100;
  if (row.words) {
    // Some people write 效果明显 where the table asks how far it was reached; no machine can score that.
    const judged = random.between(1, 1000) <= tier.reach ? '达成预期指标' : '部分达成预期指标并具有一定效果';
    row.actual = random.chance(2) ? '效果明显' : judged;
    row.claimed = judged === '达成预期指标' ? full : Math.round(full * 0.7);
    return row.claimed;
  }
  if (row.month) {
    row.actual = `${year}年${random.between(Math.max(3, row.month - 3), row.month)}月${random.between(1, 28)}日`;
    row.claimed = full;
    return full;
  }
  const goal = Math.round(Number(row.target) * 100);
  const actual = actualValue(random, row, goal, tier);
  row.actual = text(actual);
  const computed = points(row.weight, row.op, goal, actual);
  row.claimed = computed;
  if (computed < full && random.chance(22)) row.claimed = full; // not reached, all points taken
  if (computed === full && random.chance(2)) row.claimed = full - 100; // reached, a point given away without a reason
  if (computed < full && random.chance(70)) row.reason = random.pick(LATE_REASONS);
  if (goal > 0 && row.op === '≥' && actual > goal * 1.5) row.reason = '年初测算偏保守，下年度相应提高目标值';
  return computed;
}

/** Fills the rows of a year and returns what the unit claims as its total, in hundredths. */
export function evaluate(random, rows, year, tier, lines) {
  for (const row of rows) fill(random, row, year, tier);
  if (random.chance(1)) {
    const row = random.pick(rows);
    delete row.actual;
    delete row.claimed;
  }
  const adjusted = lines.reduce((sum, line) => sum + line.adjusted, 0);
  const executed = lines.reduce((sum, line) => sum + line.executed, 0);
  const execution = adjusted === 0 ? 0 : Math.min(1000, Math.floor((2 * 1000 * executed + adjusted) / (2 * adjusted)));
  const total = rows.reduce((sum, row) => sum + (row.claimed ?? 0), execution);
  return random.chance(3) ? Math.min(10000, total + random.pick([-200, -100, 100, 200])) : total;
}

// Share of the year's work done by the end of a quarter, in per mille, by type of project.
const PACE = {
  c: [[40, 170], [280, 520], [600, 820]], s: [[190, 250], [430, 510], [690, 760]], b: [[220, 260], [460, 520], [720, 780]],
  p: [[30, 220], [320, 640], [640, 920]], e: [[110, 300], [380, 600], [620, 860]], r: [[225, 255], [470, 510], [730, 765]],
};

const MONITOR_REASONS = ['经费保障：上级资金下达较晚', '其他：冬季停工，三月下旬复工', '硬件条件保障：设备到货推迟', '人员保障：项目负责人调整', '制度保障：招标程序重新组织'];

function quarterShares(random, project) {
  const pace = PACE[project.type].map(([low, high]) => random.between(low, high));
  const slow = random.chance(9) ? random.between(450, 750) : 1000;
  return [...pace.map((value) => share(value, slow)), 1000];
}

/** When a form due on `due` comes in. */
export function submittedOn(random, project, due, lateUnits) {
  const late = lateUnits.has(project.unit.code) && random.chance(22);
  return day(due, late ? random.between(1, 12) : -random.between(0, 9));
}

/** Four quarterly forms of a project; all come in, a few late. */
export function monitoringRows(random, project, year, tier, lines, lateUnits) {
  const executed = lines.reduce((sum, line) => sum + line.executed, 0);
  const adjusted = lines.reduce((sum, line) => sum + line.adjusted, 0);
  const shares = quarterShares(random, project);
  const apart = random.chance(3) ? random.pick([-380, 320]) : 0; // money and goals part ways
  return shares.map((part, i) => {
    const paid = i === 3 ? executed : share(executed, part);
    const money = adjusted === 0 ? 0 : (paid * 1000) / adjusted;
    const progress = i === 3 ? 1000 - random.between(0, (1000 - tier.reach) / 3) : part + random.between(-50, 60) + apart;
    const done = Math.round(Math.min(1000, Math.max(0, progress)));
    const scheduled = 250 * (i + 1);
    const behind = scheduled - money > 100 || scheduled - done > 100;
    const due = ['04-15', '07-15', '10-15', '01-15'][i];
    const dueOn = `${i === 3 ? year + 1 : year}-${due}`;
    return {
      区划代码: REGION, 项目编码: project.code, 年度: year, 季度: i + 1, 应报日期: dueOn,
      报送日期: submittedOn(random, project, dueOn, lateUnits), '累计执行数（万元）': wan(paid),
      目标完成进度: `${done / 10}%`, 完成目标可能性: behind ? '有可能' : '确定能',
      偏差原因: behind ? random.pick(MONITOR_REASONS) : null, 数据来源: ILLUSTRATIVE,
    };
  });
}

/** The yearly goal in words: what, how much, for whom; some only promise. */
export function goalText(random, project, year, rows) {
  if (random.chance(11)) {
    return random.pick(['保障各项工作顺利开展，促进经济社会发展，提高群众满意度。', '进一步完善工作机制，提升服务水平，确保项目顺利实施。',
      '加强管理，提高资金使用效益，推动事业稳步发展。']);
  }
  const amount = (row) => `${row.name}${row.op === '≤' ? '不超过' : row.op === '=' ? '达到' : '不少于'} ${row.target}${row.unit ?? ''}`;
  const counted = rows.filter((row) => !row.words && !row.month);
  const who = project.beneficiaries ? `，受益对象为${project.beneficiaries}` : '';
  const [first, second, third] = counted;
  const last = counted[counted.length - 1];
  return `${year} 年完成${project.name}：${[first, second, third].filter(Boolean).map(amount).join('，')}；${amount(last)}${who}。`;
}

/** What was reached, in words; some copy the goal as it stands. */
export function actualText(random, goal, year, rows) {
  if (random.chance(9)) return goal;
  const filled = rows.filter((row) => row.actual && !row.words);
  const some = random.some(filled, 3).map((row) => `${row.name} ${row.actual}${row.unit ?? ''}`);
  return `${year} 年实际完成：${some.join('，')}。`;
}
