// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it } from 'vitest'
import { guardEarly } from '../../../src/early/protect-early.ts'
import { COPY_NOTICE } from '../../../src/features/privacy/guard/copy-out.ts'
import { endEarlyProtection, type EarlyPage } from '../../../src/http/early-page.ts'

let early: EarlyPage

const status = () => document.querySelector('[role="status"]')

function press(key: string): boolean {
  return document.body.dispatchEvent(
    new KeyboardEvent('keydown', { key, ctrlKey: true, bubbles: true, cancelable: true }),
  )
}

beforeEach(() => {
  document.body.textContent = ''
  early = { answers: {}, scrolled: 0, stops: [], tried: null, ended: false }
  window.hechaEarly = early
})

afterEach(() => endEarlyProtection())

it('refuses select-all before the page is there and says so in a region that was there before', () => {
  guardEarly(early)
  const region = status()
  expect(region?.textContent).toBe('')

  expect(press('a')).toBe(false)

  expect(region?.textContent).toBe(COPY_NOTICE)
})

it('hands what was tried to the page and leaves the rest to it', () => {
  guardEarly(early)
  press('a')

  expect(endEarlyProtection()).toBe('select')

  expect(status()).toBeNull()
  expect(press('a')).toBe(true)
})

it('gives the page nothing to say when nobody tried', () => {
  guardEarly(early)

  expect(endEarlyProtection()).toBeNull()
})

it('does not begin when the page protects itself already', () => {
  endEarlyProtection()
  guardEarly(early)

  expect(status()).toBeNull()
})

it.each(['textarea', 'input'])(
  'leaves a mark on a field (%s) somebody pasted into, for the page to keep it in',
  kind => {
    guardEarly(early)
    const field = document.body.appendChild(document.createElement(kind))
    field.dispatchEvent(new Event('paste', { bubbles: true }))
    endEarlyProtection()

    expect(field.hasAttribute('data-no-copy')).toBe(true)
  },
)
