// The county's departments and the units below them. Those the published statement names are marked with *;
// all others are typical of a county and made up.
//
// A line: code | name | sector | function class | kinds of units below, "kind: names".

const DEPARTMENTS = `
101|盐池县人民代表大会常务委员会办公室|一般公共服务|20101
102|盐池县人民政府办公室|一般公共服务|20103
103|*盐池县机关事务中心|一般公共服务|20103
104|政协盐池县委员会办公室|一般公共服务|20102
105|中共盐池县委办公室|一般公共服务|20131|office: 盐池县档案馆
106|中共盐池县纪律检查委员会|一般公共服务|20111
107|*中共盐池县委组织部|党建|20132|office: 中共盐池县委党校
108|中共盐池县委宣传部|党建|20133
109|中共盐池县委统一战线工作部|党建|20134
110|中共盐池县委政法委员会|公共安全|20136
111|*盐池县融媒体中心|文旅|20708
112|盐池县发展和改革局|一般公共服务|20104
113|*盐池县财政局|一般公共服务|20106|office: 盐池县国库集中支付中心、盐池县财政投资评审中心
114|盐池县统计局|一般公共服务|20105
115|盐池县审计局|一般公共服务|20108
116|盐池县市场监督管理局|一般公共服务|20138
117|盐池县审批服务管理局|信息化|20103|office: 盐池县政务服务中心
118|盐池县信访局|一般公共服务|20103
119|盐池县总工会|党建|20129
120|共青团盐池县委员会|党建|20129
121|盐池县妇女联合会|党建|20129
122|盐池县工商业联合会|党建|20128
123|*盐池县残疾人联合会|残联|20811
124|盐池县红十字会|社保|20816
201|盐池县公安局|公共安全|20402|office: 盐池县公安局交通警察大队
202|盐池县司法局|司法|20406|office: 盐池县法律援助中心
203|*盐池县教育体育局|教育|20502|school: 盐池高级中学、盐池县第一中学、盐池县第三中学、盐池县第五中学、惠安堡中学、大水坑中学、盐池县第一小学、盐池县第二小学、盐池县第三小学、盐池县第四小学、盐池县第五小学、盐池县第六小学、大水坑第一小学、惠安堡小学、高沙窝小学、青山小学、盐池县职业技术学校|kindergarten: 盐池县第一幼儿园、盐池县第二幼儿园、盐池县第三幼儿园、盐池县第五幼儿园、大水坑幼儿园
204|盐池县科学技术局|信息化|20604
205|盐池县文化旅游广电局|文旅|20701|culture: 盐池县图书馆、盐池县文化馆、盐池县博物馆、盐池县文物管理所
206|盐池县卫生健康局|卫生|21004|hospital: 盐池县人民医院、盐池县中医医院、盐池县妇幼保健计划生育服务中心、盐池县疾病预防控制中心|clinic: 花马池镇中心卫生院、大水坑镇中心卫生院、惠安堡镇中心卫生院、高沙窝镇卫生院、王乐井乡卫生院、冯记沟乡卫生院、青山乡卫生院、麻黄山乡卫生院
207|盐池县医疗保障局|社保|21015
208|盐池县人力资源和社会保障局|社保|20801|office: 盐池县社会保险事业管理中心、盐池县就业创业服务中心
209|盐池县民政局|社保|20802|care: 盐池县中心敬老院、盐池县救助管理站
210|*盐池县退役军人事务局|社保|20828
211|盐池县农业农村局|农业|21301|farm: 盐池县农业技术推广服务中心、盐池县动物疾病预防控制中心、盐池县滩羊产业发展中心、盐池县农村合作经济经营管理站
212|盐池县水务局|水利|21303|water: 盐池县扬黄灌溉管理所、盐池县城乡供水管理站、盐池县水土保持工作站
213|盐池县自然资源局|生态|22001|forest: 盐池县林业和草原服务中心、盐池县不动产登记事务中心
214|吴忠市生态环境局盐池分局|生态|21101
215|*盐池县住房和城乡建设局|住建|21201|city: 盐池县环境卫生服务中心、盐池县园林绿化服务中心、盐池县城市供热服务中心
216|盐池县综合执法局|市政环卫|21201
217|*盐池县交通运输局|交通|21401|road: 盐池县农村公路养护中心、盐池县道路运输服务中心
218|*盐池工业园区管理委员会|工业|21508
219|盐池县应急管理局|应急|22401|office: 盐池县消防救援大队
220|盐池县乡村振兴局|农业|21305
221|盐池县工业信息化和商务局|工业|21505
222|盐池县供销合作社联合社|农业|21602
223|盐池县气象局|应急|22005
301|盐池县花马池镇人民政府|乡镇|20103
302|盐池县大水坑镇人民政府|乡镇|20103
303|盐池县惠安堡镇人民政府|乡镇|20103
304|盐池县高沙窝镇人民政府|乡镇|20103
305|盐池县王乐井乡人民政府|乡镇|20103
306|盐池县冯记沟乡人民政府|乡镇|20103
307|盐池县青山乡人民政府|乡镇|20103
308|盐池县麻黄山乡人民政府|乡镇|20103
309|*盐池县盐州路街道办事处|乡镇|20103
`;

/** Villages and communities by the department that is their township. */
export const VILLAGES = {
  301: '北塘新村 四墩子村 佟记圈村 皖记沟村 八岔梁村 柳杨堡村 沟沿村 冒寨子村 郭记沟村 李记沟村 盈德村 芨芨沟村',
  302: '新桥村 新泉井村 宋堡子村 李伏渠村 红井子村 向阳村 摆宴井村 莎草湾村 柳条井村 二道沟村',
  303: '狼布掌村 萌城村 杨儿庄村 隰宁堡村 四股泉村 大坝村 麦草掌村 老盐池村 杏树梁村',
  304: '高沙窝村 二步坑村 施记圈村 苏步井村 南梁村 宝塔村 长流墩村 营西村 大疙瘩村 兴武营村',
  305: '王乐井村 曾记畔村 双圪坨村 牛记圈村 狼洞沟村 官滩村 鸦儿沟村 石山子村 刘四渠村 孙家楼村',
  306: '冯记沟村 丁记掌村 雨强村 平台村 暴记春村 马儿庄村 老庄子村 回六庄村',
  307: '青山村 猫头梁村 古峰庄村 旺四滩村 郝记台村 月儿泉村 侯家河村',
  308: '麻黄山村 后洼村 下高窑村 包塬村 平泉村 井滩子村 唐平庄村 胶泥湾村 何新庄村 李塬畔村',
  309: '振远东街社区 长城社区 芙蓉社区 盐林社区 解放社区 凝翠社区 永清社区',
};
for (const code of Object.keys(VILLAGES)) VILLAGES[code] = VILLAGES[code].split(' ');

/** The finance bureau's own offices: they hang below it in the tree and are no budget units. */
const FINANCE = '113';
const SECTIONS = '办公室 预算股 预算绩效管理股 国库股 教科文股 行政政法股 社会保障股 农业农村股 经济建设股 资产管理股 政府采购管理股 监督检查股 信息中心';

function unit(code, name, department, kind, sector, functionClass, work, published) {
  return { code, name, department, kind, sector, functionClass, work, published };
}

/** Departments (3 digits) and units (6 digits); `work` says what sort of projects a unit has. */
export function makeUnits() {
  const units = [];
  for (const line of DEPARTMENTS.trim().split('\n')) {
    const [code, marked, sector, functionClass, ...below] = line.split('|');
    const published = marked.startsWith('*');
    const name = marked.replace('*', '');
    units.push(unit(code, name, code, '主管部门', sector, functionClass, '', published));
    units.push(unit(`${code}001`, `${name}（本级）`, code, '预算单位', sector, functionClass, 'department', false));
    let serial = 2;
    for (const group of below) {
      const [work, names] = group.split(': ');
      for (const below of names.split('、')) {
        const number = `${code}${String(serial++).padStart(3, '0')}`;
        units.push(unit(number, below, code, '预算单位', sector, functionClass, work, false));
      }
    }
  }
  return units;
}

/** Codes from 901 on, apart from those of the bureau's budget units. */
export function makeSections() {
  const bureau = makeUnits().find((one) => one.code === FINANCE);
  return SECTIONS.split(' ').map((name, i) =>
    unit(`${FINANCE}${901 + i}`, `${bureau.name}${name}`, FINANCE, '财政局股室', bureau.sector, bureau.functionClass, '', false));
}
