// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref, type EffectScope } from 'vue'
import ConnectionPill from '../../../src/app/ConnectionPill.vue'
import LiveState from '../../../src/app/LiveState.vue'
import { useLeaveGuard } from '../../../src/app/useLeaveGuard.ts'
import { useOnline } from '../../../src/app/useOnline.ts'

let scope: EffectScope

beforeEach(() => {
  scope = effectScope()
})

afterEach(() => {
  scope.stop()
  network(true)
})

function network(up: boolean) {
  Object.defineProperty(navigator, 'onLine', { value: up, configurable: true })
  window.dispatchEvent(new Event(up ? 'online' : 'offline'))
}

describe('the network of the phone', () => {
  it('is followed, and whoever waits for it is told each time it is back', () => {
    const cameBack = vi.fn<() => void>()
    const online = scope.run(() => useOnline(cameBack))

    network(false)
    expect(online?.value).toBe(false)
    expect(cameBack).not.toHaveBeenCalled()
    network(true)

    expect(online?.value).toBe(true)
    expect(cameBack).toHaveBeenCalledOnce()
  })

  it('is not followed once the page is left', () => {
    const cameBack = vi.fn<() => void>()
    scope.run(() => useOnline(cameBack))
    scope.stop()

    network(true)

    expect(cameBack).not.toHaveBeenCalled()
  })

  it.each([
    [true, 0, ''],
    [false, 0, '没有网络，可以继续填'],
    [false, 2, '没有网络 · 2 条待发送（20:05 起）'],
    [true, 2, '正在重新连接 · 2 条待发送（20:05 起）'],
  ])('online %s with %i changes waiting is told as %j', (online, waiting, words) => {
    const pill = mount(ConnectionPill, {
      props: { online, waiting, since: waiting > 0 ? Date.parse('2022-05-21T12:05:00Z') : null },
    })

    expect(pill.attributes('role')).toBe('status')
    expect(pill.text()).toBe(words)
  })

  it('says as of when the data is, and nothing while it is live', async () => {
    const state = mount(LiveState, { props: { staleSince: null } })
    expect(state.text()).toBe('')

    await state.setProps({ staleSince: Date.parse('2022-05-21T12:05:00Z') })

    expect(state.text()).toBe('断开，数据截至 20:05')
  })
})

describe('closing the page', () => {
  const isAsked = () => {
    const closing = new Event('beforeunload', { cancelable: true })
    window.dispatchEvent(closing)
    return closing.defaultPrevented
  }

  it('is asked about while something waits to be sent, and only then', async () => {
    const waits = ref(false)
    scope.run(() => useLeaveGuard(waits))
    expect(isAsked()).toBe(false)

    waits.value = true
    await nextTick()
    expect(isAsked()).toBe(true)

    waits.value = false
    await nextTick()
    expect(isAsked()).toBe(false)
  })

  it('is not asked about by a page that is over', async () => {
    const waits = ref(false)
    scope.run(() => useLeaveGuard(waits))
    waits.value = true
    await nextTick()
    scope.stop()

    expect(isAsked()).toBe(false)
  })
})
