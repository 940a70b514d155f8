import type { ReadReport } from '../../contract/report-fields.ts'
import { dayAt } from '../../domain/time/clock.ts'
import type { PasteRead } from '../ports/paste-reader.ts'
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
export function readText(sealer: Sealer, { messages, reads }: PasteRead): ReadText {
  const digests = new Map(messages.map(({ index, body }) => [index, digestOf(sealer, body)]))
  const notices = new Set(messages.filter(({ body }) => OWN_NOTICE.test(body)).map(({ index }) => index))
  const told = reads.filter(({ message }) => !notices.has(message))
  const seen = new Map<number, number>()
  const people = told.map(read => {
    const place = seen.get(read.message) ?? 0
    seen.set(read.message, place + 1)
    return { key: keyOf(sealer, digests.get(read.message) ?? '', place, read), read }
  })
  const spoken = new Set(told.map(read => read.message))
  return {
    people: [...new Map(people.map(person => [person.key, person])).values()],
    messages: messages.length,
    chatter: messages
      .filter(({ index, body }) => body !== '' && !spoken.has(index))
      .map(({ index, sender, sentAt, body }) => ({
        key: keyOf(sealer, digests.get(index) ?? '', 0, NO_DAYS),
        message: index,
        sender,
        sentAt: sentAt && new Date(sentAt).toISOString(),
        body,
      })),
  }
}

type Days = Pick<ReadReport, 'arrivedOn' | 'tests' | 'callBackAt'>

const NO_DAYS: Days = { arrivedOn: null, tests: [], callBackAt: null }

/** Stands for a message whatever its blanks; made once for all who are spoken of in it, who may be thousands. */
const digestOf = (sealer: Sealer, body: string): string =>
  sealer.hash('message', body.normalize('NFKC').replace(/[\s\u200b-\u200f\u2060\ufeff]+/g, ''))

/**
 * The days that were understood are part of the key: 「今天已做核酸」 sent again the next day is another message.
 */
function keyOf(sealer: Sealer, digest: string, place: number, read: Days): string {
  const days = [read.arrivedOn, ...read.tests.map(test => test.date), read.callBackAt && dayAt(read.callBackAt)]
  return sealer.hash('message', JSON.stringify([digest, place, days]))
}
