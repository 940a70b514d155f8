// @vitest-environment happy-dom
import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import ChoiceSheet from '../../../src/ui/ChoiceSheet.vue'
import DaySheet from '../../../src/ui/DaySheet.vue'
import PickLine from '../../../src/ui/PickLine.vue'

let open: VueWrapper | undefined

afterEach(() => {
  open?.unmount()
  open = undefined
  document.body.innerHTML = ''
})

function element(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector)
  if (!found) throw new Error(`no ${selector}`)
  return found
}

function button(label: string): HTMLElement {
  const all = Array.from(document.querySelectorAll<HTMLElement>('button, [role="button"]'))
  const found = all.find(one => (one.getAttribute('aria-label') ?? one.textContent).trim() === label)
  if (!found) throw new Error(`no button ${label}`)
  return found
}

async function show(wrapper: VueWrapper) {
  open = wrapper
  await nextTick()
  await nextTick()
  return wrapper
}

const key = (target: Element, name: string) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }))

describe('a sheet of choices', () => {
  const choices = [
    { value: 'street', label: '街道' },
    { value: 'community', label: '社区' },
  ]
  const sheet = (props: object = {}) =>
    show(
      mount(ChoiceSheet, { props: { title: '是哪一级？', choices, ...props }, attachTo: document.body }) as VueWrapper,
    )

  it('is a modal dialog with a name that takes the focus', async () => {
    await sheet({ hint: '改了要保存' })

    const dialog = element('[role="dialog"]')
    expect(dialog.getAttribute('aria-label')).toBe('是哪一级？')
    expect(dialog.getAttribute('aria-modal')).toBe('true')
    expect(dialog.textContent).toContain('改了要保存')
    expect(document.activeElement).toBe(dialog)
  })

  it('gives what is tapped', async () => {
    const wrapper = await sheet()

    button('社区').click()
    await nextTick()

    expect(wrapper.emitted('choose')).toEqual([['community']])
  })

  it('takes no second choice while one is on its way', async () => {
    const wrapper = await sheet({ pending: true })

    button('社区').click()
    await nextTick()

    expect(wrapper.emitted('choose')).toBeUndefined()
  })

  it('is left by 取消, beside it, and by Escape', async () => {
    const wrapper = await sheet()

    button('取消').click()
    element('.van-overlay').click()
    key(element('[role="dialog"]'), 'Escape')

    expect(wrapper.emitted('close')).toHaveLength(3)
    expect(wrapper.emitted('choose')).toBeUndefined()
  })
})

describe('a calendar', () => {
  const calendar = () => show(mount(DaySheet, { props: { title: '到达日期', max: '2022-05-21' } }))

  it('shows the month of the last day and takes one tap', async () => {
    const wrapper = await calendar()

    button('5月9日').click()
    await nextTick()

    expect(wrapper.emitted('choose')).toEqual([['2022-05-09']])
  })

  it('is turned back by months, with names for who cannot see it', async () => {
    const wrapper = await calendar()
    expect(button('下个月').hasAttribute('disabled')).toBe(true)

    button('上个月').click()
    await nextTick()
    await nextTick()
    button('4月30日').click()
    await nextTick()

    expect(wrapper.emitted('choose')).toEqual([['2022-04-30']])
  })

  it.each(['Enter', ' '])('is chosen from by the key %j', async name => {
    const wrapper = await calendar()
    expect(button('5月20日').tabIndex).toBe(0)

    key(button('5月20日'), name)
    await nextTick()

    expect(wrapper.emitted('choose')).toEqual([['2022-05-20']])
  })

  it('gives no day after the last one', async () => {
    const wrapper = await calendar()

    button('5月22日').click()
    key(button('5月22日'), 'Enter')
    await nextTick()

    expect(wrapper.emitted('choose')).toBeUndefined()
    expect(button('5月22日').tabIndex).toBe(-1)
  })
})

describe('a line that is filled by choosing', () => {
  it('is one button that says what was chosen', () => {
    const line = mount(PickLine, { props: { label: '什么时候再打', value: '明天 09:00' } })

    expect(line.attributes('role')).toBe('button')
    expect(line.attributes('aria-label')).toBe('什么时候再打：明天 09:00')
    expect(line.get('input').attributes('tabindex')).toBe('-1')
  })

  it('opens by a tap and by the keys of a button', async () => {
    const line = mount(PickLine, { props: { label: '什么时候再打', value: '' } })

    await line.trigger('click')
    await line.trigger('keydown', { key: 'Enter' })
    await line.trigger('keydown', { key: ' ' })

    expect(line.emitted('open')).toHaveLength(3)
  })
})
