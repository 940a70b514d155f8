import { localMoment, type LocalMoment } from '../../time/local-time.ts'
import { addDays, weekdayOf } from '../../time/days.ts'
import { dayFrom, latestMonthDay } from '../../time/days-from-parts.ts'
import { isoAt } from '../../time/texts.ts'
import { foldCharacters } from '../fold/characters.ts'
import { join, slice, trimmed, type Folded } from '../fold/folded.ts'

/** One message of a pasted chat. Without any header the whole paste is one message without sender and time. */
export interface ChatMessage {
  readonly index: number
  readonly sender: string | null
  /** ISO +08:00, completed with the day; null without a header. */
  readonly sentAt: string | null
  /** Its own words in half-width, simplified characters; `at` of `words` leads into `raw`. */
  readonly body: string
  readonly words: Folded
  /** The message as pasted, from the first of its words. */
  readonly raw: string
  /** What the message replies to. */
  readonly quote: string | null
}

interface Header {
  readonly sender: string
  readonly date: string | null
  readonly minutes: number
  readonly seconds: number
}

const DATE_TEXT = '\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|(?:\\d{4}年)?\\d{1,2}月\\d{1,2}日|\\d{1,2}[-/]\\d{1,2}'
const DATE_WORD = '今天|昨天|前天|(?:星期|周)[一二三四五六日天]'
const HALF_DAY = '凌晨|早上|上午|中午|下午|晚上'
const TIME = `(${HALF_DAY})? ?(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?: ?([AP]M))?`
const TIME_LAST = new RegExp(`^(\\S.{0,60}?) +(?:(${DATE_TEXT}|${DATE_WORD}) *(?:星期. *)?)?${TIME}$`, 'i')
const TIME_FIRST = new RegExp(`^(${DATE_TEXT}|${DATE_WORD}) +${TIME} +(\\S.{0,40})$`, 'i')
const DAY_LINE = new RegExp(`^[—–=\\s-]*(${DATE_TEXT})(?: *(?:星期|周).)?[—–=\\s-]*$`)
const EXPORT_TITLE = /聊天记录(?:如下|$)/
const SYSTEM_LINE =
  /^(?:".{1,40}"|你|.{1,20})(?:撤回了一条消息|(?:邀请.{1,60})?加入了?群聊.*|将.{1,60}移出了?群聊|修改群名为.*|拍了拍.{0,40}|已成为新群主)$|^以上是打招呼的内容$|^-+ ?以下为新消息 ?-+$/
/** A body line may end in a time (让他今晚 20:30); who talks about calls and tests is no sender. */
const NO_SENDER = /核酸|阴性|再打|回电|预计|让|要求|\d{7,}|#|打了|打过|约了|接通|[,，。;；、:：]$|尾号|做的|采样/

interface Draft {
  readonly sender: string | null
  readonly sentAt: string | null
  readonly lines: Folded[]
}

/** Splits pasted chat text into messages, oldest first as pasted; linear in the length of the text, never throws. */
export function splitMessages(text: string, now: string): ChatMessage[] {
  const lines = linesOf(foldCharacters(text))
  const plain = lines.map(line => line.text.replace(/[ \t]+/g, ' '))
  const messages: Draft[] = []
  const today = localMoment(now)
  let currentDay: string | null = null
  lines.forEach((folded, index) => {
    const line = plain[index] ?? ''
    const header = readHeader(line)
    if (header) {
      messages.push({ sender: header.sender, sentAt: sentAtOf(header, currentDay, today), lines: [] })
      return
    }
    const dayLine = DAY_LINE.exec(line)
    if (dayLine && startsDay(plain, index)) {
      currentDay = readDay(dayLine[1] ?? '', today.day)
      return
    }
    if (EXPORT_TITLE.test(line) && messages.length === 0) return
    if (SYSTEM_LINE.test(line)) return
    if (messages.length === 0 && line !== '') messages.push({ sender: null, sentAt: null, lines: [] })
    messages[messages.length - 1]?.lines.push(folded)
  })
  return messages.map((draft, index) => messageOf(draft, index, text))
}

function linesOf(folded: Folded): Folded[] {
  const lines: Folded[] = []
  for (let start = 0; start <= folded.text.length;) {
    const found = folded.text.indexOf('\n', start)
    const end = found < 0 ? folded.text.length : found
    lines.push(trimmed(slice(folded, start, end)))
    start = end + 1
  }
  return lines
}

/** Without the quoted message of a reply; that is kept aside. */
function messageOf({ sender, sentAt, lines }: Draft, index: number, text: string): ChatMessage {
  const rule = lines.findIndex(line => /^(?:- ?){5,}$/.test(line.text))
  const opening = lines.find(line => line.text !== '')?.text ?? ''
  const quoted = rule > 0 && /^(?:这是一条引用|[「"“])/.test(opening)
  const own = trimmed(join(quoted ? lines.slice(rule + 1) : lines, '\n'))
  const from = own.at[0] ?? 0
  const words = { text: own.text, at: own.at.map(offset => offset - from) }
  return {
    index,
    sender,
    sentAt,
    body: own.text,
    words,
    raw: text.slice(from, own.at[own.text.length]),
    quote: quoted
      ? lines
          .slice(0, rule)
          .map(line => line.text)
          .join('\n')
      : null,
  }
}

function readHeader(line: string): Header | null {
  if (line.length > 110 || !/\d:\d\d/.test(line)) return null
  const last = TIME_LAST.exec(line)
  if (last) {
    const [, sender = '', date, half, hour, minute, second, meridiem] = last
    return headerOf(sender, date, half ?? meridiem, [hour, minute, second])
  }
  const first = TIME_FIRST.exec(line)
  if (!first) return null
  const [, date, half, hour, minute, second, meridiem, sender = ''] = first
  return headerOf(sender, date, half ?? meridiem, [hour, minute, second])
}

function headerOf(
  sender: string,
  date: string | undefined,
  half: string | undefined,
  [hour, minute, second]: (string | undefined)[],
): Header | null {
  if (NO_SENDER.test(sender) || Number(hour) > 24 || Number(minute) > 59) return null
  return {
    sender: sender.trim(),
    date: date ?? null,
    minutes: hourOfDay(Number(hour), half) * 60 + Number(minute),
    seconds: Number(second ?? 0),
  }
}

/** 下午3 → 15, 12 AM → 0, 中午1 → 13. */
export function hourOfDay(hour: number, half: string | undefined): number {
  if (half === undefined || hour > 12) return hour % 24
  if (/^am$|凌晨|早|上午/i.test(half)) return hour % 12
  if (/中午/.test(half)) return hour < 6 ? hour + 12 : hour
  return (hour % 12) + 12
}

/** A lone date is a day line only between dashes or right before a header; else it is somebody's text. */
function startsDay(lines: readonly string[], index: number): boolean {
  if (/[—–=]{2}/.test(lines[index] ?? '')) return true
  const next = lines.slice(index + 1, index + 4).find(line => line.trim() !== '')
  return next !== undefined && readHeader(next.trim()) !== null
}

function sentAtOf(header: Header, currentDay: string | null, today: LocalMoment): string {
  const day = header.date === null ? currentDay : readDay(header.date, today.day)
  if (day !== null) return isoAt(day, header.minutes, header.seconds)
  const future = header.minutes > today.minutes
  return isoAt(future ? addDays(today.day, -1) : today.day, header.minutes, header.seconds)
}

function readDay(text: string, today: string): string | null {
  if (text === '今天') return today
  if (text === '昨天') return addDays(today, -1)
  if (text === '前天') return addDays(today, -2)
  const weekday = '一二三四五六日'.indexOf(text.slice(-1).replace('天', '日')) + 1
  if (/^(?:星期|周)/.test(text)) return addDays(today, -((weekdayOf(today) - weekday + 7) % 7))
  const [first = 0, second = 0, third] = (text.match(/\d+/g) ?? []).map(Number)
  return third === undefined ? latestMonthDay(first, second, today) : dayFrom(first, second, third)
}
