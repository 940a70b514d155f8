// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchIdle } from '../../../../src/features/privacy/guard/idle.ts'
import { idleMs, isPersonPresent, noteActivity } from '../../../../src/http/activity.ts'

const MINUTE_MS = 60_000
const ended = vi.fn<() => void>()
let stop: () => void

const touch = () => window.dispatchEvent(new Event('pointerdown'))
const pass = (minutes: number) => vi.advanceTimersByTime(minutes * MINUTE_MS)

beforeEach(() => {
  vi.useFakeTimers()
  noteActivity()
  touch()
  ended.mockClear()
  stop = watchIdle(ended)
})

afterEach(() => {
  stop()
  vi.useRealTimers()
})

it('ends after half an hour without a touch, once', () => {
  pass(29.7)
  expect(ended).not.toHaveBeenCalled()
  pass(0.5)
  expect(ended).toHaveBeenCalledOnce()
  pass(120)
  expect(ended).toHaveBeenCalledOnce()
})

it.each(['pointerdown', 'touchstart', 'keydown', 'wheel'])('begins anew with a %s', sign => {
  pass(29)
  window.dispatchEvent(new Event(sign))
  pass(29)

  expect(ended).not.toHaveBeenCalled()
})

it('ends as soon as a phone that slept is looked at again', () => {
  vi.setSystemTime(Date.now() + 31 * MINUTE_MS)

  document.dispatchEvent(new Event('visibilitychange'))

  expect(ended).toHaveBeenCalledOnce()
})

it('does nothing once it is no longer watched', () => {
  stop()
  pass(60)

  expect(ended).not.toHaveBeenCalled()
})

it('takes a minute after a touch for the person’s own doing, and no more', () => {
  pass(0.9)
  expect(isPersonPresent()).toBe(true)
  pass(0.2)

  expect(isPersonPresent()).toBe(false)
  expect(idleMs()).toBeGreaterThan(MINUTE_MS)
})
