import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export interface ThreadLimits {
  /** For one question, waiting not counted. */
  seconds: number
  /** Of the thread's heap. */
  megabytes: number
}

export interface LimitedThread<Question, Answer> {
  /** Null: the question took more time or memory than there is, and its thread was ended. */
  ask(question: Question): Promise<Answer | null>
  close(): Promise<void>
}

/**
 * Answers questions in a thread of its own, one after another, so that one made to hurt takes neither the server's time nor
 * its memory. After one that goes beyond the limits the next gets a new thread. `module` answers each message it gets
 * with one; whoever asks awaits the answer before asking again.
 */
export function limitedThread<Question, Answer>(
  module: URL,
  { seconds, megabytes }: ThreadLimits,
): LimitedThread<Question, Answer> {
  let worker: Worker | null = null

  function start(): Worker {
    const started = new Worker(module, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: megabytes } })
    started.unref()
    // Told by `ask` to whoever waits; without a listener the loss of an idle thread would end the process.
    started.on('error', () => undefined)
    started.once('exit', () => {
      if (worker === started) worker = null
    })
    return started
  }

  return {
    async ask(question) {
      worker ??= start()
      const own = worker
      const tooLong = AbortSignal.timeout(seconds * 1000)
      own.postMessage(question, [])
      try {
        const [answer] = (await once(own, 'message', { signal: tooLong })) as [Answer]
        return answer
      } catch (cause) {
        worker = null
        await own.terminate()
        if (tooLong.aborted || isOutOfMemory(cause)) return null
        throw cause
      }
    },
    async close() {
      await worker?.terminate()
      worker = null
    },
  }
}

const isOutOfMemory = (cause: unknown) =>
  cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY'
