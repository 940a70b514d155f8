// @vitest-environment happy-dom
import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import { nextTick } from 'vue'
import BottomSheet from '../../../src/ui/BottomSheet.vue'
import TitledSheet from '../../../src/ui/TitledSheet.vue'

let open: VueWrapper | undefined

afterEach(() => {
  open?.unmount()
  open = undefined
  document.body.innerHTML = ''
})

/** A sheet over a page with one button, which has the focus. */
async function openSheet(slot = '<button id="first">一</button><button id="last">二</button>') {
  document.body.innerHTML = '<button id="opener">打开</button>'
  element('#opener').focus()
  open = mount(BottomSheet, { props: { label: '选一个' }, slots: { default: slot }, attachTo: document.body })
  await nextTick()
  return open
}

function element(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector)
  if (!found) throw new Error(`no ${selector}`)
  return found
}

const sheet = () => element('[role="dialog"]')

function press(key: string, shiftKey = false) {
  const event = new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true })
  document.activeElement?.dispatchEvent(event)
  return event
}

it('is a modal dialog with a name, and nothing else around it asks for the focus', async () => {
  await openSheet()

  expect(sheet().getAttribute('aria-label')).toBe('选一个')
  expect(sheet().getAttribute('aria-modal')).toBe('true')
  expect(element('.van-overlay').getAttribute('tabindex')).toBeNull()
})

it('takes the focus and gives it back', async () => {
  const wrapper = await openSheet()
  expect(document.activeElement).toBe(sheet())

  wrapper.unmount()

  expect(document.activeElement).toBe(element('#opener'))
})

it('keeps the focus inside: Tab after the last stop begins anew, and backwards', async () => {
  await openSheet()

  element('#last').focus()
  expect(press('Tab').defaultPrevented).toBe(true)
  expect(document.activeElement).toBe(element('#first'))

  press('Tab', true)
  expect(document.activeElement).toBe(element('#last'))
})

it('leaves Tab between two stops to the browser', async () => {
  await openSheet()

  element('#first').focus()

  expect(press('Tab').defaultPrevented).toBe(false)
})

it('keeps the focus where there is no stop at all', async () => {
  await openSheet('<p>正在读取</p>')

  expect(press('Tab').defaultPrevented).toBe(true)
  expect(document.activeElement).toBe(sheet())
})

it('closes by Escape', async () => {
  const wrapper = await openSheet()

  press('Escape')

  expect(wrapper.emitted('close')).toHaveLength(1)
})

it('closes by a tap beside it', async () => {
  const wrapper = await openSheet()

  element('.van-overlay').click()

  expect(wrapper.emitted('close')).toHaveLength(1)
})

it('with a title closes by the button in its head', async () => {
  open = mount(TitledSheet, {
    props: { title: '退出登录' },
    slots: { default: '<p>退出？</p>', foot: '<button>退出</button>' },
    attachTo: document.body,
  })
  await nextTick()

  element('[aria-label="关闭"]').click()

  expect(open.emitted('close')).toHaveLength(1)
  expect(element('h2').textContent).toBe('退出登录')
  expect(element('footer').textContent).toBe('退出')
})

it('with a title has no foot where nothing stands in it', async () => {
  open = mount(TitledSheet, { props: { title: '单位' }, slots: { default: '<p>云屏区</p>' }, attachTo: document.body })
  await nextTick()

  expect(document.querySelector('footer')).toBeNull()
})
