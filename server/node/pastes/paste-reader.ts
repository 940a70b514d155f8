import type { PasteQuestion, PasteRead, PasteReader } from '../../ports/paste-reader.ts'
import { fairQueue } from '../../http/fair-queue.ts'
import { limitedThread, type ThreadLimits } from '../threads/limited-thread.ts'

const LIMITS: ThreadLimits = { seconds: 10, megabytes: 256 }

/** Texts that wait: nobody pastes faster than they are read. */
const WAITING = { perMember: 2, inAll: 50 }

/** Longer is no message but a day of chat: such texts wait for each other, and no short one for them. */
const SHORT = 10_000

export interface PasteReaderThreads {
  read: PasteReader
  close(): Promise<void>
}

/** Reads pasted text off the server's own thread, short and long texts each in a thread of their own. */
export function startPasteReader(limits: ThreadLimits = LIMITS): PasteReaderThreads {
  const [short, long] = [lane(limits), lane(limits)]
  return {
    read: (question, asker) => (question.text.length <= SHORT ? short : long).read(question, asker),
    async close() {
      await Promise.all([short.close(), long.close()])
    },
  }
}

function lane(limits: ThreadLimits): PasteReaderThreads {
  const module = new URL('./paste-thread.mjs', import.meta.url)
  const thread = limitedThread<PasteQuestion, PasteRead>(module, limits)
  const queue = fairQueue(WAITING)
  return { read: (question, asker) => queue.run(asker, () => thread.ask(question)), close: () => thread.close() }
}
