import type { Role } from '../../contract/staff.ts'

/** 明州市 and everybody in it are invented. */
interface Street {
  name: string
  communities: readonly [string, string, string]
}

interface District {
  name: string
  streets: readonly [Street, Street]
}

const DISTRICTS: readonly District[] = [
  {
    name: '云屏区',
    streets: [
      { name: '澜汀街道', communities: ['汀南社区', '澜桥社区', '鹿鸣社区'] },
      { name: '栖云街道', communities: ['栖云社区', '东篱社区', '榕汀社区'] },
    ],
  },
  {
    name: '江东区',
    streets: [
      { name: '东埔街道', communities: ['东埔社区', '望江社区', '北塘社区'] },
      { name: '渡头街道', communities: ['渡头社区', '青榆社区', '槐里社区'] },
    ],
  },
  {
    name: '临海区',
    streets: [
      { name: '海澄街道', communities: ['海澄社区', '白沙社区', '石屿社区'] },
      { name: '盐田街道', communities: ['盐仓社区', '长礁社区', '晴岚社区'] },
    ],
  },
]

/** Callers by community, recorders and leads by street, leads by district, one for the city: forty people. */
const CALLERS: readonly [userId: string, name: string][] = [
  ['chen.xiao', '陈晓'],
  ['he.qing', '何晴'],
  ['luo.wen', '罗雯'],
  ['peng.fei', '彭飞'],
  ['tang.yue', '唐悦'],
  ['cai.ming', '蔡明'],
  ['jiang.nan', '江南'],
  ['fang.yuan', '方圆'],
  ['shen.lu', '沈露'],
  ['wei.jia', '魏佳'],
  ['lu.xing', '陆星'],
  ['yao.qi', '姚琪'],
  ['qin.feng', '秦风'],
  ['gu.ning', '顾宁'],
  ['xia.tian', '夏天'],
  ['meng.ke', '孟可'],
  ['bai.lin', '白林'],
  ['ke.ying', '柯颖'],
]
const RECORDERS: readonly [userId: string, name: string][] = [
  ['lin.yu', '林雨'],
  ['zhou.jing', '周静'],
  ['xu.lan', '许兰'],
  ['ding.hao', '丁浩'],
  ['song.jie', '宋洁'],
  ['yu.bo', '于波'],
  ['ren.yi', '任怡'],
  ['shi.rui', '石睿'],
  ['du.juan', '杜鹃'],
  ['mo.li', '莫莉'],
  ['ye.fan', '叶凡'],
  ['ou.yang', '欧阳倩'],
]
const STREET_LEADS: readonly [userId: string, name: string][] = [
  ['sun.wei', '孙薇'],
  ['qian.jun', '钱军'],
  ['li.na', '李娜'],
  ['feng.bin', '冯斌'],
  ['gao.yun', '高云'],
  ['liang.zi', '梁子'],
]
const DISTRICT_LEADS: readonly [userId: string, name: string][] = [
  ['zhao.min', '赵敏'],
  ['huang.he', '黄河'],
  ['ma.chao', '马超'],
]
const CITY_LEAD: readonly [userId: string, name: string] = ['zheng.an', '郑安']

export interface SeedUnit {
  departmentId: number
  parentDepartmentId: number
  name: string
}

export interface SeedStaff {
  userId: string
  name: string
  departmentId: number
  grants: readonly { role: Role; departmentId: number }[]
}

export const CITY_DEPARTMENT = 1

/** The administrative tree as WeCom departments: city 1, districts 10…, streets 100…, communities 1000…. */
export const seedUnits: readonly SeedUnit[] = [
  { departmentId: CITY_DEPARTMENT, parentDepartmentId: 0, name: '明州市' },
  ...DISTRICTS.flatMap((district, d) => [
    { departmentId: districtId(d), parentDepartmentId: CITY_DEPARTMENT, name: district.name },
    ...district.streets.flatMap((street, s) => [
      { departmentId: streetId(d * 2 + s), parentDepartmentId: districtId(d), name: street.name },
      ...street.communities.map((name, c) => ({
        departmentId: communityId((d * 2 + s) * 3 + c),
        parentDepartmentId: streetId(d * 2 + s),
        name,
      })),
    ]),
  ]),
]

function districtId(index: number): number {
  return 10 + index
}

function streetId(index: number): number {
  return 100 + index
}

function communityId(index: number): number {
  return 1000 + index
}

/** Forty people; one of them holds two roles, as happens on short nights. */
export const seedStaff: readonly SeedStaff[] = [
  ...CALLERS.map(([userId, name], i) => person(userId, name, communityId(i), [['caller', communityId(i)]])),
  ...RECORDERS.map(([userId, name], i) => person(userId, name, streetId(i >> 1), [['recorder', streetId(i >> 1)]])),
  ...STREET_LEADS.map(([userId, name], i) =>
    person(userId, name, streetId(i), [
      ['lead', streetId(i)],
      ...(i === 0 ? ([['recorder', streetId(i)]] as const) : []),
    ]),
  ),
  ...DISTRICT_LEADS.map(([userId, name], i) => person(userId, name, districtId(i), [['lead', districtId(i)]])),
  person(CITY_LEAD[0], CITY_LEAD[1], CITY_DEPARTMENT, [['lead', CITY_DEPARTMENT]]),
]

function person(
  userId: string,
  name: string,
  departmentId: number,
  grants: readonly (readonly [Role, number])[],
): SeedStaff {
  return { userId, name, departmentId, grants: grants.map(([role, id]) => ({ role, departmentId: id })) }
}

export interface SeedGroup {
  chatId: string
  kind: 'result' | 'bulletin'
  name: string
  departmentId: number
  webhookKey: string
}

/** Groups staff already use: one of 汀南社区, one a street, and for bulletins one a district. */
export const seedGroups: readonly SeedGroup[] = [
  {
    chatId: 'tingnan',
    kind: 'result',
    name: '汀南社区流调群',
    departmentId: communityId(0),
    webhookKey: 'hook-tingnan-7d1f',
  },
  ...DISTRICTS.flatMap(({ streets }, d) =>
    streets.map(({ name }, s) => ({
      chatId: `street${d * 2 + s}`,
      kind: 'result' as const,
      name: `${name}反馈群`,
      departmentId: streetId(d * 2 + s),
      webhookKey: `hook-street-${d * 2 + s}-5b2c`,
    })),
  ),
  ...DISTRICTS.map(({ name }, d) => ({
    chatId: `district${d}`,
    kind: 'bulletin' as const,
    name: `${name}核查通报群`,
    departmentId: districtId(d),
    webhookKey: `hook-district-${d}-8e3a`,
  })),
]
