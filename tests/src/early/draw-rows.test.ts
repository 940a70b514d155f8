// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Session } from '../../../contract/session.ts'
import type { TaskSummary } from '../../../contract/tasks.ts'
import TaskRow from '../../../src/features/tasks/TaskRow.vue'
import { drawRows } from '../../../src/early/draw-rows.ts'
import type { EarlyPage } from '../../../src/http/early-page.ts'
import { aTask } from '../../support/a-task.ts'

const NOW = '2022-05-21T12:00:00.000Z'
const SOON = '2022-05-21T13:00:00.000Z'
const PAST = '2022-05-21T11:00:00.000Z'
const counts = { to_call: 2, call_back: 0, to_visit: 0, reported: 0, all: 2 }

const sessionOf = (units: number) =>
  ({
    grants: Array.from({ length: units }, (_, i) => ({ role: 'caller', unitId: `u${i}`, unitName: `社区${i}` })),
    now: NOW,
  }) as unknown as Session

const early = (): EarlyPage => ({ answers: {}, scrolled: 0, stops: [], tried: null, ended: false })

const drawEarly = (tasks: TaskSummary[], units = 1, ask: (path: string) => unknown = () => undefined) =>
  drawRows(early(), sessionOf(units), { items: tasks, next: null, counts }, ask)

beforeEach(() => {
  document.body.innerHTML =
    '<div class="first-paint" aria-busy="true"><div class="first-head"><b></b></div><div class="first-rows"><p></p></div></div>'
})

/** The row as the page draws it. */
function pageRow(task: TaskSummary, showUnit: boolean): Element {
  const routes = [{ path: '/:rest(.*)*', component: {} }]
  const router = createRouter({ history: createMemoryHistory(), routes })
  const props = { task, now: Date.parse(NOW), showUnit }
  return mount(TaskRow, { props, global: { plugins: [router] } }).element
}

const anatomy = (row: Element) => ({ classes: [...row.classList].sort(), html: row.innerHTML })

describe('an early row', () => {
  it.each([
    ['with time left', { deadlineAt: '2022-05-23T15:00:00.000Z' }],
    ['with little time left', { deadlineAt: SOON }],
    ['that is late', { deadlineAt: PAST, urgent: true }],
    ['that is matched', { matchedAt: PAST, testsHave: 2 }],
    ['held by a colleague', { lease: { staffId: 's', name: '李四', until: SOON, mine: false } }],
    ['held by oneself', { lease: { staffId: 's', name: '李四', until: SOON, mine: true } }],
    ['to be called back', { nextCallAt: SOON }],
    ['called before', { attemptCount: 2, lastOutcome: 'no_answer', lastAttemptAt: PAST }],
    ['without a name or an address', { name: '', address: null }],
    ['that reads like markup', { name: '<b>&amp;', address: '"><img src=x>' }],
  ] satisfies [string, Partial<TaskSummary>][])('%s is the one the page draws', async (_, change) => {
    for (const units of [1, 2]) {
      const task = aTask('12d1f72d', change)
      await drawEarly([task], units)
      const row = document.querySelector('li > a')

      expect(row && anatomy(row)).toEqual(anatomy(pageRow(task, units > 1)))
    }
  })

  it('leads to the task and asks for it at the first tap', async () => {
    const asked: string[] = []
    await drawEarly([aTask('12d1f72d')], 1, path => asked.push(path))
    const row = document.querySelector('a')
    row?.click()

    expect(row?.getAttribute('href')).toBe('#/tasks/12d1f72d')
    expect(asked).toEqual(['/tasks/12d1f72d'])
    expect(row?.classList.contains('task-row-current')).toBe(true)
  })
})

it('names the unit and the calls left, and is not busy any more', async () => {
  await drawEarly([aTask('a'), aTask('b')])

  expect(document.querySelector('.first-head')?.textContent).toBe('社区0 · 待拨打 2')
  expect(document.querySelector('[aria-busy]')).toBeNull()
  expect(document.querySelectorAll('li')).toHaveLength(2)
})

it('leaves the page alone where it is there already, and the skeleton where there is no task', async () => {
  await drawEarly([])
  expect(document.querySelectorAll('.first-rows p')).toHaveLength(1)

  document.body.innerHTML = '<main></main>'
  await drawEarly([aTask('a')])
  expect(document.body.innerHTML).toBe('<main></main>')
})
