// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { setServerNow } from '../../../../src/app/server-clock.ts'
import CallBackLine from '../../../../src/features/calling/report-form/CallBackLine.vue'

const NOW = '2022-05-21T02:00:00.000Z'

let line: VueWrapper

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(NOW) })
  setServerNow(NOW)
})

afterEach(() => {
  line.unmount()
  vi.useRealTimers()
})

async function open(value: string | null) {
  line = mount(CallBackLine, { props: { value }, attachTo: document.body })
  await line.get('.pick-line').trigger('click')
  await vi.dynamicImportSettled()
  await flushPromises()
}

async function tap(text: string) {
  const all = Array.from(document.querySelectorAll<HTMLElement>('.van-picker button, .van-picker [role="button"]'))
  all.find(one => one.textContent.trim() === text)?.click()
  await flushPromises()
}

describe('when to call back', () => {
  it('says what is agreed in the words of the screens', async () => {
    await open('2022-05-22T01:00:00.000Z')

    expect(line.get('input').element.value).toBe('明天 09:00')
  })

  it('is an hour from now by one tap on 确认', async () => {
    await open(null)

    await tap('确认')

    expect(line.emitted('change')).toEqual([['2022-05-21T03:00:00.000Z']])
    expect(document.querySelector('.van-picker')).toBeNull()
  })

  it('is any time of the coming days', async () => {
    await open(null)

    for (const text of ['5/24', '08时', '30分', '确认']) await tap(text)

    expect(line.emitted('change')).toEqual([['2022-05-24T00:30:00.000Z']])
  })

  it('never slips into what is over, as when the day is turned back to today', async () => {
    await open('2022-05-22T00:00:00.000Z')

    for (const text of ['今天', '确认']) await tap(text)

    expect(line.emitted('change')).toEqual([['2022-05-21T02:00:00.000Z']])
  })

  it('stays as it was where the wheels are left', async () => {
    await open(null)

    await tap('取消')

    expect(line.emitted('change')).toBeUndefined()
    expect(document.querySelector('.van-picker')).toBeNull()
  })
})
