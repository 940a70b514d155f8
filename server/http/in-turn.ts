import { DomainError } from '../errors.ts'

/** Changes of one thing that may hold a connection at once: one that works and one that is next. */
const AT_ONCE = 2

/** Where nothing gets done for so long, what waits is refused for now; the phone asks again. */
const PATIENCE_MS = 4_000

/** Phones wait for 15 s: nobody stands in a line until then, however well it moves. */
const LONGEST_MS = 10_000

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/

/** The thing a change is about: the first id in its route; null where it names none. */
export const targetOf = (route: string): string | null => UUID.exec(route)?.[0] ?? null

interface Line {
  working: number
  /** How many changes were made: a line that moves is no dead one, however long it is. */
  done: number
  waiting: (() => void)[]
}

const lines = new Map<string, Line>()

/**
 * Lets changes of one thing wait for each other before they take a connection: many phones that ask for one row, which
 * somebody holds, would otherwise hold all connections of the process and keep everybody else out.
 * @throws DomainError `database_unavailable` where its turn does not come in time
 */
export async function inTurn<T>(target: string | null, work: () => Promise<T>): Promise<T> {
  if (target === null) return work()
  const line = lines.get(target) ?? { working: 0, done: 0, waiting: [] }
  lines.set(target, line)
  if (line.working < AT_ONCE) line.working += 1
  else await turnOf(line)
  try {
    const answer = await work()
    line.done += 1
    return answer
  } finally {
    const next = line.waiting.shift()
    // Whoever is next takes the place over, so that nobody slips in between.
    if (next) next()
    else line.working -= 1
    if (line.working === 0) lines.delete(target)
  }
}

function turnOf(line: Line): Promise<void> {
  return new Promise((resolve, reject) => {
    const until = Date.now() + LONGEST_MS
    let timer = setTimeout(lookUp, PATIENCE_MS, line.done)
    function lookUp(before: number) {
      if (line.done > before && Date.now() < until) {
        timer = setTimeout(lookUp, PATIENCE_MS, line.done)
        return
      }
      line.waiting = line.waiting.filter(other => other !== go)
      reject(new DomainError('database_unavailable'))
    }
    const go = () => {
      clearTimeout(timer)
      resolve()
    }
    line.waiting.push(go)
  })
}
