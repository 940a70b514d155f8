// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import ToastHost from '../../../src/app/ToastHost.vue'
import { useToasts } from '../../../src/app/useToasts.ts'

const { toast, say, fail, dismiss } = useToasts()
const pass = (ms: number) => vi.advanceTimersByTime(ms)

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  dismiss()
  vi.useRealTimers()
})

describe('what the page says', () => {
  it('goes by itself, later where it offers something', () => {
    say('已录入')
    pass(3_500)
    expect(toast.value).toBeNull()

    say('已录入', { label: '撤销', run: () => undefined })
    pass(3_500)
    expect(toast.value?.text).toBe('已录入')
    pass(6_500)
    expect(toast.value).toBeNull()
  })

  it('stays until it is read where something failed', () => {
    fail('没有记上')
    pass(60 * 60_000)

    expect(toast.value).toMatchObject({ text: '没有记上', tone: 'failure' })
  })

  it('gives way to what is newer, whose time begins anew', () => {
    say('第一句')
    pass(3_000)
    say('第二句')
    pass(3_000)

    expect(toast.value?.text).toBe('第二句')
  })

  it('is not taken away by the time of a quiet one before it', () => {
    say('已录入')
    fail('没有记上')
    pass(10_000)

    expect(toast.value?.text).toBe('没有记上')
  })
})

describe('where it is said', () => {
  const shown = (tone: 'quiet' | 'failure', action: { label: string; run(): unknown } | null = null) =>
    mount(ToastHost, { props: { toast: { id: '1', text: '没有记上', tone, action } } })

  it('is a live region that is there before its words', async () => {
    const host = mount(ToastHost, { props: { toast: null } })
    expect(host.attributes('role')).toBe('status')

    await host.setProps({ toast: { id: '1', text: '已录入', tone: 'quiet', action: null } })

    expect(host.text()).toBe('已录入')
    expect(host.findAll('button')).toHaveLength(0)
  })

  it('does what it offers, once, and is gone', async () => {
    const run = vi.fn<() => void>()
    const host = shown('quiet', { label: '撤销', run })

    await host.get('button').trigger('click')

    expect(run).toHaveBeenCalledOnce()
    expect(host.emitted('dismiss')).toHaveLength(1)
  })

  it('can be closed where it would stay', async () => {
    const host = shown('failure')

    await host.get('[aria-label="关闭"]').trigger('click')

    expect(host.emitted('dismiss')).toHaveLength(1)
  })
})
