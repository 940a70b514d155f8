import { matchesOf } from '../fold/matches.ts'
import { SURNAMES } from '../lexicon.ts'

/** Codes, numbers and tails: what points to a resident without a name. */
export interface Identity {
  readonly kind: 'code' | 'phone' | 'tail'
  readonly value: string
  readonly start: number
  readonly end: number
  /** The number of somebody else, or a second way to reach the person: read over, no anchor. */
  readonly aside?: boolean
  /** Only a second way to reach the person. */
  readonly secondary?: boolean
}

const CODE_CHAR = '[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]'
const CODE_MARKED = new RegExp(`# ?(${CODE_CHAR}{5})(?![0-9A-Za-z])`, 'g')
const CODE_LABELLED = new RegExp(
  `(?:任务(?:编?号|码)?|编号|任务代码|代码|短码)[\\]】:| #-]*(${CODE_CHAR}{5})(?![0-9A-Za-z])`,
  'g',
)
const CODE_BARE = new RegExp(
  `(^|[\\n【[ ,，;；、(:：/|])(${CODE_CHAR}{5})(?=$|[\\n】\\] ,，、:)/|]|\\p{Script=Han})`,
  'gu',
)

const MOBILE =
  /(?:\+? ?86[- ]?)?(1[3-9]\d(?:[- ]?\d{4}){2}|1[3-9]\d{1,3}[- ]\d{3,5}[- ]\d{3,5}|1[3-9]\d{2,6}[- ]\d{4,8})(?!\d)/g
const ABROAD = /(?:\+|00|[(])?(852|853)[)]?[- ]?(\d{4})[- ]?(\d{4})(?!\d)/g
const ABROAD_IN_WORDS = /(香港|HK|澳门)(?:手机|电话|号码?|座机)*[:： ]*([2-9]\d{3})[- ]?(\d{4})(?!\d)/gi
const LANDLINE = /[(]?(0(?:10|2\d|[3-9]\d{2}))[)]?[- ]?([2-9]\d{2,3})[- ]?(\d{4})(?!\d)/g

const MASKED = /(?:1[3-9]\d|\d{3,4})[*xX×·•]{2,8}(\d{2,4})(?![\d*])/g
const TAIL_LABELLED =
  /(?:尾号?数?|(?:手机|电话)?(?:后|末)(?:四|4|三|3)位(?:数)?)(?: ?(?:为|是|的是))?[:： ]?((?:\d{3,6}(?:[、,，/和及 ](?=\d{4}(?!\d)))?)+)(?!\d)/g
const TAIL_BARE = /(\d{4})(?![\d年.:%-]|\/(?!\d{4}(?!\d))|[号楼室房栋元米])/g

/** All identities of the text in order; overlapping readings go to the longer kind: number, code, tail. */
export function findIdentities(text: string): Identity[] {
  const taken: Identity[] = []
  const take = (found: Iterable<Identity>) => {
    for (const one of found) if (!taken.some(other => one.start < other.end && other.start < one.end)) taken.push(one)
  }
  const marked = [...codes(text, CODE_MARKED)]
  take(marked)
  take(phones(text))
  take(maskedTails(text))
  take(labelledTails(text))
  take(correctedTails(text))
  take([...codes(text, CODE_LABELLED), ...bareCodes(text)])
  take(bareTails(text, taken))
  return ownNumber(taken.sort((left, right) => left.start - right.start))
}

/** 新号码152… 打通了: a second way to reach the person is the only one when no other number is told. */
function ownNumber(found: readonly Identity[]): Identity[] {
  const numbers = found.filter(({ kind }) => kind !== 'code')
  return numbers.length === 1 && numbers[0]?.secondary === true
    ? found.map(one => ({ ...one, aside: false }))
    : [...found]
}

function* codes(text: string, pattern: RegExp): Generator<Identity> {
  for (const match of matchesOf(text, pattern)) {
    const value = (match[1] ?? '').toUpperCase()
    yield { kind: 'code', value, start: match.index, end: match.index + match[0].length }
  }
}

/** 97JER 6129 关机, 【9GEAE】: letters and digits mixed, and no train, flight or room. */
function* bareCodes(text: string): Generator<Identity> {
  for (const match of matchesOf(text, CODE_BARE)) {
    const [whole, lead = '', value = ''] = match
    if (!/\d/.test(value) || !/[A-Z]/.test(value) || /^(?:[A-Z]{1,2}|\d[A-Z])\d{3,4}$/.test(value)) continue
    const start = match.index + lead.length
    yield { kind: 'code', value, start, end: match.index + whole.length }
  }
}

function* phones(text: string): Generator<Identity> {
  for (const match of matchesOf(text, ABROAD))
    if (!/[\d]$/.test(text.slice(0, match.index))) yield abroad(text, match, `+${match[1]}${match[2]}${match[3]}`)
  for (const match of matchesOf(text, ABROAD_IN_WORDS))
    yield abroad(text, match, `+${match[1] === '澳门' ? '853' : '852'}${match[2]}${match[3]}`)
  for (const match of matchesOf(text, MOBILE)) {
    const value = (match[1] ?? '').replace(/\D/g, '')
    if (value.length === 11 && !/\d$/.test(text.slice(0, match.index).slice(-1))) yield phone(text, match, value)
  }
  for (const match of matchesOf(text, LANDLINE))
    if (!/\d$/.test(text.slice(0, match.index).slice(-1))) yield phone(text, match, `${match[1]}${match[2]}${match[3]}`)
}

function phone(text: string, match: RegExpMatchArray & { index: number }, value: string): Identity {
  const start = match.index
  const end = start + match[0].length
  const secondary = isSecondary(text, start, end)
  return {
    kind: 'phone',
    value,
    start,
    end,
    secondary,
    aside: secondary || isOfAnother(text, start) || toldByAnother(text, start, end),
  }
}

function abroad(text: string, match: RegExpMatchArray & { index: number }, value: string): Identity {
  const plain = phone(text, match, value)
  const bracketed = /[(][^()]{0,8}$/.test(text.slice(Math.max(0, plain.start - 10), plain.start))
  return { ...plain, secondary: plain.secondary === true || bracketed, aside: plain.aside === true || bracketed }
}

/** 手机+852 …也能联系, 另一个号139…, 新号码139…: another number of the same person. */
function isSecondary(text: string, start: number, end: number): boolean {
  if (/^[ ,，)]?(?:也(?:能|可|是)|可以联系|备用)/.test(text.slice(end, end + 6))) return true
  return /(?:另一个|另外|备用|第二|新|其他)(?:的)?(?:联系)?(?:电话|手机|号码?|联系方式)(?:是|为)?[:： ]?$/.test(
    text.slice(Math.max(0, start - 12), start),
  )
}

/** 喂组长13712345678这个黄伯…, 司机138…: at the very start the number is whom the message is about. */
const opensMessage = (text: string, start: number) =>
  start < 8 &&
  !/[\d,，。;；\n#(]|电话|手机|号码/.test(text.slice(0, start)) &&
  !ANOTHER_NUMBER.test(text.slice(start + 11))

/** Where a second full number follows, the first may well be that of whoever writes. */
const ANOTHER_NUMBER = /(?:^|\D)1[3-9]\d{9}(?!\d)/

/** 店长李芳139…, 物业电话139…, 可联系司机139…: people who are not asked about. */
const STAFF_NUMBER =
  /(?:店长|物业|站长|宿管|门卫|门岗|管家|园长|校长|人事|HR|村医|护工|厂长|老板娘|家长|填报人|上报人|值班员?|联系人员|网格[员长]|志愿者|民警|房东|二房东|中介|前台|负责人|楼栋?长|保安|管理处|村委|居委会?|社康|经理|主管|组长|班长|队长|领队|老师|班主任|医生|护士|导游|车主|老乡|包工头|工头)(?:(?!打)[\p{Script=Han}]{1,3}|\p{Script=Han}(?:先生|女士|小姐|师傅|经理|老师|姐|哥|叔))?(?:的)?(?:电话|手机|号码|联系方式|号)?[:：是为 (?？]{0,3}$|(?:司机|同事|室友|舍友|工友|朋友|邻居|亲戚|家属|亲属|家人|领导|老板娘?)(?:的)?(?:电话|手机|号码|联系方式|号)[:：是为 (]{0,3}$/u

/** 她女儿的139…, 妈妈139…, 爸爸电话139…: a relative right before the number, not one who is named there. */
const RELATIVES_NUMBER = new RegExp(
  `(?:老婆|老公|妻子|丈夫|儿子|女儿|孙子|孙女|小孙子|女婿|儿媳|媳妇|家人|家属|家长|父亲|母亲|同事|朋友|房东|妈妈|爸爸|妈|爸|爷爷|奶奶|外婆|外公|哥哥|弟弟|姐姐|妹妹|[他她其]?(?:老婆|老公|女儿|儿子))(?:(?:的)?(?:电话|手机|号码|联系方式)[:：是 ]{0,2}|的[:：是 ]{0,2})$`,
)
/** 孙子139…帮接, 家长电话139…（妈妈）: whose number it is, told behind it. */
const RELATIVE_BEHIND =
  /^ ?\((?:妈妈|爸爸|母亲|父亲|家长|儿子|女儿|老公|老婆|丈夫|妻子|家属|房东|物业|前台|班主任|[^()]{0,4}代接)\)/

/** 酒店经理林生139…说601房的…: the number of whoever tells. */
const TELLS_BEHIND = /^(?:说|讲|称|反馈|报|代报|补报)(?![\p{Script=Han}]{0,2}(?:自己|本人|已|没|不|在|是|他|她|人))/u
const STAFF_BEFORE =
  /(?:经理|前台|主管|站长|店长|保安|物业|管家|班主任|老师|宿管|组长|队长|村医|护士|园长)\p{Script=Han}{0,3}$/u
/** 小孙子136…帮接: a relative right before the number who answers right behind it. */
const RELATIVE_BEFORE =
  /(?:老婆|老公|妻子|丈夫|儿子|女儿|孙子|孙女|女婿|儿媳|媳妇|家属|家长|父亲|母亲|妈妈|爸爸|爷爷|奶奶|外婆|外公|哥哥|弟弟|姐姐|妹妹) ?$/
const ANSWERS_BEHIND = /^ ?(?:帮|代|替)(?:忙)?(?:接|答|报)/

function toldByAnother(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 10), start)
  const behind = text.slice(end, end + 10)
  if (RELATIVE_BEHIND.test(behind) || (STAFF_BEFORE.test(before) && TELLS_BEHIND.test(behind))) return true
  return RELATIVE_BEFORE.test(before) && (ANSWERS_BEHIND.test(behind) || NAME_THEN_RELATIVE.test(text.slice(0, start)))
}

/** 季小满 妈妈137…: behind a name without a number of its own. */
const NAME_THEN_RELATIVE = /(?:^|[\s,，;；）)])\p{Script=Han}{2,4}[ ,，、]+(?:他|她|其)?\p{Script=Han}{2} ?$/u

/** 让打他老婆电话181…: the number of somebody else. */
function isOfAnother(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 12), start)
  if (STAFF_NUMBER.test(before) && !opensMessage(text, start)) return true
  return (
    /(?:改|转|另|又|再)打(?:了)?(?:他|她|其)?(?:家里|家庭|公司|单位|办公室)?(?:的)?(?:座机|固话|电话|号码?|手机)?[:： ]?$|(?:让|叫|请|要)(?:我们|我)?(?:打|联系|找)[^,，。]{0,6}(?:电话|手机|号码)?[:： ]?$/.test(
      before,
    ) || RELATIVES_NUMBER.test(before)
  )
}

function* maskedTails(text: string): Generator<Identity> {
  for (const match of matchesOf(text, MASKED)) {
    if (/\d$/.test(text.slice(0, match.index).slice(-1))) continue
    yield { kind: 'tail', value: match[1] ?? '', start: match.index, end: match.index + match[0].length }
  }
}

function* correctedTails(text: string): Generator<Identity> {
  for (const match of matchesOf(text, TAIL_CORRECTED))
    yield { kind: 'tail', value: match[1] ?? '', start: match.index, end: match.index + match[0].length }
}

/** 尾号5678; of 尾号9208、3846 each is one. 身份证后四位 is no number. */
function* labelledTails(text: string): Generator<Identity> {
  for (const match of matchesOf(text, TAIL_LABELLED)) {
    if (/(?:身份证|证件|证|卡)(?:号码?)?$/.test(text.slice(Math.max(0, match.index - 6), match.index))) continue
    const list = match[1] ?? ''
    const offset = match.index + match[0].length - list.length
    let first = true
    for (const digits of matchesOf(list, /\d{3,6}/g)) {
      const start = first ? match.index : offset + digits.index
      yield { kind: 'tail', value: digits[0], start, end: offset + digits.index + digits[0].length }
      first = false
    }
  }
}

/** What can follow a bare tail and nothing else: a call result or a test. */
const TELLS =
  /^ ?(?:关机|无人|没人|没接|未接|不接|拒接|占线|空号|停机|挂|按掉|按断|通了|接了|打通|接通|已接|通话中|正忙|人机|无法|呼叫|来电|不在服务|核酸)/

/** 尾号打错了，是5679 */
const TAIL_CORRECTED = /尾号[^,，。\d]{1,8}[,， ]?(?:应该?)?(?:是|为)(\d{4})(?!\d)/g

/** 关机的：5678、1234 */
const HEADING = /(?:关机|空号|停机|[未没不]接|没人接|接听?|占线|挂断|[接打]通)(?:的|的有)?[:：] ?$/

/** 1203 张立 138…: in a line with a full number other four digits are a room or whatever, no tail. */
function besideFullNumber(text: string, at: number, taken: readonly Identity[]): boolean {
  const from = text.lastIndexOf('\n', at)
  const end = text.indexOf('\n', at)
  const line = text.slice(from + 1, end < 0 ? text.length : end)
  if (/[,，。;；、/]/.test(line)) return false
  return taken.some(({ kind, start }) => kind === 'phone' && start > from && (end < 0 || start < end))
}

/** 2751 20阴21阴, 5137 无人接, 这个2866: four digits where a message speaks of somebody, never inside an address. */
function* bareTails(text: string, taken: readonly Identity[]): Generator<Identity> {
  for (const match of matchesOf(text, TAIL_BARE)) {
    const start = match.index
    const value = match[1] ?? ''
    const before = text.slice(Math.max(0, start - 8), start)
    if (/(?:[\dA-Za-z#.*+-]|\d:)$/.test(before) || /(?:身份证|证件)[^,，]{0,6}$/.test(before)) continue
    const known = taken.some(one => one.kind !== 'code' && one.value.endsWith(value))
    if (!known && besideFullNumber(text, start, taken)) continue
    const named = /(?:^|[\s,，;；。])(\p{Script=Han})\p{Script=Han}{0,2} ?$/u.exec(before)?.[1]
    const opens =
      (named !== undefined && SURNAMES.has(named) && !/(?:住|址|栋|座|楼|园|苑)/.test(before)) ||
      (TELLS.test(text.slice(start + 4)) && /(?:^|[\s,，;；、。])$/.test(before) && !/[住址栋座楼园苑]/.test(before)) ||
      (start < 12 && before.endsWith(' ') && taken.length === 0) ||
      HEADING.test(before) ||
      /(?:^|[\n,，;；。、!] ?|这个|那个|刚才|[A-Z0-9]{5} |老\p{Script=Han})$/u.test(before)
    const follows = /^(?:$| |,|，|、|\/|\p{Script=Han})/u.test(text.slice(start + 4, start + 5))
    const listed = /\d{4}[ 、,，/]$/.test(before) || /^[ 、,，/]\d{4}(?!\d)/.test(text.slice(start + 4))
    if (known || (opens && follows) || (listed && !/[住址栋座楼园苑]/.test(before)))
      yield { kind: 'tail', value, start, end: start + 4 }
  }
}
