// What the county's published statement says (关于盐池县 2022-2023 年预算绩效管理情况说明), and nothing else: counts,
// names, totals, scores and conclusions are its own. Where it gives a total only, the parts are made up (ALLOCATED).
// Which unit a project belongs to, where the statement does not say it, is our guess; README.md tells.

const UNLISTED = '（公开材料未列名）';

/** 27 ex-ante assessments of 2022, together 84,726.10 万元. Amounts in hundreds of 元; name, unit, amount. */
export const ASSESSED_TOTAL = 8472610;
export const ASSESSMENTS = {
  予以支持: [
    ['盐池县盐洲路派出所改建及信息化设备采购项目', '201001', 186000],
    ['盐池县2022年“两华一节”项目', '205001', 126000],
    [`${UNLISTED}予以支持项目 1`, '203001', 468000],
    [`${UNLISTED}予以支持项目 2`, '206001', 392500],
    [`${UNLISTED}予以支持项目 3`, '211001', 515000],
    [`${UNLISTED}予以支持项目 4`, '217001', 428800],
    [`${UNLISTED}予以支持项目 5`, '209001', 96400],
    [`${UNLISTED}予以支持项目 6`, '213001', 334200],
    [`${UNLISTED}予以支持项目 7`, '220001', 287600],
    [`${UNLISTED}予以支持项目 8`, '219001', 78910],
  ],
  调整完善后予以支持: [
    ['盐池县地下水取水口计量设施升级改造工程（一期）', '212001', 98600],
    ['盐池县长城及附属设施围栏保护项目', '205005', 74300],
    [`${UNLISTED}调整完善后予以支持项目 1`, '215001', 586000],
    [`${UNLISTED}调整完善后予以支持项目 2`, '212001', 462700],
    [`${UNLISTED}调整完善后予以支持项目 3`, '211001', 271500],
    [`${UNLISTED}调整完善后予以支持项目 4`, '203001', 352400],
    [`${UNLISTED}调整完善后予以支持项目 5`, '218001', 648000],
    [`${UNLISTED}调整完善后予以支持项目 6`, '117001', 66800],
    [`${UNLISTED}调整完善后予以支持项目 7`, '214001', 143600],
    [`${UNLISTED}调整完善后予以支持项目 8`, '304001', 118900],
    [`${UNLISTED}调整完善后予以支持项目 9`, '208001', 52300],
  ],
  不予支持: [
    ['盐池县方山村海子塘自然村人畜分离项目', '307001', 68500],
    ['营盘台村张圈、武记疙瘩自然村整合养殖园区项目', '307001', 92400],
    ['营盘台村整合营盘台所有自然村生猪养殖园区项目', '307001', 113800],
    ['盐池县新区人民公园项目', '215001', 986000],
    ['盐池县保障性安居工程配套基础设施建设项目', '215001', 812400],
    ['2022年盐池县天然气老旧管网提升改造项目', '215001', null], // whatever is left of the total
  ],
};

/** Three mid-term evaluations of 2022 with their published scores; amounts are not published. */
export const MIDTERM = [
  ['盐池县2022年民俗嘉年华项目', '205001', '92.75'],
  ['盐池县第七幼儿园建设项目', '203001', '93.24'],
  ['盐池县高沙窝镇高标准重点小城镇2021年建设项目', '304001', '90.7'],
];

/** Ten key projects evaluated in 2022, 4,209 万元, eight 优 and two 良; two of them are named. */
export const KEY_TOTAL = 420900;
export const KEY = [
  ['盐池县2018年环城公园内侧续建工程', '215001', 68642, '优'],
  ['车载PCR方舱实验室采购项目', '206001', 39800, '优'],
  [`${UNLISTED}重点评价项目 1`, '203001', 52600, '优'],
  [`${UNLISTED}重点评价项目 2`, '211001', 61300, '优'],
  [`${UNLISTED}重点评价项目 3`, '217001', 48750, '良'],
  [`${UNLISTED}重点评价项目 4`, '212001', 37900, '优'],
  [`${UNLISTED}重点评价项目 5`, '209001', 22480, '优'],
  [`${UNLISTED}重点评价项目 6`, '205001', 18600, '优'],
  [`${UNLISTED}重点评价项目 7`, '216001', 27350, '良'],
  [`${UNLISTED}重点评价项目 8`, '213001', null, '优'],
];

/** Five departments evaluated as a whole for 2021, 18,549.38 万元. */
export const DEPARTMENTS_TOTAL = 1854938;
export const DEPARTMENTS = [
  ['盐池县盐州路街道办事处', '309', 286415, '良'],
  ['盐池县融媒体中心', '111', 174820, '良'],
  ['盐池县机关事务中心', '103', 218963, '优'],
  ['盐池县残疾人联合会', '123', 196740, '优'],
  ['盐池县交通运输局', '217', null, '良'],
];

/** The social insurance fund evaluated for 2021: amount, score and grade are published. */
export const PENSION = {
  name: '盐池县2021年机关事业单位养老保险基金项目',
  unit: '208002',
  amount: 1340000,
  score: '95.25',
  grade: '优',
  note: '原稿小标题写“城乡居民养老保险基金项目绩效评价”，正文写机关事业单位养老保险基金，自相矛盾；此处按正文，保留原样。',
};

/**
 * Nine projects whose 2023 budget was cut, on average by about 10%. Amounts (hundreds of 元) and rates (per cent) are
 * made up: between 5% and 15%, 10% as the mean of the rates and 10% of the amounts together.
 */
export const REDUCTIONS = [
  ['环卫工人福利项目', '215001', 42000, 8],
  ['高沙窝功能区污水处理服务项目', '218001', 69000, 12],
  ['营养改善计划项目', '203001', 186000, 10],
  ['退役士兵安置项目', '210001', 36000, 9],
  ['权益维护经费', '210001', 9600, 15],
  ['政府采购评审专家劳务费', '113001', 18000, 5],
  ['政府投资项目结算审核费用', '113001', 24000, 11],
  ['非公党建工作指导员补助', '107001', 7500, 10],
  ['延安精神研究会业务费', '107001', 2000, 10],
];

/**
 * Projects of the pool that the statement names. type, sector and amounts are made up; `years` are those in which
 * they have a budget here, `initial` by year in hundreds of 元.
 */
export const NAMED_PROJECTS = [
  { name: ASSESSMENTS.予以支持[0][0], unit: '201001', type: 'c', first: 2022, initial: { 2022: 96000, 2023: 78000 } },
  { name: ASSESSMENTS.予以支持[1][0], unit: '205001', type: 'e', first: 2022, initial: { 2022: 118000 } },
  { name: ASSESSMENTS.调整完善后予以支持[0][0], unit: '212001', type: 'c', first: 2022, initial: { 2022: 52000, 2023: 34000 } },
  { name: ASSESSMENTS.调整完善后予以支持[1][0], unit: '205005', type: 'c', first: 2023, initial: { 2023: 61500 } },
  { name: MIDTERM[0][0], unit: '205001', type: 'e', first: 2022, initial: { 2022: 38600 } },
  { name: MIDTERM[1][0], unit: '203001', type: 'c', first: 2021, initial: { 2022: 286000, 2023: 42000 } },
  { name: MIDTERM[2][0], unit: '304001', type: 'c', first: 2021, initial: { 2022: 195000 } },
  ...REDUCTIONS.map(([name, unit, base, rate]) => ({
    name,
    unit,
    type: /补助|福利|计划|安置/.test(name) ? 'b' : 's',
    first: 2020,
    initial: { 2022: base, 2023: base - (base * rate) / 100 },
  })),
];

/** Fills the one open amount of a list so that all of it makes up `total`. */
export function closeTotal(rows, at, total) {
  const open = rows.filter((row) => row[at] === null);
  if (open.length !== 1) throw new Error('exactly one amount must be open');
  open[0][at] = total - rows.reduce((sum, row) => sum + (row[at] ?? 0), 0);
  if (open[0][at] <= 0) throw new Error('nothing is left for the open amount');
}
closeTotal(Object.values(ASSESSMENTS).flat(), 2, ASSESSED_TOTAL);
closeTotal(KEY, 2, KEY_TOTAL);
closeTotal(DEPARTMENTS, 2, DEPARTMENTS_TOTAL);
