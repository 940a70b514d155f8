import type { Cell } from '../../domain/lists/grid.ts'

const NAMES = ['张三', '李四', '王五', '赵六', '陈晓明', '何海桥', '罗秋白']

/** What stands in a column of a list, by its meaning: the cell of one row of invented people. */
export const CONTENTS: Record<string, (i: number) => Cell> = {
  phone: i => `1381234${String(5000 + i)}`,
  otherPhone: i => `1391234${String(6000 + i)}`,
  name: i => NAMES[i % NAMES.length] ?? null,
  idNumber: i => `4499011976090${String(10000 + i)}`,
  idType: () => '居民身份证',
  gender: i => (i % 2 ? '男' : '女'),
  age: i => 20 + i,
  address: i => `栖云花园${i}栋2单元301`,
  household: () => '湖南省临沅市',
  community: () => '汀南社区',
  street: () => '澜汀街道',
  district: () => '云屏区',
  origin: () => '岚州市柳塘区',
  riskPlace: () => '岚州南站',
  arrivedOn: i => `2022-05-${String(10 + i)}`,
  transport: () => '高铁',
  vehicleNo: i => `G${100 + i}`,
  testedAt: () => '5月20日 08:30',
  testResult: () => '阴性',
  testCount: () => 2,
  vaccineDoses: () => '3针',
  healthCode: () => '绿码',
  control: () => '三天两检',
  source: () => '铁路',
  deadline: () => '2022-05-22 12:00',
  remark: () => '随父母',
  extra: () => '正常',
  day: () => '2022-05-18',
  answer: i => (i % 2 ? '是' : '否'),
  ignore: i => i + 1,
  unknown: () => '综治办',
  named: i => ['何海桥', '罗秋白', '谢一鸣'][i % 3] ?? null,
}
