/** Codes of money as the model has them (src/model/budget_line.h); a test of the server holds its own list. */
export const fundTypes = [
  { code: '11', label: '一般公共预算' },
  { code: '12', label: '政府性基金' },
  { code: '13', label: '国有资本经营' },
  { code: '14', label: '社保基金' },
  { code: '2', label: '财政专户' },
  { code: '3', label: '单位资金' },
]
export const fundTags = [
  { code: 'none', label: '无标签' },
  { code: 'direct_transfer', label: '直达资金' },
  { code: 'upper_transfer', label: '上级转移支付' },
  { code: 'general_bond', label: '一般债券' },
  { code: 'special_bond', label: '专项债券' },
]
