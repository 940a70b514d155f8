// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import SearchLine from '../../../src/ui/SearchLine.vue'
import TextLine from '../../../src/ui/TextLine.vue'

type LineProps = Partial<InstanceType<typeof TextLine>['$props']>

describe('a line to type in', () => {
  const line = (props: LineProps = {}) =>
    mount(TextLine, { props: { label: '住址', value: null, max: 120, ...props }, attachTo: document.body })

  it('has its label as name, and as hint where there is no other', () => {
    const input = line().get('input')

    expect(input.attributes()).toMatchObject({ 'aria-label': '住址', placeholder: '住址', maxlength: '120' })
  })

  it('is named by the label above it where there is one', () => {
    const wrapper = line({ titled: true })
    const label = wrapper.get('label')
    const input = wrapper.get('input').attributes()

    expect(label.text()).toBe('住址')
    expect(label.attributes('for')).toBe(input['id'])
    expect(input['aria-label']).toBeUndefined()
  })

  it('gives what is typed without the spaces around it', async () => {
    const wrapper = line()

    await wrapper.get('input').setValue('  栖云花园 ')
    await wrapper.get('input').setValue('   ')

    expect(wrapper.emitted('change')).toEqual([['栖云花园'], [null]])
  })

  it('shows what it is told from outside', async () => {
    const wrapper = line({ value: '一' })

    await wrapper.setProps({ value: '二' })

    expect(wrapper.get('input').element.value).toBe('二')
  })

  it('changes nothing under the thumb', async () => {
    const wrapper = line({ value: 'g1024' })
    wrapper.get('input').element.focus()

    await wrapper.setProps({ value: 'G1024' })

    expect(wrapper.get('input').element.value).toBe('g1024')
  })

  it('says what is wrong at once and whenever it is read out, until it is right', async () => {
    const wrapper = line({ error: '只写字母和数字。' })
    const problem = wrapper.get('[role="alert"]')

    expect(problem.text()).toBe('只写字母和数字。')
    expect(wrapper.get('input').attributes()).toMatchObject({
      'aria-invalid': 'true',
      'aria-describedby': problem.attributes('id'),
    })

    await wrapper.setProps({ error: '' })

    expect(wrapper.find('[role="alert"]').exists()).toBe(false)
    expect(wrapper.get('input').attributes()).not.toHaveProperty('aria-invalid')
    expect(wrapper.get('input').attributes()).not.toHaveProperty('aria-describedby')
  })

  it('counts what is typed where there is little room', async () => {
    const wrapper = line({ max: 200, counted: true })

    await wrapper.get('input').setValue('日期记错了')

    expect(wrapper.text()).toContain('5/200')
  })

  it('leaves Enter to the form around it', () => {
    const enter = new KeyboardEvent('keypress', { key: 'Enter', keyCode: 13, bubbles: true, cancelable: true })

    line().get('input').element.dispatchEvent(enter)

    expect(enter.defaultPrevented).toBe(false)
  })
})

describe('a search line', () => {
  const search = (value: string) => mount(SearchLine, { props: { label: '姓名或账号', value } })

  it('gives every letter as it is typed', async () => {
    const wrapper = search('')

    await wrapper.get('[aria-label="姓名或账号"]').setValue('丁')

    expect(wrapper.emitted('search')).toEqual([['丁']])
  })

  it('is emptied by one tap once there is something in it', async () => {
    expect(search('').find('[aria-label="清除"]').exists()).toBe(false)
    const wrapper = search('丁')

    await wrapper.get('[aria-label="清除"]').trigger('click')

    expect(wrapper.emitted('search')).toEqual([['']])
  })
})
