// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import ConfirmDialog from '../../../src/ui/ConfirmDialog.vue'

let open: VueWrapper | undefined

afterEach(() => {
  open?.unmount()
  open = undefined
  document.body.innerHTML = ''
})

type DialogProps = Partial<InstanceType<typeof ConfirmDialog>['$props']>

async function ask(props: DialogProps = {}) {
  document.body.innerHTML = '<button id="opener">整批撤回</button>'
  element('#opener').focus()
  open = mount(ConfirmDialog, {
    props: { title: '整批撤回', action: '撤回 287 个任务', act: () => Promise.resolve(), ...props },
    slots: { default: '<p>任务会从所有人的手机上消失。</p>' },
    attachTo: document.body,
  })
  await nextTick()
  return open
}

function element(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector)
  if (!found) throw new Error(`no ${selector}`)
  return found
}

const dialog = () => element('[role="dialog"]')

function button(text: string): HTMLButtonElement {
  const found = Array.from(document.querySelectorAll('button')).find(({ textContent }) => textContent.trim() === text)
  if (!found) throw new Error(`no button ${text}`)
  return found
}

function press(key: string) {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
  document.activeElement?.dispatchEvent(event)
  return event
}

it('is a modal dialog that is named by its title and says what will happen', async () => {
  await ask()

  const name = dialog().getAttribute('aria-labelledby') ?? ''
  expect(document.getElementById(name)?.textContent).toBe('整批撤回')
  expect(dialog().getAttribute('aria-modal')).toBe('true')
  expect(dialog().textContent).toContain('任务会从所有人的手机上消失。')
})

it('does what was asked once, however often it is tapped, and stays until it is closed', async () => {
  let finish = () => {}
  const act = vi.fn<() => Promise<void>>(() => new Promise(resolve => (finish = resolve)))
  const wrapper = await ask({ act })

  const confirm = button('撤回 287 个任务')
  confirm.click()
  await nextTick()
  confirm.click()
  finish()
  await flushPromises()

  expect(act).toHaveBeenCalledTimes(1)
  expect(wrapper.emitted('close')).toBeUndefined()
})

it('can be tried again after a failure, and says why it failed', async () => {
  const act = vi.fn<() => Promise<void>>(() => Promise.resolve())
  const wrapper = await ask({ act })

  button('撤回 287 个任务').click()
  await flushPromises()
  await wrapper.setProps({ problem: '网络断了，请重试。' })
  button('撤回 287 个任务').click()
  await flushPromises()

  expect(element('[role="alert"]').textContent).toBe('网络断了，请重试。')
  expect(act).toHaveBeenCalledTimes(2)
})

it('does nothing where it cannot be done now', async () => {
  const act = vi.fn<() => Promise<void>>(() => Promise.resolve())
  await ask({ act, disabled: true })

  button('撤回 287 个任务').click()
  await flushPromises()

  expect(act).not.toHaveBeenCalled()
})

it.each([
  ['cancel', () => button('取消').click()],
  ['Escape', () => press('Escape')],
])('is left by %s with nothing done', async (_way, leave) => {
  const act = vi.fn<() => Promise<void>>(() => Promise.resolve())
  const wrapper = await ask({ act })

  leave()
  await flushPromises()

  expect(wrapper.emitted('close')).toHaveLength(1)
  expect(act).not.toHaveBeenCalled()
})

it('does nothing by Enter before a button was chosen', async () => {
  const act = vi.fn<() => Promise<void>>(() => Promise.resolve())
  await ask({ act })

  press('Enter')
  await flushPromises()

  expect(act).not.toHaveBeenCalled()
})

it('takes the focus, keeps it inside and gives it back', async () => {
  const wrapper = await ask()
  expect(document.activeElement).toBe(dialog())

  button('撤回 287 个任务').focus()
  expect(press('Tab').defaultPrevented).toBe(true)
  expect(document.activeElement).toBe(button('取消'))

  wrapper.unmount()
  expect(document.activeElement).toBe(element('#opener'))
})
