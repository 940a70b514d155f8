// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { TaskSummary } from '../../../../contract/tasks.ts'
import { ApiError } from '../../../../src/http/api-error.ts'
import { noteActivity } from '../../../../src/http/activity.ts'
import TaskRows from '../../../../src/features/tasks/TaskRows.vue'
import { aTask } from '../../../support/a-task.ts'

const ROW_PX = 92
const some = (count: number) => Array.from({ length: count }, (_, i) => aTask(`t${i}`, { phoneTail: String(1000 + i) }))

function aList(items: readonly TaskSummary[] | null, props: object = {}) {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:rest(.*)*', component: {} }] })
  const read = vi.fn<() => Promise<void>>(() => Promise.resolve())
  const list = { items: items ?? [], next: null, loaded: items !== null }
  const rows = mount(TaskRows, {
    props: { list, error: null, read, ...props },
    slots: { above: '<p id="above"></p>', empty: '<p id="empty">都打完了</p>' },
    global: { plugins: [router, createPinia()] },
    attachTo: document.body,
  })
  return { rows, read }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
  noteActivity()
})

afterEach(() => {
  vi.useRealTimers()
  document.body.innerHTML = ''
})

describe('a list of tasks', () => {
  it('is a skeleton in the shape of its rows until it is read', () => {
    const { rows } = aList(null)

    expect(rows.get('[aria-busy="true"]').findAll('.skeleton-row').length).toBeGreaterThan(0)
    expect(rows.find('#above').exists()).toBe(true)
    expect(rows.find('#empty').exists()).toBe(false)
  })

  it('says why it could not be read, and reads again', async () => {
    const { rows, read } = aList(null, { error: ApiError.offline() })

    expect(rows.get('[role="alert"]').text()).toContain('网络不通')
    await rows.get('[role="alert"] button').trigger('click')

    expect(read).toHaveBeenCalledOnce()
  })

  it('keeps what was read while it cannot be read again', () => {
    const { rows } = aList(some(2), { error: ApiError.offline() })

    expect(rows.findAll('li')).toHaveLength(2)
    expect(rows.find('[role="alert"]').exists()).toBe(false)
  })

  it('says what to do where it is empty', () => {
    expect(aList([]).rows.text()).toBe('都打完了')
  })

  it.each([
    ['/tasks', {}],
    ['/progress/tasks', { folder: '/progress/tasks' }],
  ])('leads to each task below %s', (folder, props) => {
    const [task] = some(1)
    const { rows } = aList(task ? [task] : [], props)

    expect(rows.get('li a').attributes('href')).toBe(`${folder}/${task?.id}`)
  })

  it('marks the one that is open beside it', () => {
    const tasks = some(3)
    const { rows } = aList(tasks, { openTaskId: tasks[1]?.id })

    expect(rows.findAll('li a').map(row => row.classes('task-row-current'))).toEqual([false, true, false])
  })

  it('draws what is in sight only, and the height of all', () => {
    const { rows } = aList(some(500))

    expect(rows.findAll('li').length).toBeLessThan(40)
    expect(rows.get('.task-rows').attributes('style')).toContain(`${500 * ROW_PX}px`)
  })

  it('asks for more as its end comes near, and not before', async () => {
    const { rows } = aList(some(500))
    const scrollTo = async (top: number) => {
      rows.element.scrollTop = top
      await rows.trigger('scroll')
    }

    await scrollTo(10 * ROW_PX)
    expect(rows.emitted('more')).toBeUndefined()
    await scrollTo(480 * ROW_PX)

    expect(rows.emitted('more')).toHaveLength(1)
    expect(rows.text()).toContain('尾号1481')
  })
})

describe('pull to refresh', () => {
  const isThere = (rows: ReturnType<typeof aList>['rows']) => rows.find('.van-pull-refresh').exists()
  const pass = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms)
    await vi.dynamicImportSettled()
    await vi.advanceTimersByTimeAsync(0)
    await flushPromises()
  }

  it('comes once the page is quiet, around the same rows', async () => {
    const { rows } = aList(some(3))
    expect(isThere(rows)).toBe(false)

    await pass(3_000)
    await pass(1_000)

    expect(isThere(rows)).toBe(true)
    expect(rows.findAll('li a')).toHaveLength(3)
  })

  it('waits while the list is touched: a row must not go from under the thumb', async () => {
    const { rows } = aList(some(3))
    await pass(1_100)
    window.dispatchEvent(new Event('pointerdown'))

    await pass(500)
    expect(isThere(rows)).toBe(false)

    await pass(3_000)
    expect(isThere(rows)).toBe(true)
  })

  it('waits while a row has the focus', async () => {
    const { rows } = aList(some(3))
    rows.get<HTMLElement>('li a').element.focus()

    await pass(5_000)
    expect(isThere(rows)).toBe(false)

    rows.get<HTMLElement>('li a').element.blur()
    await pass(3_000)
    expect(isThere(rows)).toBe(true)
  })
})
