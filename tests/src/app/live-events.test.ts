// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import type { StreamEvent } from '../../../contract/stream.ts'
import { useLiveStore } from '../../../src/app/live.ts'
import { useLiveEvents } from '../../../src/app/useLiveEvents.ts'

/** The browser's end of the stream, played by the test. */
class Stream extends EventTarget {
  static last: Stream
  constructor() {
    super()
    Stream.last = this
  }
  close() {}
  tell(kind: string, data: unknown = {}) {
    this.dispatchEvent(new MessageEvent(kind, { data: JSON.stringify(data) }))
  }
}

let scope: EffectScope
const refresh = vi.fn<() => void>()

const about = (taskId: string): StreamEvent => ({
  seq: 1,
  kind: 'call_recorded',
  at: '2022-05-21T12:00:00.000Z',
  taskId,
  taskVersion: 2,
  batchId: null,
  unitId: null,
  staffId: null,
})
const TASK = '0189a1b2-0000-7000-8000-000000000001'
const OTHER = '0189a1b2-0000-7000-8000-000000000002'
const happen = (taskId = TASK) => Stream.last.tell('call_recorded', about(taskId))
const pass = (ms: number) => vi.advanceTimersByTime(ms)

function look(hidden: boolean) {
  Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', Stream)
  setActivePinia(createPinia())
  useLiveStore().start()
  Stream.last.tell('hello')
  scope = effectScope()
  scope.run(() => useLiveEvents(event => event.taskId === TASK, refresh))
  refresh.mockClear()
})

afterEach(() => {
  scope.stop()
  look(false)
  vi.useRealTimers()
})

describe('a screen that follows what happens', () => {
  it('is refreshed at once by what concerns it, and by nothing else', () => {
    happen(OTHER)
    pass(5_000)
    expect(refresh).not.toHaveBeenCalled()

    happen()
    pass(0)
    expect(refresh).toHaveBeenCalledOnce()
  })

  it('is refreshed once a second while much happens, and a last time at the end', () => {
    for (let burst = 0; burst < 50; burst += 1) {
      happen()
      pass(50)
    }
    pass(1_000)

    expect(refresh).toHaveBeenCalledTimes(4)
  })

  it('is refreshed where nobody knows what was missed', () => {
    Stream.last.tell('reset')
    pass(0)

    expect(refresh).toHaveBeenCalledOnce()
  })

  it('asks for nothing in the background, and once when it is looked at again', () => {
    look(true)
    happen()
    pass(10_000)
    expect(refresh).not.toHaveBeenCalled()

    look(false)
    pass(0)
    expect(refresh).toHaveBeenCalledOnce()
  })

  it('does not ask when it is looked at and nothing was missed', () => {
    look(true)
    look(false)
    pass(5_000)

    expect(refresh).not.toHaveBeenCalled()
  })

  it('follows nothing any more once it was left', () => {
    happen()
    scope.stop()
    pass(5_000)
    happen()
    pass(5_000)

    expect(refresh).not.toHaveBeenCalled()
  })
})
