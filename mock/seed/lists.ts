import { NAMED_RULES, type RuleName, type RuleSetting } from '../../contract/rules.ts'
import { dayAt } from '../../domain/time/clock.ts'
import { writeXlsx, type OutCell, type OutSheet } from '../../server/spreadsheet/write-xlsx.ts'
import { seedUnits } from './directory.ts'
import { createRandom, inventPeople, type InventedPerson, type Random } from './people.ts'
import { DAY_MS, HOUR_MS } from '../../domain/time/lengths.ts'

/** A list as its sender would send it at the start of the demo: real .xlsx bytes for the real importer. */
export interface SeedList {
  fileName: string
  bytes: Uint8Array
  /** Who handed it down. */
  sender: string
  /** What the batch is called. */
  name: string
  ruleName: RuleName
  rule: RuleSetting
  receivedAt: Date
  deadlineAt: Date
  urgent: boolean
}

/** A resident of the city; on which list is decided by the sender. */
interface Resident extends InventedPerson {
  street: string
  district: string
}

type ColumnOf = readonly [header: string, cell: (one: Resident, index: number) => OutCell]

const PEOPLE_PER_COMMUNITY = 33
const FIRST_COMMUNITY = 1000
const SEED = 20_220_520

interface Home {
  community: string
  street: string
  district: string
}

/** The eighteen communities with what stands above them. */
function homes(): Home[] {
  const byId = new Map(seedUnits.map(unit => [unit.departmentId, unit]))
  return seedUnits
    .filter(unit => unit.departmentId >= FIRST_COMMUNITY)
    .map(unit => {
      const street = byId.get(unit.parentDepartmentId)
      return {
        community: unit.name,
        street: street?.name ?? '',
        district: byId.get(street?.parentDepartmentId ?? 0)?.name ?? '',
      }
    })
}

/** Everybody who lives in the invented city, the same on every machine. */
function residents(random: Random): Resident[] {
  return homes().flatMap(({ community, street, district }) =>
    inventPeople(random, community, PEOPLE_PER_COMMUNITY).map(person => Object.assign(person, { street, district })),
  )
}

const dayBefore = (now: Date, days: number) => dayAt(now.getTime() - days * DAY_MS)

/** Numbers as hands type them: as numbers, with spaces, with +86, and now and then a spare one behind a slash. */
function typedPhone(random: Random, phone: string): OutCell {
  const kind = random.between(1, 10)
  if (kind <= 5) return Number(phone)
  if (kind <= 7) return phone
  if (kind === 8) return `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`
  return kind === 9 ? `+86 ${phone}` : `${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}`
}

function typedDay(random: Random, day: string): OutCell {
  const [, month, date] = day.split('-').map(Number)
  return random.pick<OutCell>([{ day }, day, `${month}月${date}日`, `${month}.${date}`])
}

function sheetOf(
  name: string,
  titles: readonly string[],
  columns: readonly ColumnOf[],
  people: readonly Resident[],
  below: readonly string[] = [],
): OutSheet {
  const last = String.fromCharCode(64 + columns.length)
  return {
    name,
    rows: [
      ...titles.map(title => [title]),
      columns.map(([header]) => header),
      ...people.map((one, index) => columns.map(([, cell]) => cell(one, index))),
      ...below.map(line => [line]),
    ],
    merges: titles.map((_, row) => `A${row + 1}:${last}${row + 1}`),
    widths: columns.map(([header]) => Math.max(8, header.length * 2 + 2)),
  }
}

function streetColumns(now: Date, random: Random): ColumnOf[] {
  return [
    ['序号', (_, index) => index + 1],
    ['姓名*', one => one.name],
    ['联系电话*\n（必填）', one => typedPhone(random, one.phone)],
    ['证件号码', one => one.idNumber],
    ['所在社区', one => one.community],
    ['现居住地址（具体到门牌号）', one => one.address],
    ['来自何地', one => one.origin],
    ['抵明日期', one => typedDay(random, dayBefore(now, one.arrivedDaysAgo))],
    ['交通工具', one => one.transport],
    ['车次/航班号', one => one.vehicleNo],
    ['备注', one => (one.vaccineDoses === 1 ? '昨日已联系' : '')],
  ]
}

function platformColumns(now: Date, random: Random): ColumnOf[] {
  return [
    ['姓名', one => one.name],
    ['证件号', one => one.idNumber],
    ['手机号码', one => one.phone],
    ['归属区', one => one.district],
    ['归属街道', one => one.street],
    ['归属社区', one => one.community],
    ['常住地址', one => one.address],
    ['涉疫风险区域', one => one.origin],
    [
      '到达时间',
      one => ({
        day: dayBefore(now, one.arrivedDaysAgo),
        time: `${String(random.between(8, 21)).padStart(2, '0')}:30`,
      }),
    ],
    ['健康码颜色', () => random.pick(['绿码', '绿码', '绿码', '黄码'])],
    ['疫苗针数', one => one.vaccineDoses],
    ['数据来源', () => random.pick(['火车票', '场所码', '行程'])],
  ]
}

function gridColumns(now: Date, random: Random): ColumnOf[] {
  return [
    ['社区', one => one.community],
    ['姓 名', one => one.name],
    ['手 机', one => typedPhone(random, one.phone)],
    ['身份证', one => one.idNumber],
    ['小区楼栋', one => one.address],
    ['从哪里回来', one => one.origin],
    ['到明时间', one => typedDay(random, dayBefore(now, one.arrivedDaysAgo))],
    ['怎么来的', one => one.transport],
    ['疫苗针数', one => `${one.vaccineDoses}针`],
  ]
}

/** A family on one number, for the grids know who lives together: the second person takes the first one's number. */
function withFamilies(people: readonly Resident[]): Resident[] {
  return people.map((one, i) => {
    const head = people[i - 1]
    const together = i % 9 === 8 && head?.community === one.community
    return together ? { ...one, phone: head.phone, address: head.address } : one
  })
}

/** Some numbers stand on an earlier list again, as on every day. */
function withRepeats(
  random: Random,
  fresh: readonly Resident[],
  earlier: readonly Resident[],
  share: number,
): Resident[] {
  return [...fresh, ...earlier.filter(() => random.next() < share)]
}

interface Plan {
  sender: string
  title: string
  ruleName: RuleName
  hoursAgo: number
  hoursLeft: number
  urgent: boolean
}

function seedList(now: Date, plan: Plan, sheet: OutSheet): SeedList {
  const receivedAt = new Date(now.getTime() - plan.hoursAgo * HOUR_MS)
  const [, month, date] = dayAt(receivedAt.getTime()).split('-')
  return {
    fileName: `${plan.title}${month}${date}.xlsx`,
    bytes: writeXlsx([sheet]),
    sender: plan.sender,
    name: `${plan.sender} ${plan.ruleName}`,
    ruleName: plan.ruleName,
    rule: NAMED_RULES[plan.ruleName],
    receivedAt,
    deadlineAt: new Date(now.getTime() + plan.hoursLeft * HOUR_MS),
    urgent: plan.urgent,
  }
}

/**
 * Three lists of several hundred people for all eighteen communities, in the order they came. Days are counted back from
 * `now`, so a demo started at any time looks like this evening.
 */
export function seedLists(now: Date): SeedList[] {
  const random = createRandom(SEED)
  const everybody = residents(random)
  const [street, platform, grid] = [0, 1, 2].map(part => everybody.filter((_, i) => i % 3 === part)) as [
    Resident[],
    Resident[],
    Resident[],
  ]
  const plans: readonly [Plan, OutSheet][] = [
    [
      {
        sender: '澜汀街道办',
        title: '返明来明人员核查名单',
        ruleName: '三天两检',
        hoursAgo: 6,
        hoursLeft: 9,
        urgent: false,
      },
      sheetOf('返明人员', ['返明来明人员核查名单', '核查标准：三天两检'], streetColumns(now, random), street, [
        '注：请逐一电话核查；人机不符的请注明。',
      ]),
    ],
    [
      {
        sender: '区数据平台',
        title: '重点地区推送名单',
        ruleName: '48小时核酸',
        hoursAgo: 3,
        hoursLeft: 3,
        urgent: true,
      },
      sheetOf('推送', [], platformColumns(now, random), withRepeats(random, platform, street, 0.1)),
    ],
    [
      { sender: '社区网格', title: '网格摸排表', ruleName: '48小时核酸', hoursAgo: 1, hoursLeft: 14, urgent: false },
      sheetOf(
        '摸排',
        ['重点人员摸排表'],
        gridColumns(now, random),
        withFamilies(withRepeats(random, grid, platform, 0.08)),
      ),
    ],
  ]
  return plans.map(([plan, sheet]) => seedList(now, plan, sheet))
}

/** A row of the lab feed as it comes over HTTP. */
export interface SeedLabResult {
  id: string
  phone: string
  idNumber: string
  sampledAt: string
  resultAt: string | null
  result: 'negative' | 'pending' | 'void'
  site: string
}

const SITES = ['汀南社区广场采样点', '栖云花园北门采样点', '东篱村牌坊采样点', '望江新城采样点', '白沙小区采样点']

/**
 * What the lab knows at the start of the demo: about a third of the city was sampled in time, some results are pending,
 * some samples are too old, most people have none. Nobody is positive: that is for the person showing the demo to send.
 */
export function seedLabResults(now: Date): SeedLabResult[] {
  const people = residents(createRandom(SEED))
  const random = createRandom(SEED + 1)
  const ago = (hours: number) => new Date(now.getTime() - hours * HOUR_MS).toISOString()
  return people.flatMap((one, i) => {
    const kind = random.next()
    const sample = (turn: number, hoursAgo: number, result: SeedLabResult['result']): SeedLabResult => ({
      id: `MZ${String(10_000 + i * 2 + turn)}`,
      phone: one.phone,
      idNumber: one.idNumber,
      sampledAt: ago(hoursAgo),
      resultAt: result === 'pending' ? null : ago(Math.max(0, hoursAgo - 5)),
      result,
      site: random.pick(SITES),
    })
    if (kind < 0.18) return [sample(0, 26 + random.next() * 3, 'negative'), sample(1, 1 + random.next(), 'negative')]
    if (kind < 0.36) return [sample(0, 4 + random.next() * 30, 'negative')]
    if (kind < 0.46) return [sample(0, 1 + random.next() * 6, 'pending')]
    return kind < 0.52 ? [sample(0, 50 + random.next() * 20, 'negative')] : []
  })
}
