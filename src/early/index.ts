// Built by itself and written into index.html (`.ci/vite-early-script.ts`): runs before the page is painted and before
// any file has arrived. No framework and few imports: every kB here stands before the first paint.
import type { Session } from '../../contract/session.ts'
import type { TaskPage } from '../../contract/tasks.ts'
import type { EarlyAnswer, EarlyPage } from '../http/early-page.ts'
import { countCallerUnits } from '../app/grants.ts'
import { FIRST_TASKS } from '../features/tasks/task-list.ts'
import { inSimulation, inWeCom } from '../wecom/client.ts'
import { drawRows } from './draw-rows.ts'
import { guardEarly, protectEarly } from './protect-early.ts'

const TASK = /^#(\/tasks\/[0-9a-f-]{36})/
const TASK_LIST = /^(#\/?|#\/tasks)?$/

const early: EarlyPage = { answers: {}, scrolled: 0, stops: [], tried: null, ended: false }
const { classList } = document.documentElement

function ask(path: string): Promise<EarlyAnswer> {
  const answer = fetch(`/api${path}`, { credentials: 'same-origin' }).then(async response => {
    const body: unknown = await response.json().catch(() => null)
    return { ok: response.ok, status: response.status, body }
  })
  answer.catch(() => undefined) // whoever takes the answer hears of the failure
  early.answers[path] = answer
  return answer
}

function keptLargeText(): boolean {
  try {
    return localStorage.getItem('hecha.large-text') === 'yes'
  } catch {
    // A WebView without storage shows the usual size until the session is there.
    return false
  }
}

/** Rows for a caller who opened the list. Answers keep their contract here; where they do not, the page says so later. */
async function showRows(session: Session, asked: Promise<EarlyAnswer> | null): Promise<void> {
  if (!asked || countCallerUnits(session.grants) === 0) return
  const tasks = await asked
  if (!tasks.ok) return
  classList.toggle('large-text', session.largeText)
  await drawRows(early, session, tasks.body as TaskPage, ask)
}

/** Who is there and what they will look at; both before anything else, for their answers take longest. */
function askFirst(): { session: Promise<EarlyAnswer>; tasks: Promise<EarlyAnswer> | null } {
  window.hechaEarly = early
  const tasks = TASK_LIST.test(location.hash) ? ask(FIRST_TASKS) : null
  const session = ask('/session')
  const task = TASK.exec(location.hash)?.[1]
  if (task) void ask(task)
  return { session, tasks }
}

async function start(): Promise<void> {
  if (inSimulation()) classList.add('simulated')
  if (!inWeCom()) return classList.add('not-wecom')
  // In the demo without a server nobody answers before the page's own server is up.
  if (document.querySelector('meta[name="hecha-static"]')) return
  const { session: asked, tasks } = askFirst()
  if (!tasks) classList.add('elsewhere')
  if (keptLargeText()) classList.add('large-text')
  const answer = await asked
  if (!answer.ok) return
  const session = answer.body as Session
  guardEarly(early)
  await showRows(session, tasks)
  setTimeout(() => protectEarly(early, session))
}

// What fails here is asked for again by the page, which then has words for it.
start().catch(() => undefined)
