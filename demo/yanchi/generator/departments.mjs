// Overall goals of a few departments for 2024, each at another step. Their tasks and money come from the department's
// own declarations when they are loaded (app/department_goal_demo); here the texts, the indicators, and how far each is.

import { MONEY_YEAR } from './money.mjs';
import { REGION } from './tools.mjs';

const OUTPUT = '产出指标';
const BENEFIT = '效益指标';
const DEPARTMENTS = [
  { code: '203', state: '财政审核',
    text: '2024年保障全县45所学校、2.4万名中小学生正常就学，义务教育巩固率不低于99.5%，学前三年毛入园率不低于93%，落实学生资助和营养改善政策，师生和家长满意度不低于90%。',
    rows: [
      [OUTPUT, '数量指标', '保障在校学生人数', '≥', '24000', '人', 15], [OUTPUT, '数量指标', '享受营养改善计划学生人数', '≥', '9800', '人', 10],
      [OUTPUT, '质量指标', '义务教育巩固率', '≥', '99.5', '%', 15], [OUTPUT, '时效指标', '学生资助资金发放完成时间', '≤', '11月30日前', '', 10],
      [BENEFIT, '社会效益指标', '学前三年毛入园率', '≥', '93', '%', 20], [BENEFIT, '社会效益指标', '贫困家庭学生失学人数', '=', '0', '人', 10],
      ['满意度指标', '服务对象满意度指标', '师生和家长满意度', '≥', '90', '%', 10]] },
  { code: '206', state: '编制中',
    text: '2024年为全县14.6万城乡居民提供基本公共卫生服务，规范管理高血压、糖尿病患者1.2万人，免疫规划疫苗接种率不低于95%，居民满意度不低于88%。',
    rows: [
      [OUTPUT, '数量指标', '规范管理慢性病患者人数', '≥', '12000', '人', 20], [OUTPUT, '质量指标', '免疫规划疫苗接种率', '≥', '95', '%', 20],
      [OUTPUT, '时效指标', '公共卫生补助资金拨付完成时间', '≤', '12月15日前', '', 10],
      [BENEFIT, '社会效益指标', '孕产妇死亡率', '≤', '15', '/10万', 30]] },
  { code: '211', state: '部门领导审核',
    text: '2024年完成高标准农田建设5万亩，滩羊饲养量稳定在320万只，农村改厕1200户，农村居民人均可支配收入增长8%，农户满意度不低于90%。',
    rows: [
      [OUTPUT, '数量指标', '建成高标准农田面积', '≥', '50000', '亩', 15], [OUTPUT, '数量指标', '农村户厕改造户数', '≥', '1200', '户', 10],
      [OUTPUT, '质量指标', '高标准农田验收合格率', '≥', '98', '%', 15], [OUTPUT, '时效指标', '春季重大动物疫病免疫完成时间', '≤', '5月31日前', '', 10],
      [BENEFIT, '经济效益指标', '农村居民人均可支配收入增长率', '≥', '8', '%', 20], [BENEFIT, '社会效益指标', '滩羊年饲养量', '≥', '320', '万只', 10],
      ['满意度指标', '服务对象满意度指标', '农户满意度', '≥', '90', '%', 10]] },
  { code: '215', state: '退回修改', reason: 'money-mismatch', opinion: '请把环卫和供热两项任务的内容写具体，与项目资金对应',
    text: '2024年保障县城12平方公里道路清扫保洁和420万平方米集中供热，改造老旧小区8个，城镇生活垃圾无害化处理率不低于99%，居民满意度不低于88%。',
    rows: [
      [OUTPUT, '数量指标', '道路清扫保洁面积', '≥', '12', '平方公里', 15], [OUTPUT, '数量指标', '改造老旧小区个数', '≥', '8', '个', 10],
      [OUTPUT, '质量指标', '集中供热室温达标率', '≥', '98', '%', 15], [OUTPUT, '时效指标', '老旧小区改造完工时间', '≤', '10月31日前', '', 10],
      [BENEFIT, '生态效益指标', '生活垃圾无害化处理率', '≥', '99', '%', 30], ['满意度指标', '服务对象满意度指标', '居民满意度', '≥', '88', '%', 10]] },
  { code: '217', state: '已批复',
    text: '2024年养护农村公路1560公里，保障城乡公交线路38条正常运营，农村公路优良中等路率不低于85%，群众出行满意度不低于90%。',
    rows: [
      [OUTPUT, '数量指标', '养护农村公路里程', '≥', '1560', '公里', 15], [OUTPUT, '数量指标', '保障城乡公交线路条数', '≥', '38', '条', 10],
      [OUTPUT, '质量指标', '农村公路优良中等路率', '≥', '85', '%', 15], [OUTPUT, '时效指标', '水毁路段抢通时间', '≤', '24', '小时', 10],
      [BENEFIT, '社会效益指标', '建制村通客车率', '=', '100', '%', 30], ['满意度指标', '服务对象满意度指标', '群众出行满意度', '≥', '90', '%', 10]] },
];

/** The rows of department_declaration.csv: of each department one with its text, then one an indicator. */
export function departmentDeclarations() {
  return DEPARTMENTS.flatMap(({ code, state, text, reason, opinion, rows }) => [
    { 区划代码: REGION, 部门编码: code, 年度: MONEY_YEAR, 到哪一步: state, 年度总体目标: text, 退回理由: reason ?? null, 意见: opinion ?? null },
    ...rows.map(([level1, level2, name, op, target, unit, weight]) => ({
      区划代码: REGION, 部门编码: code, 年度: MONEY_YEAR, 一级指标: level1, 二级指标: level2, 三级指标: name, 性质: op, 年度指标值: target,
      计量单位: unit, 分值: weight,
    })),
  ]);
}
