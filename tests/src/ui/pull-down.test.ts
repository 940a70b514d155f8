// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import PullDown from '../../../src/ui/PullDown.vue'

/** At the top of what scrolls. */
function aList() {
  let finish = () => {}
  const read = vi.fn<() => Promise<void>>(() => new Promise(resolve => (finish = resolve)))
  const scroller = document.createElement('div')
  scroller.style.overflowY = 'auto'
  document.body.append(scroller)
  const list = mount(PullDown, { props: { read }, slots: { default: '<p>一张卡片</p>' }, attachTo: scroller })
  return { list, read, finish: () => finish() }
}

const touch = (type: string, y: number) =>
  Object.assign(new Event(type, { bubbles: true, cancelable: true }), { touches: [{ clientX: 0, clientY: y }] })

async function pull(list: ReturnType<typeof aList>['list'], pixels: number) {
  const { element } = list.get('p')
  element.dispatchEvent(touch('touchstart', 0))
  element.dispatchEvent(touch('touchmove', pixels))
  element.dispatchEvent(touch('touchend', pixels))
  await flushPromises()
}

it('reads the list anew once it was pulled far enough, and says so until it is read', async () => {
  const { list, read, finish } = aList()

  await pull(list, 120)
  expect(list.text()).toContain('加载中')
  finish()
  await flushPromises()

  expect(read).toHaveBeenCalledTimes(1)
  expect(list.text()).toBe('一张卡片')
})

it('does nothing by a short pull', async () => {
  const { list, read } = aList()

  await pull(list, 20)

  expect(read).not.toHaveBeenCalled()
})

it('is not read twice at once', async () => {
  const { list, read } = aList()

  await pull(list, 120)
  await pull(list, 120)

  expect(read).toHaveBeenCalledTimes(1)
})
