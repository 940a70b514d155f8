// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import FilePick from '../../../src/ui/FilePick.vue'

const LIST = new File(['张三,13812345678'], '名单.csv', { type: 'text/csv' })

function aPick() {
  const wrapper = mount(FilePick, { props: { label: '选名单文件', accept: '.xlsx,.csv' } })
  const input = wrapper.get<HTMLInputElement>('input[type="file"]')
  return { wrapper, input }
}

async function choose(input: ReturnType<typeof aPick>['input'], file: File) {
  const files = new DataTransfer()
  files.items.add(file)
  input.element.files = files.files
  await input.trigger('change')
  await flushPromises()
}

it('has a name and offers the files alone that can be read', () => {
  expect(aPick().input.attributes()).toMatchObject({ 'aria-label': '选名单文件', accept: '.xlsx,.csv' })
})

it('gives the chosen file, and the same one again after it was put right', async () => {
  const { wrapper, input } = aPick()

  await choose(input, LIST)
  await choose(input, LIST)

  expect(wrapper.emitted('choose')).toEqual([[LIST], [LIST]])
  expect(input.element.value).toBe('')
})

it('neither reads the file nor keeps an address to it: residents are in it', async () => {
  const address = vi.spyOn(URL, 'createObjectURL')
  const read = vi.spyOn(FileReader.prototype, 'readAsDataURL')
  const { input } = aPick()

  await choose(input, LIST)

  expect(address).not.toHaveBeenCalled()
  expect(read).not.toHaveBeenCalled()
})
