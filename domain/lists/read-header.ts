import type { IntakeField } from '../../contract/intake.ts'
import { squeeze } from './grid.ts'
import { ENGLISH_PHONE, ENGLISH_RULES, isOthersInEnglish, NOT_AN_ENGLISH_PHONE } from './english-words.ts'
import {
  ADDRESS_RANKS,
  ADDRESS_RANK_OF_ESTATE,
  FIXED_PHONE,
  GENERIC,
  HEADER_RULES,
  NOT_A_PHONE,
  PHONE_WORD,
  PLACE_FIELDS,
  PLACE_PART,
  SPARE_PHONE,
  type HeaderRule,
} from './header-words.ts'
import { trimEndOf } from '../words/trim-end.ts'
import { simplified } from '../words/simplified.ts'
import { NAMED_ALONE, whoseOf, type Whose } from './person-words.ts'

export type HeaderReading = {
  readonly field: IntakeField | 'unknown'
  /** Gives way to any other column of the same field. */
  readonly weak: boolean
  /** No rule speaks of this header, so its cells may. */
  readonly silent: boolean
  readonly whose: Whose
  /** A name, phone or ID number of a near person: what it would be in a list that is about them. */
  readonly wouldBe: 'phone' | 'name' | 'idNumber' | null
  /** Order of preference among phones, order of joining among parts of an address. */
  readonly rank: number
}

/** A header as the rules see it: the words, and what stood in brackets behind them. */
export type HeaderText = { readonly main: string; readonly brackets: string }

const DECORATION = /[*:'"“”‘’`★☆※▲●◆■□√✓!?。]/g
/** Questions end so: 您返回本地的时间是？ */
const ASKING = /(?:是|为|呢|是多少|是什么)$/
const NUMBERING =
  /^(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|\d{1,2}[.、](?=\D)|[一二三四五六七八九十]{1,3}[、.])/
const FORM_HINT =
  /[([【](?:必填|选填|必填项|选填项|自动|必录|下拉|单选|多选|可选|默认|示例|例如?|如|格式|文本|日期格式|勿改|请勿修改)[^)\]】]*[)\]】]?/g

/** Forms that people fill in themselves speak to them. */
const ADDRESSING = /^(?:请?(?:您|你)?(?:填写|输入|选择|提供)?(?:您|你)(?:本人)?的?|请(?:填写|输入|选择|提供)的?)/

/** Half width, no white space, stars, colons and form hints such as （必填）. */
export function headerText(header: string): HeaderText {
  const text = simplified(squeeze(header))
    .replace(DECORATION, '')
    .replace(FORM_HINT, '')
    .replace(NUMBERING, '')
    .replace(ADDRESSING, '')
  const brackets = [...text.matchAll(/[([【]([^([【)\]】]*)[)\]】]/g)].map(found => found[1] ?? '').join(' ')
  const unbracketed = text.replace(/[([【][^([【)\]】]*[)\]】]/g, '').replace(/[([【].*$/, '')
  const main = trimEndOf(unbracketed, /[,.、;/\-_]/).replace(ASKING, '')
  return { main, brackets }
}

function phoneRank(words: string): number {
  return (SPARE_PHONE.test(words) ? 1 : 0) + (FIXED_PHONE.test(words) ? 2 : 0)
}

/** The place of a part of an address: province first, room last. */
function addressRank(main: string): number {
  return ADDRESS_RANKS.find(([words]) => words.test(main))?.[1] ?? ADDRESS_RANK_OF_ESTATE
}

const UNKNOWN: HeaderReading = { field: 'unknown', weak: false, silent: true, whose: 'own', wouldBe: null, rank: 0 }

function readPhoneHeader(words: string, whose: Whose): HeaderReading {
  const field = whose === 'near' || whose === 'other' ? 'otherPhone' : 'phone'
  const wouldBe = whose === 'near' ? 'phone' : null
  return { field, weak: whose === 'unsure', silent: false, whose, wouldBe, rank: phoneRank(words) }
}

function firstRule(main: string, rules: readonly HeaderRule[] = HEADER_RULES): HeaderReading {
  const found = rules.find(({ is, not }) => is.test(main) && !not?.test(main))
  if (!found) return UNKNOWN
  const rank = found.field === 'address' ? addressRank(main) : 0
  return { ...UNKNOWN, field: found.field, weak: found.weak === true, silent: false, rank }
}

const PERSONAL: ReadonlySet<string> = new Set(['name', 'idNumber', 'idType', 'gender', 'age'])
const NOT_HOME =
  /家长|监护|紧急|房东|联系人|负责|单位|公司|学校|企业|老板|隔离(?!人)|采样|检测|接种|就诊|医院|转运|工作|办公|来源|出发|户籍/

/** Name, ID and address of somebody else are no facts about the resident. */
function ofTheResident(reading: HeaderReading, main: string, above: string): HeaderReading {
  if (reading.field === 'address') return NOT_HOME.test(above + main) ? { ...UNKNOWN, silent: false } : reading
  if (!PERSONAL.has(reading.field)) return reading
  const whose = whoseOf(main, above)
  if (whose === 'own') return reading
  if (whose === 'unsure') return { ...reading, weak: true, whose }
  const wouldBe = reading.field === 'name' || reading.field === 'idNumber' ? reading.field : null
  return { ...UNKNOWN, silent: false, whose, wouldBe: whose === 'near' ? wouldBe : null }
}

const isPhone = (main: string) => PHONE_WORD.test(main) && !NOT_A_PHONE.test(main)

function readChinese(main: string): HeaderReading {
  return isPhone(main) ? readPhoneHeader(main, 'own') : firstRule(main)
}

function readEnglish(text: string): HeaderReading {
  const words = text.replace(/[^a-z/#]/g, '')
  const others = isOthersInEnglish(words)
  if (ENGLISH_PHONE.test(words) && !NOT_AN_ENGLISH_PHONE.test(words))
    return readPhoneHeader(words, others ? 'other' : 'own')
  const reading = firstRule(words, ENGLISH_RULES)
  return others && PERSONAL.has(reading.field) ? { ...UNKNOWN, silent: false, whose: 'other' } : reading
}

const CHINESE = /[\u3400-\u9fff]/

/** One language or two: 社区 Community, Tel 电话, Date of Arrival. */
function readPlain(main: string): HeaderReading {
  if (!CHINESE.test(main)) return firstOf(readEnglish(main), () => readChinese(main))
  const whole = readChinese(main)
  if (!whole.silent || !/[a-z]{2}/.test(main)) return whole
  return firstOf(readChinese(main.replace(/[a-z][a-z./]*/g, '')), () => readEnglish(main))
}

function firstOf(reading: HeaderReading, next: () => HeaderReading): HeaderReading {
  return reading.silent ? next() : reading
}

/** What the words say, taking the group's or the brackets' help where they say nothing by themselves. */
function readWords({ main, brackets }: HeaderText, group: string): HeaderReading {
  if (GENERIC.test(main)) {
    const grouped = group === '' ? UNKNOWN : readPlain(group + main)
    if (grouped.field !== 'unknown') return grouped
    const ofGroup = group === '' ? UNKNOWN : firstRule(group)
    if (PLACE_PART.test(main) && PLACE_FIELDS.some(field => field === ofGroup.field)) return ofGroup
  }
  const plain = readPlain(main)
  if (isPhone(group) && (plain.field === 'unknown' || main === '本人')) return readPhoneHeader(main, 'own')
  if (plain.field !== 'unknown' || !GENERIC.test(main) || brackets === '') return plain
  return readPlain(brackets + main)
}

/** What a header says about its column; `group` is the header above it, '' when there is none. */
export function readHeader(header: string, group = ''): HeaderReading {
  const { main, brackets } = headerText(header)
  if (main === '' && brackets === '') return UNKNOWN
  const above = headerText(group).main
  const reading = readWords({ main, brackets }, above)
  const whose = reading.whose === 'own' ? whoseOf(main, above + brackets) : reading.whose
  if (reading.field === 'phone') return readPhoneHeader((main + brackets).replace(/[)\]]$/, ''), whose)
  if (reading.field === 'unknown') return nearPerson(reading, main)
  if (reading.field === 'arrivedOn' && /隔离|酒店|医院/.test(above)) return { ...UNKNOWN, silent: false }
  return ofTheResident(reading, main, above)
}

/** 家长, 户主, 紧急联系人 alone name a person who is not the resident. */
function nearPerson(reading: HeaderReading, main: string): HeaderReading {
  const whose = reading.whose === 'own' ? whoseOf(main) : reading.whose
  return { ...reading, whose, wouldBe: NAMED_ALONE.test(main) ? 'name' : null }
}

/** Whether a header is one we know: it decides where the header row is. Long sentences are titles, not headers. */
export function isKnownHeader(header: string, group = ''): boolean {
  const { main } = headerText(header)
  return main.length <= 24 && readHeader(header, group).field !== 'unknown'
}
