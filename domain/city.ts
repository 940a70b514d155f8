/** The city whose residents are asked about, as people write it. */
export interface City {
  /** What stands in group lines and, behind a verb, in messages: 深, 明. */
  readonly short: string
  /** Other ways to write it: 深圳, 鹏城. */
  readonly spellings: readonly string[]
  /** Letters it is abbreviated with, read like `short` only behind a verb: sz. */
  readonly letters?: string
  /** Its own districts, streets and communities, without 区, 街道 and the like. */
  readonly areas: readonly string[]
  /** Towns around it that people name without their city: 凤岗, 大亚湾. */
  readonly neighbours: readonly string[]
}

/**
 * Stands for the city in text that is being read: 返深, 回深圳 and 离明 become 返囻, 回囻 and 离囻, so that the grammar
 * speaks of any city. An old character that nobody writes.
 */
export const CITY_SIGN = '囻'

const SHENZHEN: City = {
  short: '深',
  spellings: ['深圳', '鹏城', '身圳', '深镇'],
  letters: 'sz',
  areas:
    '龙华 宝安 南山 福田 罗湖 龙岗 盐田 光明 坪山 大鹏 前海 蛇口 布吉 坂田 民治 沙井 松岗 福永 石岩 西乡 观澜 横岗 平湖 坑梓 梅林 上沙 下沙 沙头 沙头角 华强北 大浪 公明 葵涌 南澳 坪地 南湾 龙城 新安'.split(
      ' ',
    ),
  neighbours: ['凤岗', '塘厦', '樟木头', '大亚湾', '惠阳', '长安镇', '虎门'],
}

/** Cities whose words need no configuration, by short name. */
const KNOWN = new Map([SHENZHEN].map(city => [city.short, city]))

/** Read with where nothing is configured: samples and the command line speak of it. */
export const DEFAULT_CITY = SHENZHEN

/** What a configuration and the unit tree add to a city. */
export interface CityWords {
  readonly spellings?: readonly string[]
  readonly areas?: readonly string[]
  readonly neighbours?: readonly string[]
}

/** The city of this short name; `words` are added to what is known of it. */
export function cityNamed(short: string, words: CityWords = {}): City {
  const known = KNOWN.get(short)
  return {
    short,
    ...(known?.letters === undefined ? {} : { letters: known.letters }),
    spellings: joined(known?.spellings, words.spellings),
    areas: joined(known?.areas, words.areas),
    neighbours: joined(known?.neighbours, words.neighbours),
  }
}

function joined(known: readonly string[] = [], added: readonly string[] = []): string[] {
  return [...new Set([...known, ...added].map(word => word.trim()).filter(word => word !== ''))]
}

const AREA_SUFFIX = /(?:新区|街道|社区|区|县|镇|乡)$/

/** 青禾区, 澜汀街道, 汀南社区 → 青禾, 澜汀, 汀南: names of units as people say them. One character alone says nothing. */
export function areaWords(unitNames: readonly string[]): string[] {
  return [
    ...new Set(unitNames.map(name => name.replace(AREA_SUFFIX, '')).filter(word => /^\p{Script=Han}{2,}$/u.test(word))),
  ]
}

/** Any city, by those who are in it. */
const HERE = '本市'

/** 明 begins 明天: shown beside a verb it would be misread (回明, 几号到明), so such a city is 本市 there. */
const READ_AS_A_DAY = /^[明今昨前后]$/

/** The city beside other words, for people to read: 几号到深, 几号到本市. */
export function cityInWords(short: string): string {
  return short === '' || READ_AS_A_DAY.test(short) ? HERE : short
}

/** 返, 到 and whatever else stands before a place; only there one character is read as the city. */
const BEFORE_SHORT = '返回到抵来离在入出赴往进留飞至过去驾翻开于不没常[→】\\]:：| '
/** 明天, 明早; 深夜, 深色: the same character in a word of its own. */
const AFTER_SHORT = '[天早晚晨年白确显细夜色度刻信切感知表层]|日(?!期)|后[天年]'

const signPatterns = new WeakMap<City, RegExp>()

/** Every name of the city, behind what its first group holds; to be written as that and `CITY_SIGN`. */
export function citySignPattern(city: City): RegExp {
  const cached = signPatterns.get(city)
  if (cached) return cached
  const long = [...city.spellings].sort((left, right) => right.length - left.length).map(name => `${escaped(name)}市?`)
  const behind = [...long, `${escaped(city.short)}(?!${AFTER_SHORT})`, HERE, ...lettersOf(city)].join('|')
  const anywhere = long.map(name => `|${name}`).join('')
  const pattern = new RegExp(`(^|[${BEFORE_SHORT}了\\n])(?:${behind})${anywhere}`, 'g')
  signPatterns.set(city, pattern)
  return pattern
}

/** sz and SZ, unless they are part of a longer word. */
function lettersOf({ letters }: City): string[] {
  return letters === undefined ? [] : [`(?:${letters}|${letters.toUpperCase()})(?![a-zA-Z])`]
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
