import { splitMessages } from '../../domain/report-text/chat/split-messages.ts'
import { readMessages } from '../../domain/report-text/read-report.ts'
import type { PasteQuestion, PasteRead } from '../ports/paste-reader.ts'

/** Reads pasted text in this thread. */
export function readHere({ text, now, city }: PasteQuestion): PasteRead {
  const messages = splitMessages(text, now)
  return {
    messages: messages.map(({ index, sender, sentAt, body }) => ({ index, sender, sentAt, body })),
    reads: readMessages(messages, { now, city }),
  }
}
