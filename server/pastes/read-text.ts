import type { ReadReport } from '../../contract/report-fields.ts'
import { dayAt } from '../../domain/time/clock.ts'
import type { City } from '../../domain/city.ts'
import { readMessages } from '../../domain/report-text/read-report.ts'
import { splitMessages } from '../../domain/report-text/chat/split-messages.ts'
import type { Sealer } from '../privacy/sealer.ts'

/** One resident spoken of, with the key that stands for the message and the person in it. */
export interface ToldPerson {
  key: string
  read: ReadReport
}

/** A message that speaks of no resident, as far as the rules know. */
export interface Chatter {
  key: string
  message: number
  sender: string | null
  sentAt: string | null
  body: string
}

export interface ReadText {
  people: ToldPerson[]
  messages: number
  chatter: Chatter[]
}

/** Texts this app posts itself that speak of tasks by code without telling anything of them. */
const OWN_NOTICE = /^待录入提醒/

/**
 * What pasted text tells, each person of each message once: the same message twice in one paste is one card.
 * Nothing of the text is kept.
 */
export function readText(sealer: Sealer, text: string, { now, city }: { now: Date; city: City }): ReadText {
  const iso = now.toISOString()
  const messages = splitMessages(text, iso)
  const bodies = new Map(messages.map(message => [message.index, message.body]))
  const reads = readMessages(messages, { now: iso, city }).filter(
    read => !OWN_NOTICE.test(bodies.get(read.message) ?? ''),
  )
  const seen = new Map<number, number>()
  const people = reads.map(read => {
    const place = seen.get(read.message) ?? 0
    seen.set(read.message, place + 1)
    return { key: keyOf(sealer, bodies.get(read.message) ?? '', place, read), read }
  })
  const spoken = new Set(reads.map(read => read.message))
  return {
    people: [...new Map(people.map(person => [person.key, person])).values()],
    messages: messages.length,
    chatter: messages
      .filter(({ index, body }) => body !== '' && !spoken.has(index))
      .map(({ index, sender, sentAt, body }) => ({
        key: keyOf(sealer, body, 0, NO_DAYS),
        message: index,
        sender,
        sentAt: sentAt && new Date(sentAt).toISOString(),
        body,
      })),
  }
}

type Days = Pick<ReadReport, 'arrivedOn' | 'tests' | 'callBackAt'>

const NO_DAYS: Days = { arrivedOn: null, tests: [], callBackAt: null }

/**
 * The days that were understood are part of the key: 「今天已做核酸」 sent again the next day is another message.
 */
function keyOf(sealer: Sealer, body: string, place: number, read: Days): string {
  const plain = body.normalize('NFKC').replace(/[\s\u200b-\u200f\u2060\ufeff]+/g, '')
  const days = [read.arrivedOn, ...read.tests.map(test => test.date), read.callBackAt && dayAt(read.callBackAt)]
  return sealer.hash('message', JSON.stringify([plain, place, days]))
}
