import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { callWithTimeout } from '../../../src/wecom/call-with-timeout.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('fails after three seconds where the client never answers', async () => {
  const call = callWithTimeout(() => new Promise(() => undefined))
  const outcome = expect(call).rejects.toMatchObject({ reason: 'timeout' })
  await vi.advanceTimersByTimeAsync(3_000)
  await outcome
})

it.each([
  [{ errMsg: 'chooseMessageFile:cancel' }, 'cancelled'],
  [{ errMsg: 'sendChatMessage:permission denied' }, 'refused'],
  [new Error('SDK Error: Aborted'), 'refused'],
])('tells a closed dialog from a refusal: %o', async (cause, reason) => {
  await expect(callWithTimeout(() => Promise.reject(cause))).rejects.toMatchObject({ reason })
})
