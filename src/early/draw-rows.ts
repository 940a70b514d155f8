import type { Session } from '../../contract/session.ts'
import type { TaskPage, TaskSummary } from '../../contract/tasks.ts'
import type { Drawn } from '../ui/drawn.ts'
import type { EarlyPage } from '../http/early-page.ts'
import { countCallerUnits, homeUnitName } from '../app/grants.ts'
import { taskRow } from '../features/tasks/task-row.ts'
import { listHeading } from '../features/tasks/task-words.ts'

const SVG = 'http://www.w3.org/2000/svg'
/** A phone shows six or seven; the others are drawn once these are on the screen. */
const FIRST_SEEN = 7
/** A hidden page gets no frames. */
const FRAME_MS = 100

interface Context {
  now: number
  showUnit: boolean
  /** Ask for a path under `/api` ahead of the page. */
  ask(path: string): unknown
}

/**
 * Draws the first rows into the skeleton of `index.html`; the page replaces them by the same ones. A tap on a row goes
 * to the task's address, where the page opens. Leaves the skeleton where there is no row, or the page is there already.
 * Settled when the rows are on the screen.
 */
export async function drawRows(early: EarlyPage, session: Session, page: TaskPage, ask: Context['ask']): Promise<void> {
  const frame = document.querySelector('.first-paint')
  const scroller = frame?.querySelector('.first-rows')
  if (!frame || !scroller || page.items.length === 0) return
  const context = { now: Date.parse(session.now), showUnit: countCallerUnits(session.grants) > 1, ask }
  const list = document.createElement('ul')
  const rows = page.items.map(task => () => rowOf(task, context))
  list.append(...rows.slice(0, FIRST_SEEN).map(row => row()))
  scroller.textContent = ''
  scroller.append(list)
  scroller.addEventListener('scroll', () => (early.scrolled = scroller.scrollTop), { passive: true })
  const heading = frame.querySelector('.first-head b')
  if (heading) heading.textContent = listHeading(homeUnitName(session.grants), page.counts)
  for (const name of ['aria-busy', 'aria-label']) frame.removeAttribute(name)
  early.painted = nextPaint()
  await early.painted
  list.append(...rows.slice(FIRST_SEEN).map(row => row()))
}

function rowOf(task: TaskSummary, { now, showUnit, ask }: Context): HTMLElement {
  const { path, className, parts } = taskRow(task, now, { showUnit })
  const link = document.createElement('a')
  link.href = `#${path}`
  link.className = className
  link.draggable = false
  link.append(...parts.map(draw))
  link.addEventListener('click', () => {
    link.classList.add('task-row-current')
    ask(path)
  })
  const item = document.createElement('li')
  item.append(link)
  return item
}

/** Text only ever becomes text. */
function draw(part: Drawn | string): Node {
  if (typeof part === 'string') return document.createTextNode(part)
  const { tag, attributes, parts } = part
  const element = tag === 'svg' || tag === 'path' ? document.createElementNS(SVG, tag) : document.createElement(tag)
  for (const name of Object.keys(attributes)) element.setAttribute(name, attributes[name] ?? '')
  element.append(...parts.map(draw))
  return element
}

const nextPaint = () =>
  new Promise<void>(resolve => {
    requestAnimationFrame(() => setTimeout(resolve))
    setTimeout(resolve, FRAME_MS)
  })
