import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { useReveal } from '../../../../src/features/privacy/reveals/useReveal.ts'
import { openPage, startNetwork, type Network } from '../../../support/page-client.ts'
import { until } from '../../../support/until.ts'

const VALUE = '13800138000'
let network: Network
let answer: () => Promise<Response> | Response
let scope: EffectScope

beforeAll(() => {
  openPage()
  network = startNetwork(() => answer())
})

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  network.heard = []
  answer = () => Response.json({ value: VALUE, seconds: 15 })
  scope = effectScope()
  look(false)
})

afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

function look(hidden: boolean) {
  Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })
  document.dispatchEvent(new window.Event('visibilitychange'))
}

const wanted = { field: 'phone', reason: 'check_identity' } as const

function open() {
  const reveal = scope.run(() => useReveal('task'))
  if (!reveal) throw new Error('the scope is gone')
  return reveal
}

describe('a clear value', () => {
  it('is there for its seconds and then gone', async () => {
    const { shown, reveal } = open()

    expect(await reveal(wanted)).toBe(true)
    expect(shown.value).toMatchObject({ field: 'phone', value: VALUE, subjectId: null })
    vi.advanceTimersByTime(14_999)
    expect(shown.value?.value).toBe(VALUE)
    vi.advanceTimersByTime(1)

    expect(shown.value).toBeNull()
  })

  it.each([
    ['when the page goes to the background', () => look(true)],
    ['when the page is left', () => window.dispatchEvent(new window.Event('pagehide'))],
    ['with its screen', () => scope.stop()],
  ])('is gone %s', async (_, leave) => {
    const { shown, reveal } = open()
    await reveal(wanted)

    leave()

    expect(shown.value).toBeNull()
  })

  it.each([
    ['to a page in the background', () => look(true)],
    ['to a screen that was left', () => scope.stop()],
  ])('that comes late %s is not shown', async (_, leave) => {
    let send = () => {}
    answer = () => new Promise(resolve => (send = () => resolve(Response.json({ value: VALUE, seconds: 15 }))))
    const { shown, reveal } = open()
    const asked = reveal(wanted)
    await until(() => network.heard.length === 1)

    leave()
    send()
    await asked

    expect(shown.value).toBeNull()
  })

  it('gives way to the next one, whose seconds begin anew', async () => {
    const { shown, reveal } = open()
    await reveal(wanted)
    vi.advanceTimersByTime(10_000)
    await reveal({ ...wanted, field: 'address' })
    vi.advanceTimersByTime(10_000)

    expect(shown.value?.field).toBe('address')
  })

  it('that is refused is not shown, with the reason; the one before is gone as well', async () => {
    const { shown, reveal, error } = open()
    await reveal(wanted)
    answer = () => Response.json({ code: 'look_limit', message: '一小时内看得太多，请稍后再看。' }, { status: 429 })

    expect(await reveal({ ...wanted, field: 'name' })).toBe(false)

    expect(shown.value).toBeNull()
    expect(error.value).toMatchObject({ code: 'look_limit' })
  })
})
