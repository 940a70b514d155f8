import type { ReadReport } from '../../contract/report-fields.ts'
import type { City } from '../../domain/city.ts'
import type { ChatMessage } from '../../domain/report-text/chat/split-messages.ts'
import type { Asker } from './asker.ts'

/** Pasted text with what reading it depends on. */
export interface PasteQuestion {
  text: string
  /** The moment of pasting, ISO. */
  now: string
  city: City
}

/** Its messages, and what they tell of residents. */
export interface PasteRead {
  messages: Pick<ChatMessage, 'index' | 'sender' | 'sentAt' | 'body'>[]
  reads: ReadReport[]
}

/** Reads pasted text somewhere: in a thread with limits on the server, in place elsewhere. Null: it took too long. */
export type PasteReader = (question: PasteQuestion, asker: Asker) => Promise<PasteRead | null>
