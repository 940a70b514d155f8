import { CONSOLE } from '../../ports/asker.ts'
import type { UploadAnswer, UploadParser, UploadQuestion } from '../../ports/upload-parser.ts'
import { fairQueue } from '../../http/fair-queue.ts'
import { limitedThread, type ThreadLimits } from '../threads/limited-thread.ts'

const LIMITS: ThreadLimits = { seconds: 20, megabytes: 256 }

/** Files that wait: those a lead sends while one is read, and no more than a phone waits for. */
const WAITING = { perMember: 2, inAll: 8 }

export interface ParserThread {
  parse: UploadParser
  close(): Promise<void>
}

/** Parses lists in a thread of its own, one after another; a file that goes beyond the limits is refused. */
export function startParserThread(limits: ThreadLimits = LIMITS): ParserThread {
  const module = new URL('./parser-thread.mjs', import.meta.url)
  const thread = limitedThread<UploadQuestion, UploadAnswer>(module, limits)
  const queue = fairQueue(WAITING)
  return {
    parse: (question, asker = CONSOLE) =>
      queue.run(asker, async () => (await thread.ask(question)) ?? { refused: 'file_too_heavy' }),
    close: () => thread.close(),
  }
}
