// The pool: which projects there are, in which years, and their money.

import { catalogueOf } from './catalogue.mjs';
import { NAMED_PROJECTS } from './seed.mjs';
import { ALLOCATED, amount, ILLUSTRATIVE, REGION, share } from './tools.mjs';
import { VILLAGES } from './units.mjs';

export const YEARS = [2022, 2023];

/** Pay and running costs of departments, by department code: 万元 a year. */
const PERSONNEL = {
  203: 61000, 206: 27500, 201: 16800, 211: 6400, 208: 4200, 215: 3900, 212: 3600, 213: 4100, 217: 2700, 209: 2300,
  205: 3100, 111: 1250, 103: 820, 113: 1900, 102: 1500, 105: 1300, 301: 2300, 302: 2100, 303: 1900, 309: 1700,
};

/** Debt service and fund payments that a finance bureau carries (万元): they make the county's budget believable. */
const LARGE = [
  ['地方政府一般债券还本付息', '113001', 46500, '一般公共预算', '231'],
  ['地方政府专项债券付息', '113001', 9800, '政府性基金', '232'],
  ['政府投资项目欠款清偿', '113001', 31600, '一般公共预算', '229'],
  ['机关事业单位基本养老保险基金支出', '208002', 14600, '社保基金', '209'],
  ['机关事业单位养老保险单位缴费', '208001', 12800, '一般公共预算', '20805'],
  ['职工基本医疗保险单位缴费', '207001', 8700, '一般公共预算', '21012'],
  ['住房公积金单位缴存', '102001', 9600, '一般公共预算', '22102'],
];

const FUNCTION_OF_SECTOR = { 乡镇: '21301', 工业: '21508', 党建: '20132' };

class Pool {
  constructor(random, units) {
    this.random = random;
    this.units = new Map(units.map((unit) => [unit.code, unit]));
    this.projects = [];
    this.names = new Set();
    this.serial = 100000;
  }

  /** Adds a project unless one of that name is there already; a name says what a row is about. */
  add(project) {
    if (this.names.has(project.name)) return null;
    this.names.add(project.name);
    this.serial += this.random.between(3, 97);
    const letter = { '1': 'R', '21': 'Y', '22': 'Y', '3': 'T' }[project.category];
    const code = `${REGION}${String(project.first).slice(2)}${letter}${String(this.serial).padStart(12, '0')}`;
    const made = { ...project, code, unit: this.units.get(project.unit) };
    this.projects.push(made);
    return made;
  }
}

function subject(unit, entry) {
  if (unit.sector === '乡镇') return unit.name.replace(/^盐池县|人民政府（本级）$|（本级）$/g, '');
  if (unit.work !== 'department') return unit.name;
  const general = /^(业务工作经费|信息系统运行维护|办公设备购置|档案数字化加工)$/.test(entry.name);
  return general ? unit.name.replace('（本级）', '') : '';
}

/** A name as units write them: sometimes with the county or the year in front. */
function projectName(random, unit, entry, year) {
  const village = random.pick(VILLAGES[unit.department] ?? VILLAGES[random.between(301, 308)]);
  const name = `${subject(unit, entry)}${entry.name.replace('{V}', village)}`;
  if (entry.continuing) return name;
  const style = random.between(0, 5);
  if (style === 0 && subject(unit, entry) === '') return `盐池县${year}年${name.replace(/^盐池县/, '')}项目`;
  if (style === 1) return `${year}年${name}`;
  return style < 4 && entry.type === 'c' && !name.endsWith('工程') ? `${name}工程` : name;
}

/** One or two kinds of money of one year; amounts in hundreds of 元. */
function budgetLines(random, fund, tags, initial, continuing) {
  const grown = random.chance(74) ? initial : share(initial, random.between(820, 1240));
  if (tags.length === 0) return [{ fund, tag: '无', initial, adjusted: grown }];
  const lines = [];
  let leftInitial = initial;
  let leftAdjusted = grown;
  tags.forEach((tag, i) => {
    const last = i === tags.length - 1;
    const part = last && random.chance(45) ? 1000 : random.between(350, 800);
    const one = { tag, fund: tag === '专项债券' ? '政府性基金' : fund, initial: share(leftInitial, part), adjusted: share(leftAdjusted, part) };
    leftInitial -= one.initial;
    leftAdjusted -= one.adjusted;
    lines.push(one);
  });
  if (leftAdjusted > 0 || leftInitial > 0) lines.push({ fund, tag: '无', initial: leftInitial, adjusted: leftAdjusted });
  // Money from above often comes in the course of the year.
  if (!continuing && random.chance(6)) for (const line of lines) line.initial = 0;
  return lines;
}

function yearsOf(random, entry) {
  if (entry.tags.includes('专项债券')) return random.chance(75) ? YEARS : []; // such works take longer than a year
  if (!entry.continuing) return random.chance(60) ? [random.pick(YEARS)] : [];
  if (['国有资本经营', '社保基金'].includes(entry.fund)) return YEARS; // few, and each kind of money should be seen
  if (!random.chance(80)) return [];
  return random.chance(6) ? [2022] : YEARS;
}

const BENEFICIARIES = {
  教育: '在校学生和教师', 卫生: '辖区居民和患者', 农业: '农户和新型经营主体', 水利: '灌区农户和用水群众', 交通: '沿线群众',
  住建: '城区居民', 市政环卫: '城区居民', 生态: '全县居民', 文旅: '群众和游客', 社保: '符合政策条件的群众', 残联: '残疾人及其家庭',
  公共安全: '全县群众', 乡镇: '本乡镇群众',
};

function fromEntry(pool, unit, entry) {
  const { random } = pool;
  const years = yearsOf(random, entry);
  if (years.length === 0) return;
  const first = entry.continuing ? random.between(2018, 2021) : years[0];
  const lines = {};
  let initial = amount(random, entry.low, entry.high);
  for (const year of years) {
    lines[year] = budgetLines(random, entry.fund, entry.tags, initial, entry.continuing);
    initial = share(initial, random.between(940, 1080));
  }
  pool.add({
    name: projectName(random, unit, entry, years[0]),
    unit: unit.code,
    first,
    last: entry.continuing ? (random.chance(25) ? 2025 : null) : random.chance(80) ? years[years.length - 1] : null,
    type: entry.type,
    category: entry.operating ? '22' : '3',
    kind: entry.continuing ? '延续' : '新增',
    functionClass: entry.fund === '政府性基金' ? '21208' : (FUNCTION_OF_SECTOR[unit.sector] ?? unit.functionClass),
    basis: entry.tags.length > 0 ? '上级专项资金管理办法' : '单位职能和年度工作计划',
    beneficiaries: BENEFICIARIES[unit.sector] ?? null,
    provenance: ILLUSTRATIVE,
    years,
    lines,
  });
}

function addNamed(pool) {
  for (const named of NAMED_PROJECTS) {
    const unit = pool.units.get(named.unit);
    const years = Object.keys(named.initial).map(Number);
    const lines = {};
    for (const year of years) {
      lines[year] = [{ fund: '一般公共预算', tag: '无', initial: named.initial[year], adjusted: named.initial[year] }];
    }
    pool.add({
      ...named, category: '3', kind: named.first >= 2022 ? '新增' : '延续', last: null,
      functionClass: unit.functionClass, basis: null, beneficiaries: null, provenance: ALLOCATED, years, lines,
    });
  }
}

function addLarge(pool) {
  const { random } = pool;
  const put = (name, unit, wanYuan, fund, functionClass, category, type) => {
    const lines = {};
    let initial = wanYuan * 100;
    for (const year of YEARS) {
      lines[year] = [{ fund, tag: '无', initial, adjusted: share(initial, random.between(990, 1030)) }];
      initial = share(initial, random.between(1010, 1060));
    }
    pool.add({ name, unit, first: 2020, last: null, type, category, kind: '延续', functionClass, basis: null,
      beneficiaries: null, provenance: ILLUSTRATIVE, years: YEARS, lines });
  };
  for (const [code, wanYuan] of Object.entries(PERSONNEL)) {
    const unit = pool.units.get(`${code}001`);
    const name = unit.name.replace('（本级）', '');
    put(`${name}在职人员工资福利支出`, unit.code, wanYuan, '一般公共预算', unit.functionClass, '1', 'r');
    put(`${name}日常公用经费`, unit.code, Math.round(wanYuan * 0.035), '一般公共预算', unit.functionClass, '21', 'r');
  }
  for (const [name, unit, wanYuan, fund, functionClass] of LARGE) put(name, unit, wanYuan, fund, functionClass, '3', 's');
}

/** Marks four projects of 2023 as pilots of the whole process; the statement gives only their number. */
function markPilots(pool) {
  const fit = pool.projects.filter((p) => p.years.includes(2023) && p.category === '3' && p.type === 'c' && p.first === 2023);
  for (const project of pool.random.some(fit, 4)) {
    project.note = '2023 年预算绩效一体化全流程规范管理试点（公开材料只列数量 4 个，具体项目为示意）';
  }
}

/** Every project with its unit, years and budget lines by year (amounts in hundreds of 元, without what was paid). */
export function makeProjects(random, units) {
  const pool = new Pool(random, units);
  addNamed(pool);
  addLarge(pool);
  for (const unit of units) {
    if (!unit.work) continue;
    for (const entry of catalogueOf(unit)) fromEntry(pool, unit, entry);
  }
  markPilots(pool);
  return pool.projects;
}
