import type { IntakeField } from '../../contract/intake.ts'
import { squeeze } from './grid.ts'
import {
  ADDRESS_RANKS,
  ADDRESS_RANK_OF_ESTATE,
  FIXED_PHONE,
  GENERIC,
  HEADER_RULES,
  NEAR_PERSON,
  NOT_A_PHONE,
  OTHER_PERSON,
  OWN_PERSON,
  PHONE_WORD,
  PLACE_FIELDS,
  PLACE_PART,
  SPARE_PHONE,
} from './header-words.ts'

/** Whose a phone, name or ID number is: the resident's, a near person's (rung when there is no other), or somebody else's. */
export type Whose = 'own' | 'near' | 'other'

export type HeaderReading = {
  readonly field: IntakeField | 'unknown'
  /** Gives way to any other column of the same field. */
  readonly weak: boolean
  readonly whose: Whose
  /** A name or phone of somebody else: what it would be if the list has no other. */
  readonly wouldBe: 'phone' | 'name' | null
  /** Order of preference among phones, order of joining among parts of an address. */
  readonly rank: number
}

/** A header as the rules see it: the words, and what stood in brackets behind them. */
export type HeaderText = { readonly main: string; readonly brackets: string }

const DECORATION = /[*:'"“”‘’`★☆※▲●◆■□√✓!?。]/g
const NUMBERING =
  /^(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|\d{1,2}[.、](?=\D)|[一二三四五六七八九十]{1,3}[、.])/
const FORM_HINT =
  /[([【](?:必填|选填|必填项|选填项|自动|必录|下拉|单选|多选|可选|默认|示例|例如?|如|格式|文本|日期格式|勿改|请勿修改)[^)\]】]*[)\]】]?/g

/** Forms that people fill in themselves speak to them. */
const ADDRESSING = /^(?:请?(?:您|你)?(?:填写|输入|选择|提供)?(?:您|你)(?:本人)?的?|请(?:填写|输入|选择|提供)的?)/

/** Half width, no white space, stars, colons and form hints such as （必填）. */
export function headerText(header: string): HeaderText {
  const text = squeeze(header)
    .replace(DECORATION, '')
    .replace(FORM_HINT, '')
    .replace(NUMBERING, '')
    .replace(ADDRESSING, '')
  const brackets = [...text.matchAll(/[([【](.*?)[)\]】]/g)].map(found => found[1] ?? '').join(' ')
  const main = text
    .replace(/[([【].*?[)\]】]/g, '')
    .replace(/[([【].*$/, '')
    .replace(/[,,.、;/\-_]+$/, '')
  return { main, brackets }
}

function whoseOf(words: string): Whose {
  if (OWN_PERSON.test(words) || !OTHER_PERSON.test(words)) return 'own'
  return NEAR_PERSON.test(words) ? 'near' : 'other'
}

function phoneRank(words: string): number {
  return (SPARE_PHONE.test(words) ? 1 : 0) + (FIXED_PHONE.test(words) ? 2 : 0)
}

/** The place of a part of an address: province first, room last. */
export function addressRank(main: string): number {
  return ADDRESS_RANKS.find(([words]) => words.test(main))?.[1] ?? ADDRESS_RANK_OF_ESTATE
}

const UNKNOWN: HeaderReading = { field: 'unknown', weak: false, whose: 'own', wouldBe: null, rank: 0 }

function readPhoneHeader(words: string, whose: Whose): HeaderReading {
  const field = whose === 'own' ? 'phone' : 'otherPhone'
  return { field, weak: false, whose, wouldBe: whose === 'near' ? 'phone' : null, rank: phoneRank(words) }
}

function firstRule(main: string): HeaderReading {
  const found = HEADER_RULES.find(({ is, not }) => is.test(main) && !not?.test(main))
  if (!found) return UNKNOWN
  return {
    ...UNKNOWN,
    field: found.field,
    weak: found.weak === true,
    rank: found.field === 'address' ? addressRank(main) : 0,
  }
}

const PERSONAL: ReadonlySet<string> = new Set(['name', 'idNumber', 'idType', 'gender', 'age'])
const NOT_HOME = /家长|监护|紧急|房东|联系人|负责|单位|公司|学校|企业|老板/

/** Name, ID and address of somebody else are no facts about the resident. */
function ofTheResident(reading: HeaderReading, words: string): HeaderReading {
  if (reading.field === 'address') return NOT_HOME.test(words) ? UNKNOWN : reading
  if (!PERSONAL.has(reading.field)) return reading
  const whose = whoseOf(words)
  if (whose === 'own') return reading
  return { ...UNKNOWN, whose, wouldBe: whose === 'near' && reading.field === 'name' ? 'name' : null }
}

const isPhone = (main: string) => PHONE_WORD.test(main) && !NOT_A_PHONE.test(main)

function readPlain(main: string): HeaderReading {
  return isPhone(main) ? readPhoneHeader(main, 'own') : firstRule(main)
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
  const text = headerText(header)
  if (text.main === '' && text.brackets === '') return UNKNOWN
  const above = headerText(group).main
  const reading = readWords(text, above)
  const full = `${above}${text.main}${text.brackets}`
  if (reading.field === 'phone')
    return readPhoneHeader(`${text.main}${text.brackets}`.replace(/[)\]]$/, ''), whoseOf(full))
  if (reading.field === 'unknown') return nearPerson(text.main)
  return ofTheResident(reading, above + text.main)
}

/** 家长, 户主, 紧急联系人 alone name a person who is not the resident. */
function nearPerson(main: string): HeaderReading {
  const whose = whoseOf(main)
  if (whose === 'own') return UNKNOWN
  const named = /^(?:户主|业主|车主|司机|驾驶员|家长|联系人|购票人|收件人|收货人)$/.test(main)
  return { ...UNKNOWN, whose, wouldBe: named ? 'name' : null }
}

/** Whether a header is one we know: it decides where the header row is. Long sentences are titles, not headers. */
export function isKnownHeader(header: string, group = ''): boolean {
  const { main } = headerText(header)
  return main.length <= 24 && readHeader(header, group).field !== 'unknown'
}
