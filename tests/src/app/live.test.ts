import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { StreamEvent } from '../../../contract/stream.ts'
import { useLiveStore } from '../../../src/app/live.ts'
import type { ApiError } from '../../../src/http/api-error.ts'
import { onSignedOut } from '../../../src/http/sign-out.ts'
import { Stream } from '../../support/stream.ts'

const heard = vi.fn<(event: StreamEvent | null) => void>()

function open() {
  const live = useLiveStore()
  live.listen(heard)
  live.start()
  Stream.last.tell('hello')
  heard.mockClear()
  return live
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', Stream)
  setActivePinia(createPinia())
  heard.mockClear()
  Stream.opened = 0
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the live stream', () => {
  it('has everything reloaded once it is open: what happened before is known to nobody', () => {
    const live = useLiveStore()
    live.listen(heard)
    live.start()

    Stream.last.tell('hello')

    expect(heard).toHaveBeenCalledExactlyOnceWith(null)
  })

  it('says nothing of a break the browser mends quickly', () => {
    const live = open()

    Stream.last.fail(false)
    vi.advanceTimersByTime(5_000)
    Stream.last.tell('hello')
    vi.advanceTimersByTime(60_000)

    expect(live.staleSince).toBeNull()
    expect(heard).not.toHaveBeenCalled()
  })

  it('says since when nothing was heard, and asks every 15 seconds instead', () => {
    const live = open()
    const brokenAt = Date.now()

    Stream.last.fail(false)
    vi.advanceTimersByTime(15_000)

    expect(live.staleSince).toBe(brokenAt)
    expect(heard).toHaveBeenCalledExactlyOnceWith(null)
  })

  it('knows from an answer that what is shown is of now', () => {
    const live = open()
    Stream.last.fail(false)
    vi.advanceTimersByTime(10_000)

    live.answered()

    expect(live.staleSince).toBe(Date.now())
  })

  it('is opened again where the browser gave up', () => {
    open()

    Stream.last.fail(true)
    vi.advanceTimersByTime(30_000)

    expect(Stream.opened).toBe(2)
  })

  it('is opened once however often it is started', () => {
    const live = open()

    live.start()

    expect(Stream.opened).toBe(1)
  })

  it('reloads when the server can not tell what was missed, and not for who stopped listening', () => {
    const live = useLiveStore()
    const stop = live.listen(heard)
    live.start()

    Stream.last.tell('reset')
    expect(heard).toHaveBeenCalledExactlyOnceWith(null)
    stop()
    Stream.last.tell('reset')

    expect(heard).toHaveBeenCalledOnce()
  })

  it('ends with the session: everybody is told, and it is not opened again', () => {
    const told = vi.fn<(error: ApiError) => void>()
    onSignedOut(told)
    const live = open()

    Stream.last.tell('ended', { code: 'session_idle', message: '超过 30 分钟没有操作' })
    Stream.last.fail(true)
    vi.advanceTimersByTime(60_000)
    live.start()

    expect(told.mock.calls.map(([error]) => error.code)).toEqual(['session_idle'])
    expect(Stream.last.readyState).toBe(Stream.CLOSED)
    expect(Stream.opened).toBe(1)
  })
})
