import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { useDebounced } from '../../../src/ui/useDebounced.ts'

const run = vi.fn<() => void>()
const scope = effectScope()

function open() {
  const debounced = scope.run(() => useDebounced(run))
  if (!debounced) throw new Error('the scope is gone')
  return debounced
}

beforeEach(() => {
  vi.useFakeTimers()
  run.mockClear()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('useDebounced', () => {
  it('runs once, after the last of several calls', () => {
    const { later } = open()

    later()
    vi.advanceTimersByTime(200)
    later()
    vi.advanceTimersByTime(200)
    expect(run).not.toHaveBeenCalled()
    vi.advanceTimersByTime(50)

    expect(run).toHaveBeenCalledOnce()
  })

  it('takes a pause of its own for one call, and can be stopped', () => {
    const { later, stop } = open()

    later(0)
    vi.advanceTimersByTime(0)
    expect(run).toHaveBeenCalledOnce()
    later()
    stop()
    vi.runAllTimers()

    expect(run).toHaveBeenCalledOnce()
  })

  it('does not run after the screen was left', () => {
    open().later()

    scope.stop()
    vi.runAllTimers()

    expect(run).not.toHaveBeenCalled()
  })
})
