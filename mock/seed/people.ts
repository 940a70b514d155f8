/** An invented resident as a street's list would hold them. */
export interface InventedPerson {
  name: string
  phone: string
  idNumber: string
  community: string
  address: string
  origin: string
  /** Days before the list was made. */
  arrivedDaysAgo: number
  transport: string
  vehicleNo: string
  vaccineDoses: number
}

const SURNAMES = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤',
]
const GIVEN = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰萍红鑫宇浩轩梓涵欣怡子墨雨桐晨曦思远佳宁志国建文海燕春梅秀珍国栋家豪嘉琪若曦',
]
const ESTATES = [
  '栖云花园',
  '鹿鸣苑二期',
  '榕汀里',
  '东篱村',
  '澜汀科技园宿舍',
  '望江新城',
  '青榆公寓',
  '海澄湾',
  '白沙小区',
  '晴岚雅居',
]
const ORIGINS = [
  '岚州市柳塘区',
  '东浦市长桥镇',
  '枫陵市南塘区',
  '岚州南站',
  '渠阳市',
  '东浦市',
  '松岭市北关区',
  '枫陵市批发市场',
]
const TRAVEL: readonly [transport: string, vehicle: (random: Random) => string][] = [
  ['高铁', random => `G${random.between(1000, 7999)}`],
  ['自驾', () => ''],
  ['飞机', random => `MU${random.between(2000, 5999)}`],
  ['大巴', () => ''],
]
const MOBILE_PREFIXES = ['134', '136', '138', '139', '150', '152', '158', '176', '182', '186', '187', '191']

export interface Random {
  next(): number
  between(low: number, high: number): number
  pick<T>(items: readonly T[]): T
}

/** mulberry32: the same seed gives the same city on every machine. */
export function createRandom(seed: number): Random {
  let state = seed
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    between,
    pick<T>(items: readonly T[]): T {
      const item = items[between(0, items.length - 1)]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    },
  }
}

/** People of one community. Numbers are random; the region code of the IDs does not exist, so nobody holds them. */
export function inventPeople(random: Random, community: string, count: number): InventedPerson[] {
  return Array.from({ length: count }, () => {
    const [transport, vehicle] = random.pick(TRAVEL)
    const home = `${random.pick(ESTATES)}${random.between(1, 28)}栋${random.between(1, 24)}${String(random.between(1, 12)).padStart(2, '0')}`
    return {
      name: random.pick(SURNAMES) + random.pick(GIVEN) + (random.next() < 0.7 ? random.pick(GIVEN) : ''),
      phone: random.pick(MOBILE_PREFIXES) + String(random.between(0, 99_999_999)).padStart(8, '0'),
      idNumber: inventIdNumber(random),
      community,
      address: home,
      origin: random.pick(ORIGINS),
      arrivedDaysAgo: random.between(0, 2),
      transport,
      vehicleNo: vehicle(random),
      vaccineDoses: random.between(1, 3),
    }
  })
}

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const ID_CHECKS = '10X98765432'

/** GB 11643 with a right check character. */
function inventIdNumber(random: Random): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const born = `${random.between(1948, 2012)}${two(random.between(1, 12))}${two(random.between(1, 28))}`
  const body = `4499${two(random.between(1, 19))}${born}${String(random.between(1, 999)).padStart(3, '0')}`
  const sum = ID_WEIGHTS.reduce((total, weight, i) => total + weight * Number(body[i]), 0)
  return body + (ID_CHECKS[sum % 11] ?? '')
}
