import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { UploadAnswer, UploadParser, UploadQuestion } from '../../ports/upload-parser.ts'

export interface ParserLimits {
  /** For one file, waiting not counted. */
  seconds: number
  /** Of the thread's heap. */
  megabytes: number
}

const LIMITS: ParserLimits = { seconds: 20, megabytes: 256 }

export interface ParserThread {
  parse: UploadParser
  close(): Promise<void>
}

/**
 * Parses lists in a thread of its own, one after another, so that a file made to hurt takes neither the server's time nor
 * its memory. A file that goes beyond the limits is refused and its thread ended; the next file gets a new one.
 */
export function startParserThread({ seconds, megabytes }: ParserLimits = LIMITS): ParserThread {
  let worker: Worker | null = null
  let before: Promise<unknown> = Promise.resolve()

  function start(): Worker {
    const started = new Worker(new URL('./parser-thread.mjs', import.meta.url), {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: megabytes },
    })
    started.unref()
    // Told by `parseNow` to whoever waits; without a listener the loss of an idle thread would end the process.
    started.on('error', () => undefined)
    started.once('exit', () => {
      if (worker === started) worker = null
    })
    return started
  }

  async function parseNow(question: UploadQuestion): Promise<UploadAnswer> {
    worker ??= start()
    const own = worker
    const tooLong = AbortSignal.timeout(seconds * 1000)
    own.postMessage(question, [])
    try {
      const [answer] = (await once(own, 'message', { signal: tooLong })) as [UploadAnswer]
      return answer
    } catch (cause) {
      worker = null
      await own.terminate()
      if (tooLong.aborted || isOutOfMemory(cause)) return { refused: 'file_too_heavy' }
      throw cause
    }
  }

  return {
    parse(question) {
      const answer = before.then(() => parseNow(question))
      before = answer.catch(() => undefined)
      return answer
    },
    async close() {
      await worker?.terminate()
      worker = null
    },
  }
}

const isOutOfMemory = (cause: unknown) =>
  cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY'
