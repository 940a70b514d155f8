// D6: a call-back that is due appears on an open, quiet page.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import { setServerNow } from '../../../../src/app/server-clock.ts'
import { useDueAgain } from '../../../../src/features/tasks/useDueAgain.ts'
import { MINUTE_MS } from '../../../../domain/time/lengths.ts'

const now = Date.parse('2022-05-21T20:00:00+08:00')

beforeEach(() => {
  vi.useFakeTimers({ now })
  setServerNow(new Date(now).toISOString())
})
afterEach(() => void vi.useRealTimers())

it('reads the list again when the next number is due, once, and no more when the list is left', () => {
  const read = vi.fn<() => void>()
  const dueAt = ref<string | null>(new Date(now + 5 * MINUTE_MS).toISOString())
  const scope = effectScope()
  scope.run(() => useDueAgain(() => dueAt.value, read))

  vi.advanceTimersByTime(5 * MINUTE_MS)
  expect(read).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1_000)
  expect(read).toHaveBeenCalledOnce()

  dueAt.value = new Date(now + 20 * MINUTE_MS).toISOString()
  scope.stop()
  vi.advanceTimersByTime(30 * MINUTE_MS)
  expect(read).toHaveBeenCalledOnce()
})
