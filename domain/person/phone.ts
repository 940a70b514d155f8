import type { RejectReason } from '../../contract/intake.ts'
import { trimEndOf } from '../words/trim-end.ts'
import { isNothing } from './nothing.ts'

export type PhoneKind = 'mobile' | 'landline' | 'hk' | 'macau'

/** A valid number. `key`: mobile 11 digits, landline area code and number in digits, Hong Kong `+852…`, Macau `+853…`. */
export type Phone = { readonly key: string; readonly kind: PhoneKind }

type PhoneProblem = RejectReason

/** What a cell holds: the valid numbers in the order they stand, or why there is none. */
export type PhoneReading = { readonly phones: readonly Phone[]; readonly problem: PhoneProblem | null }

export type PhoneOptions = {
  /** Area code of the city of the batch, for landlines written with eight digits only, such as `0755`. */
  readonly areaCode?: string | undefined
}

const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const MASKED = /\d\s*[*xX×•●#]{2,}\s*\d?/
const EXPONENT = /^\+?(\d)\.?(\d*)e\+?(\d{1,2})$/i
const EXTENSION = /(?:转|转接|分机号?|ext\.?|#)\s*(?:[:：]\s*)?\d{1,6}$/i
const DIALLED_EXTENSION = /^(\(?0\d{2,3}\)?[\s-]*\d{3,4}[\s-]?\d{4})-\d{1,6}$/
const HARD_BREAK = /[/\\、;,|\n\r\t&]|(?:或者?|和|以及)/

/** Full width to half width, dashes of every kind to `-`, invisible marks and the apostrophe of text cells away. */
function plain(cell: string): string {
  const half = cell
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(/[‐‑‒–—―−ー]/g, '-')
    .replace(/^['"`\s]+/, '')
  return trimEndOf(half, /['"\s]/)
}

/** Without 转 802 at its end and what stands before that. */
function withoutExtension(text: string): string {
  const cut = text.replace(EXTENSION, '')
  return cut === text ? text : trimEndOf(cut, /[\s,，-]/)
}

/** `13812345678.0` and `1.3812345678E+10` as digits; null when the exponent form has lost digits. */
function wholeNumber(text: string): string | null {
  const float = /^(\+?\d+)\.0+$/.exec(text)
  if (float?.[1]) return float[1]
  const exponent = EXPONENT.exec(text)
  if (!exponent) return text
  const digits = `${exponent[1]}${exponent[2]}`
  return digits.length === Number(exponent[3]) + 1 ? digits : null
}

const MOBILE = /^1[3-9]\d{9}$/
/** Three-digit codes 010, 02x carry eight digits; the four-digit ones carry seven or eight. None begins with 0, 1 or 9. */
const LANDLINE = /^0(?:(?:10|2\d)[2-8]\d{7}|[3-9]\d{2}[2-8]\d{6,7})$/
const HONG_KONG = /^852[2-9]\d{7}$/
const MACAU = /^853[268]\d{7}$/

/** Digits, without separators, to a number; `abroad` says that `+` or `00` stood before them. */
function fromDigits(digits: string, abroad: boolean, areaCode?: string): Phone | null {
  if (HONG_KONG.test(digits)) return { key: `+${digits}`, kind: 'hk' }
  if (MACAU.test(digits)) return { key: `+${digits}`, kind: 'macau' }
  const home = digits.replace(/^86(?=0?1\d{10}$)/, '').replace(/^0(?=1[3-9]\d{9}$)/, '')
  if (MOBILE.test(home)) return { key: home, kind: 'mobile' }
  const local = abroad && digits.startsWith('86') ? `0${digits.slice(2).replace(/^0/, '')}` : digits
  if (LANDLINE.test(local)) return { key: local, kind: 'landline' }
  if (/^[2-8]\d{7}$/.test(digits)) return { key: `${areaCode ?? ''}${digits}`, kind: 'landline' }
  return null
}

const compact = (text: string) => text.replace(/[\s\-.·()[\]]/g, '')

/** One number written as a whole: separators, `+86`, `0086` and extensions do not matter. */
function readOne(text: string, areaCode?: string): Phone | null {
  const dialled = withoutExtension(text.trim().replace(DIALLED_EXTENSION, '$1'))
  const digits = compact(dialled)
  const found = /^(\+|00(?=8[56]))?(\d+)$/.exec(digits)
  if (!found?.[2]) return null
  return fromDigits(found[2], found[1] !== undefined, areaCode)
}

/** Numbers with words around them, or several with only spaces between. No look-behind: iOS 13 has none. */
const IN_TEXT = [
  /(?:^|[^\d])((?:(?:\+|00)?86[\s-]*)?1[3-9](?:[\s.-]?\d){9})(?!\d)/g,
  /(?:^|[^\d])((?:\+|00)?85[23][\s-]*[2-9]\d{3}[\s-]?\d{4})(?!\d)/g,
  /(?:^|[^\d])(\(?0(?:10|2\d|[3-9]\d{2})\)?[\s-]*[2-8]\d{2,3}[\s-]?\d{4})(?!\d)/g,
]

function scan(text: string, areaCode?: string): Phone[] {
  const hits = IN_TEXT.flatMap(pattern =>
    [...text.matchAll(pattern)].map(hit => ({ at: hit.index, text: hit[1] ?? '' })),
  )
  return hits.sort((a, b) => a.at - b.at).flatMap(hit => readOne(hit.text, areaCode) ?? [])
}

/** Why a piece of text is no number. */
function problemOf(text: string): PhoneProblem {
  if (isNothing(text)) return 'phone_missing'
  if (MASKED.test(text) || EXPONENT.test(text)) return 'phone_not_a_number'
  const bare = compact(withoutExtension(text.replace(/[([【][^([【)\]】]*[)\]】]/g, '')))
  const digits = bare.replace(/[^\d]/g, '')
  if (digits.length < 5 && digits.length < bare.length) return 'phone_not_a_number'
  const home = digits.replace(/^(?:00)?86(?=\d{10,12}$)/, '')
  const area = home.startsWith('0')
  return home.length === 11 || (area && home.length === 12) || /^85[23]\d{8}$/.test(home) || home.length === 8
    ? 'phone_prefix'
    : 'phone_length'
}

function unique(phones: readonly Phone[]): Phone[] {
  return [...new Map(phones.map(phone => [phone.key, phone])).values()]
}

/**
 * The numbers in one cell of a list, normalised. Several may stand in a cell (`/ 、 ;` line break, space). A cell
 * without a valid number says why, for the first thing that stands in it.
 */
export function readPhones(cell: string | number | null | undefined, options: PhoneOptions = {}): PhoneReading {
  const simple = typeof cell === 'number' ? String(cell) : cell
  if (simple && MOBILE.test(simple)) return { phones: [{ key: simple, kind: 'mobile' }], problem: null }
  const text = plain(cell === null || cell === undefined ? '' : String(cell))
  if (isNothing(text)) return { phones: [], problem: 'phone_missing' }
  const exact = wholeNumber(text)
  if (exact === null) return { phones: [], problem: 'phone_not_a_number' }
  const whole = readOne(exact, options.areaCode)
  if (whole) return { phones: [whole], problem: null }
  const parts = exact
    .split(HARD_BREAK)
    .map(part => part.trim())
    .filter(part => part !== '')
  const phones = unique(parts.flatMap(part => readPart(part, options.areaCode)))
  return phones.length > 0 ? { phones, problem: null } : { phones, problem: problemOf(parts[0] ?? text) }
}

function readPart(part: string, areaCode?: string): Phone[] {
  const number = wholeNumber(part)
  const whole = number === null ? null : readOne(number, areaCode)
  return whole ? [whole] : scan(part, areaCode)
}

/** The key of a number typed or sent as one value, or null when it is none. */
export function phoneKey(value: string | number | null | undefined, options: PhoneOptions = {}): string | null {
  return readPhones(value, options).phones[0]?.key ?? null
}

/** Numbers of several columns in order of preference: a mobile number goes before a landline, each once. */
export function byPreference(phones: readonly Phone[]): Phone[] {
  const once = unique(phones)
  return [...once.filter(phone => phone.kind !== 'landline'), ...once.filter(phone => phone.kind === 'landline')]
}
