import { maskName } from '../mask.ts'
import { surnameLength } from '../surnames.ts'
import { fold, hidden, type Folded, type Hidden } from './fold.ts'

/** What stands before a name and says that one comes. */
const BEFORE =
  /(?:姓名|名字|名叫|我叫|他叫|她叫|叫做|联系人|负责人|户主|机主|业主|监护人|家长|法人|本人|父亲|母亲|爸爸|妈妈|丈夫|妻子|老公|老婆|爱人|配偶|儿子|女儿|哥哥|弟弟|姐姐|妹妹|爷爷|奶奶|外公|外婆|岳父|岳母|孙子|孙女|同行人|同住人|同行|同住|同事|同学|朋友|室友|舍友|工友|房东|家属|保姆|密接者?|随行|司机|患者|病例|居民|旅客)(?:是|为|叫)?/g
const TITLE = /先生|女士|小姐|同学|老师|医生|护士|阿姨|师傅|老板|经理|主任|警官/g
/** What may stand between a name and its number. */
const LABEL = /(?:联系电话|联系方式|手机号码?|电话号码?|电话|手机|号码|证件号码?|身份证号?|TEL)$/
/** What may follow a name without a gap. */
const AFTER =
  /^(?:\d|电话|手机|号码|联系|证件|身份证|在|于|住|一起|一同|同行|同住|同车|未|无|没|有|是|系|为|说|称|来|去|回|返|到|已|核|做|阴|阳|检|的|和|与|及|跟|密接|确诊|也|都|均)/
/** Begin like a name and are none. */
const NO_NAMES = new Set(
  '高铁 高速 高风 高中 高校 安徽 江西 江苏 云南 武汉 成都 温州 常州 常德 常住 常去 金华 黄山 白云 左右 任何 任务 单独 单位 平时 时间 安全 安排 安置 解除 解封 严格 严重 钟点 万一 周一 周二 周三 周四 周五 周六 周日 周边 路过 路上 路口 车上 车站 车牌 车次 全程 全部 全家 全员 关机 管控 管理 方式 方便 方向 方舱 何时 何地 国内 水果 水果 花园 连续 毛病 巴士 项目 温度 常规 余下 计划 易感 应该 从事 从未 米多 路程 计算 平安 安康 解释 从业 查看 核查 简单 占线 屈指 经过 程度 别人 于是 曾经 祝好 谈话 谷歌 强制 明天 明日 明早 明晚 相关 戴口'.split(
    ' ',
  ),
)

/** Names as they are looked for, in simplified letters without marks, and how long they are. */
export interface KnownNames {
  readonly letters: ReadonlySet<string>
  readonly lengths: readonly number[]
}

/** A name of a single letter, or with letters hidden, names nobody. */
export function knownNames(names: readonly string[]): KnownNames {
  const whole = names.filter(name => !/[*×某]/.test(name)).map(name => fold(name).letters)
  const letters = new Set(whole.filter(({ length }) => length > 1))
  return { letters, lengths: [...new Set([...letters].map(({ length }) => length))].sort((a, b) => b - a) }
}

/** Names somebody is known by, in whatever letters and split by whatever marks. */
export function knownNamesIn(folded: Folded, { letters, lengths }: KnownNames): Hidden[] {
  const found: Hidden[] = []
  for (let at = 0; lengths.length > 0 && at < folded.letters.length; at += 1) {
    const length = lengths.find(
      one => at + one <= folded.letters.length && letters.has(folded.letters.slice(at, at + one)),
    )
    if (length !== undefined) found.push(named(folded, at, length))
  }
  return found
}

/** Names the text itself says are names: 父亲王大锤, 陈小明先生, 王大锤139…. */
export function toldNamesIn(folded: Folded, numbers: readonly Hidden[]): Hidden[] {
  const { letters } = folded
  const found: Hidden[] = []
  for (const { 0: word, index } of letters.matchAll(BEFORE)) {
    const at = index + word.length
    const length = nameLength(folded, at)
    if (length > 0) found.push(named(folded, at, length))
  }
  for (const { index } of letters.matchAll(TITLE)) endingAt(folded, index, found)
  for (const { from } of numbers) {
    const at = placeOf(folded.from, from)
    const label = LABEL.exec(letters.slice(Math.max(0, at - 8), at))
    endingAt(folded, at - (label?.[0].length ?? 0), found)
  }
  return found
}

/** A name that ends before this place: three letters, else two, or four with a compound surname. */
function endingAt(folded: Folded, end: number, found: Hidden[]): void {
  for (const length of [4, 3, 2]) {
    const at = end - length
    const surname = at < 0 ? 0 : surnameLength(folded.letters, at)
    if (surname === 0 || length - surname < 1 || length - surname > 2) continue
    if (!isHan(folded.letters.slice(at, end)) || isNoName(folded.letters, at)) continue
    found.push(named(folded, at, length))
    return
  }
}

/** How long the name is that begins here; 0: none does. */
function nameLength({ letters, gaps }: Folded, at: number): number {
  const surname = surnameLength(letters, at)
  if (surname === 0 || isNoName(letters, at)) return 0
  for (const length of [surname + 2, surname + 1]) {
    const end = at + length
    if (end > letters.length || !isHan(letters.slice(at, end))) continue
    if (end === letters.length || gaps[end] !== '' || AFTER.test(letters.slice(end))) return length
  }
  return 0
}

const isHan = (letters: string) => /^\p{Script=Han}+$/u.test(letters)
const isNoName = (letters: string, at: number) =>
  NO_NAMES.has(letters.slice(at, at + 2)) || NO_NAMES.has(letters.slice(at, at + 3))

const named = (folded: Folded, at: number, length: number): Hidden =>
  hidden(folded, at, at + length - 1, maskName(folded.letters.slice(at, at + length)))

/** The first of these growing places that is not before `from`. */
function placeOf(places: readonly number[], from: number): number {
  let [low, high] = [0, places.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] ?? 0) < from) low = middle + 1
    else high = middle
  }
  return low
}
