import { matchesOf } from '../fold/matches.ts'
import type { LocalMoment } from '../../time/local-time.ts'
import { addDays } from '../../time/days.ts'
import { isoAt } from '../../time/texts.ts'
import { findDates } from './days.ts'
import { readNumeral } from '../chat/numerals.ts'
import { hourOfDay } from '../chat/split-messages.ts'

export interface CallBack {
  readonly start: number
  readonly end: number
  /** The agreed moment; null for a mere 晚点再打. */
  readonly at: string | null
  /** Only the caller's own plan (等下再打): counts when no other call result is told. */
  readonly weak: boolean
}

const CALL =
  '(?:再给?[他她我]?(?:打|联系|致电|拨|说|讲|来)|(?:给|跟|和)[他她]?(?:打|联系|回)|回电|联系|致电|回访|打(?!了|过(?!去|来)|的|通|不|完|针)|拨打|复联|聊)'
const HOUR = '(\\d{1,2})(?::(\\d{2})|点钟?(半|一刻|\\d{1,2}分?)?)'
const HALF = '(凌晨|清晨|早上|早晨|早|上午|中午|午后|下午|傍晚|晚上|今晚|晚间|晚|夜里)'
/** 让明天上午10点以后再打, 明早8点半再打, 让20:30后打 */
const AT_HOUR = new RegExp(
  `([^,，。;；\\n]{0,14}?)${HALF}?[ ]?(?:大概|大约)?${HOUR}(?:以后|之后|过后|后|左右|前)?[^,，。;；\\n\\d]{0,5}?${CALL}(?:过来|过去|给[他她])?`,
  'g',
)
/** Without any of these the hour is when a call was made: 今早9点拨打, 10:30致电, 5月21日10点回访已接通. */
const ASKS = /再|让|叫|约|请|要求|希望|说|后|下次|方便|有空|等|明[天早晚日]|后天|回电|回拨|到时|才/
/** 让一个小时后再打, 半小时后联系 */
const IN_A_WHILE = new RegExp(
  `(半个?|[一二两三四五六七八九十\\d]{1,2}个?(半)?)(小时|钟头|分钟|钟)(?:以后|之后|后)[^,，。;；\\n]{0,6}?${CALL}`,
)
/** 【约定回拨】今天20:30, 下次联系时间：明早9点 */
const LABELLED = new RegExp(
  `(?:回拨|回访|回电|复联|再联系|再次联系|下次联系|预约)(?:时间)?(?:】[:：]?|[:：]) ?([^,，。;；\\n\\d]{0,6}?(?:\\d{1,2}(?:月|[./-])?\\d{0,2}[日号]?)??[^,，。;；\\n\\d]{0,3}?)${HALF}?[ ]?${HOUR}`,
)
/** 让晚点再打, 叫明天再打: asked by the resident, no hour. */
const ASKED = new RegExp(
  `(?:让|叫|要求|请|说|约|希望)[^,，。;；\\n]{0,10}?(?:明天|明早|晚点|稍后|迟点|过会|等会|等下|一会|改天|回头|再|晚上|下午|中午|上午|下班|有空)[^,，。;；\\n就]{0,4}?${CALL}(?!就|还|拒|无|也|仍|又)`,
)
/** 占线 晚点再打 */
const OWN_PLAN =
  /(?:稍后|晚点|晚些|迟点|过会儿?|等会儿?|等下|等一下|一会儿?)[^,，。;；\n]{0,4}再?(?:打|联系|拨)|不方便(?:接|讲|说|听|通)|稍后再打/

/** Without any of these nobody speaks of another call. */
const CALLS = /再|打|拨|联系|致电|回电|回访|回拨|复联|聊|不方便|预约|跟|给/

/** The resident's wish to be called again, with the agreed moment where one is named. */
export function readCallBack(text: string, at: LocalMoment): CallBack | null {
  if (!CALLS.test(text)) return null
  return (
    labelled(text, at) ??
    hourBehind(text, at) ??
    atHour(text, at) ??
    inAWhile(text, at) ??
    vague(text, ASKED, false) ??
    vague(text, OWN_PLAN, true)
  )
}

/** 等下再打给他晚上十点吧 */
const HOUR_BEHIND = new RegExp(
  `再(?:打|联系|致电|拨)(?:给[他她])?[,， ]?(?:时间)?(?:约|是|在)?((?:今|明)(?:天|晚|早))?${HALF}?[ ]?${HOUR}(?:以后|之后|后|左右)?(?=$|[,，。;；\\n吧])`,
)

function hourBehind(text: string, at: LocalMoment): CallBack | null {
  return fromMatch(HOUR_BEHIND.exec(text), at)
}

function labelled(text: string, at: LocalMoment): CallBack | null {
  return fromMatch(LABELLED.exec(text), at)
}

/** A match of words about the day, half of the day, hour, minute and part of the hour. */
function fromMatch(match: RegExpExecArray | null, at: LocalMoment): CallBack | null {
  if (!match) return null
  const [whole, lead = '', told, hour, minute, part] = match
  const half = told ?? /[早晚]/.exec(lead)?.[0]
  const minutes = hourOfDay(Number(hour), half) * 60 + Number(minute ?? 0) + partMinutes(part)
  const when = momentOf(findDates(lead, at)[0]?.ahead ?? null, minutes, half, at)
  return { start: match.index, end: match.index + whole.length, at: when, weak: false }
}

function atHour(text: string, at: LocalMoment): CallBack | null {
  if (!/\d ?(?:点|:\d)/.test(text)) return null
  for (const match of matchesOf(text, AT_HOUR)) {
    const [whole, lead = '', half, hour, minute, part] = match
    if (
      /别打|不要|那次|又打|已联系|已致电|已打/.test(whole) ||
      /[\d:]$/.test(lead) ||
      !ASKS.test(whole) ||
      Number(hour) > 24
    )
      continue
    const minutes = Number(minute ?? 0) + partMinutes(part)
    const halfDay =
      half ?? /(早|上午|中午|下午|晚)上?$/.exec(lead.trim())?.[1] ?? (/明早/.test(lead) ? '早' : undefined)
    const when = momentOf(
      findDates(lead, at)[0]?.ahead ?? null,
      hourOfDay(Number(hour), halfDay) * 60 + minutes,
      halfDay,
      at,
    )
    return { start: match.index, end: match.index + whole.length, at: when, weak: false }
  }
  return null
}

function partMinutes(part: string | undefined): number {
  if (part === '半') return 30
  return part === '一刻' ? 15 : parseInt(part ?? '0', 10)
}

/** An hour that is over today means the afternoon, else tomorrow: 让11点再打 said at 22:00 is 23:00. */
function momentOf(day: string | null, minutes: number, half: string | undefined, at: LocalMoment): string {
  if (day !== null && (day > at.day || half !== undefined)) return isoAt(day, minutes)
  if (minutes > at.minutes) return isoAt(at.day, minutes)
  if (half === undefined && minutes < 12 * 60 && minutes + 12 * 60 > at.minutes) return isoAt(at.day, minutes + 12 * 60)
  const isNight = half === undefined && minutes < 8 * 60
  return isoAt(addDays(at.day, 1), isNight ? minutes + 12 * 60 : minutes)
}

function inAWhile(text: string, at: LocalMoment): CallBack | null {
  const match = IN_A_WHILE.exec(text)
  if (!match) return null
  const [whole, amount = '', half, unit] = match
  const count = amount.startsWith('半')
    ? 0.5
    : (readNumeral(amount.replace(/个?半?$/, '')) ?? 0) + (half === undefined ? 0 : 0.5)
  const minutes = Math.round(count * (unit === '分钟' ? 1 : 60))
  return { start: match.index, end: match.index + whole.length, at: isoAt(at.day, at.minutes + minutes), weak: false }
}

function vague(text: string, pattern: RegExp, weak: boolean): CallBack | null {
  const match = pattern.exec(text)
  if (!match || /别|不要/.test(match[0])) return null
  return { start: match.index, end: match.index + match[0].length, at: null, weak }
}
