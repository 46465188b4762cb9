// Habits of owners for the radar (要多看一眼的单位): forms that stand still for two periods, and forms that always come in on
// the last day. Only of 2023, only of units that the published statement does not name, and only so that no figure
// changes: who stands still was behind anyway, and who comes on the last day was in time anyway.

const YEAR = 2023;

/** Their third quarter repeats the second; both lights were red already. */
const STANDING_STILL = [
  '64032319Y000000111263', // 公安办案（业务）经费
  '64032321T000000122336', // 盐池县人民医院重点专科建设
  '64032321T000000103936', // 文史资料征集出版
  '64032320T000000123771', // 大水坑镇中心卫生院村卫生室运行补助
  '64032320Y000000134380', // 盐池县消防救援大队信息系统运行维护
];

/** All their forms of the year come in on the day they are due. */
const LAST_DAY = [
  '64032318Y000000111319', // 看守所在押人员给养
  '64032320T000000127609', // 农机购置与应用补贴
  '64032320T000000127723', // 农业保险保费补贴
  '64032321Y000000121811', // 120急救指挥运行
  '64032320Y000000122013', // 盐池县卫生健康局信息系统运行维护
];

function formsOf(monitoring, code) {
  const forms = monitoring.filter((form) => form.项目编码 === code && form.年度 === YEAR);
  if (forms.length !== 4) throw new Error(`no monitoring of ${code} in ${YEAR}`);
  return forms;
}

/** Changes the rows of monitoring.csv in place. */
export function addHabits(monitoring) {
  for (const code of STANDING_STILL) {
    const [, second, third] = formsOf(monitoring, code);
    for (const column of ['累计执行数（万元）', '目标完成进度', '完成目标可能性', '偏差原因']) third[column] = second[column];
  }
  for (const code of LAST_DAY) {
    for (const form of formsOf(monitoring, code)) {
      if (form.报送日期 > form.应报日期) throw new Error(`${code} is late`);
      form.报送日期 = form.应报日期;
    }
  }
}
