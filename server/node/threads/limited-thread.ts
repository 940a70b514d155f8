import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export interface ThreadLimits {
  /**
   * Of computing, for one question. On a machine that is busy with something else a thread gets little of its time: the
   * question is ended when this process has computed for so long, and after `WAITS` times as long in any case.
   */
  seconds: number
  /** Of the thread's heap. */
  megabytes: number
}

export interface LimitedThread<Question, Answer> {
  /** Null: the question took more time or memory than there is, and its thread was ended. */
  ask(question: Question): Promise<Answer | null>
  close(): Promise<void>
}

/** Longer than a thread may compute, in seconds: whoever asks gets an answer even where the machine is starved. */
const WAITS = 6

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
      const limit = limitComputing(seconds)
      own.postMessage(question, [])
      try {
        const [answer] = (await once(own, 'message', { signal: limit.reached })) as [Answer]
        return answer
      } catch (cause) {
        worker = null
        await own.terminate()
        if (limit.reached.aborted || isOutOfMemory(cause)) return null
        throw cause
      } finally {
        limit.end()
      }
    },
    async close() {
      await worker?.terminate()
      worker = null
    },
  }
}

/** Reached when this process has computed for so many seconds; of one thread alone Node cannot be asked. */
function limitComputing(seconds: number): { reached: AbortSignal; end(): void } {
  const controller = new AbortController()
  const computedMs = () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  }
  const [startedAt, computedBefore] = [performance.now(), computedMs()]
  const look = () => {
    const left = computedBefore + seconds * 1000 - computedMs()
    const isOver = left <= 0 || performance.now() - startedAt >= WAITS * seconds * 1000
    if (isOver) controller.abort()
    else timer = setTimeout(look, Math.max(1, left))
  }
  let timer = setTimeout(look, seconds * 1000)
  return { reached: controller.signal, end: () => clearTimeout(timer) }
}

const isOutOfMemory = (cause: unknown) =>
  cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY'
