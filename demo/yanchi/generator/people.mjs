// The people of the demonstration county: every role, some departments and units. All of them are made up.

import { ILLUSTRATIVE, REGION } from './tools.mjs';

const SINCE = '2022-01-01';

// account | name | unit where the person works | roles, each "role" or "role@unit"
const PEOPLE = `
jixiao|张敏|113903|绩效专干
jixiao2|马晓燕|113903|绩效专干
yusuan|李强|113902|预算股
juzhang|王建国|113001|财政局领导
shenji|陈静|115001|审计监督
jiaoyu|刘芳|203001|主管部门审核@203
weijian|杨帆|206001|主管部门审核@206
nongye|赵军|211001|主管部门审核@211
zhujian|周涛|215001|主管部门审核@215
jiaotong|吴磊|217001|主管部门审核@217
gongan|孙宁|201001|主管部门审核@201
jiaoyu.cw|徐丽|203001|单位财务@203001
jiaoyu.xm|胡斌|203001|单位项目经办@203001
jiaoyu.fz|朱华|203001|单位负责人@203001
gaozhong.cw|高洁|203002|单位财务@203002
gaozhong.xm|林峰|203002|单位项目经办@203002
gaozhong.fz|何勇|203002|单位负责人@203002
yizhong.cw|郭娟|203003|单位财务@203003
yizhong.xm|罗刚|203003|单位项目经办@203003
yiyuan.cw|梁雪|206002|单位财务@206002
yiyuan.xm|宋杰|206002|单位项目经办@206002
yiyuan.fz|郑伟|206002|单位负责人@206002
weijian.cw|谢婷|206001|单位财务@206001
weijian.xm|韩磊|206001|单位项目经办@206001
nongye.cw|唐慧|211001|单位财务@211001
nongye.xm|冯凯|211001|单位项目经办@211001
zhujian.cw|于倩|215001|单位财务@215001
zhujian.xm|董超|215001|单位项目经办@215001
jiaotong.cw|萧雨|217001|单位财务@217001
jiaotong.xm|程浩|217001|单位项目经办@217001
gongan.cw|曹阳|201001|单位财务@201001
gongan.xm|袁波|201001|单位项目经办@201001
canlian|邓梅|123001|单位财务@123001、单位项目经办@123001
daili.kj|许晴|113002|单位财务@204001、单位财务@222001
jigou|傅成||机构用户
zhuanjia|沈毅||专家
zhuanjia2|曾岚||专家
xitong|彭亮|113913|系统管理员
anquan|吕萍|113901|安全管理员
rizhi|苏明|115001|审计管理员
`;

/** Who owns which projects: the staff of a unit own all of its projects of the later year, the first ones each. */
const OWNERS = { 'jiaoyu.xm': '203001', 'gaozhong.xm': '203002', 'yizhong.xm': '203003', 'yiyuan.xm': '206002', 'nongye.xm': '211001' };
const OWNED = 6;

function lines() {
  return PEOPLE.trim().split('\n').map((line) => line.split('|'));
}

export function users() {
  return lines().map(([account, name, unit]) => ({
    区划代码: REGION, 账号: account, 姓名: name, 单位编码: unit || null, 启用日期: SINCE, 数据来源: ILLUSTRATIVE,
  }));
}

export function grants() {
  const rows = [];
  for (const [account, , , roles] of lines()) {
    for (const text of roles.split('、')) {
      const [role, unit] = text.split('@');
      rows.push({ 区划代码: REGION, 账号: account, 角色: role, 单位编码: unit ?? null, 起始日期: SINCE, 数据来源: ILLUSTRATIVE });
    }
  }
  return rows;
}

function assignment(project, account, duty) {
  return { 区划代码: REGION, 项目编码: project.code, 账号: account, 职责: duty, 起始日期: SINCE, 数据来源: ILLUSTRATIVE };
}

/** Owners of projects, and for agency and experts the projects of the key evaluations. */
export function assignments(projects, evaluations) {
  const rows = [];
  for (const [account, unit] of Object.entries(OWNERS)) {
    for (const project of projects.filter((one) => one.unit.code === unit).slice(0, OWNED)) {
      rows.push(assignment(project, account, '项目经办'));
    }
  }
  const evaluated = new Set(evaluations.map((one) => one.项目编码).filter(Boolean));
  const given = projects.filter((project) => evaluated.has(project.code));
  given.forEach((project, i) => {
    rows.push(assignment(project, 'jigou', '评价'));
    rows.push(assignment(project, i % 2 === 0 ? 'zhuanjia' : 'zhuanjia2', '评价'));
  });
  return rows;
}
