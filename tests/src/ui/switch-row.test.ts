// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import SwitchRow from '../../../src/ui/SwitchRow.vue'

const aRow = (props: { on?: boolean; pending?: boolean } = {}) =>
  mount(SwitchRow, { props: { label: '大字', hint: '放大四分之一', on: false, ...props }, attachTo: document.body })

describe('a row with a switch', () => {
  it('is a switch with its label as name and its hint as description', () => {
    const row = aRow({ on: true })
    const button = row.get('[role="switch"]')

    expect(button.attributes('aria-label')).toBe('大字')
    expect(button.attributes('aria-checked')).toBe('true')
    expect(row.get(`#${button.attributes('aria-describedby')}`).text()).toBe('放大四分之一')
  })

  it.each([
    ['the switch', '[role="switch"]'],
    ['the text beside it', 'b'],
  ])('turns once by a tap on %s', async (_where, selector) => {
    const row = aRow()

    await row.get(selector).trigger('click')

    expect(row.emitted('turn')).toEqual([[true]])
  })

  it.each(['Enter', ' '])('turns by the key "%s"', async key => {
    const row = aRow({ on: true })

    await row.get('[role="switch"]').trigger('keydown', { key })

    expect(row.emitted('turn')).toEqual([[false]])
  })

  it('does not turn while the last turn is still being kept', async () => {
    const row = aRow({ pending: true })

    await row.get('[role="switch"]').trigger('click')
    await row.get('[role="switch"]').trigger('keydown', { key: 'Enter' })
    await row.get('b').trigger('click')

    expect(row.emitted('turn')).toBeUndefined()
    expect(row.get('[role="switch"]').attributes('aria-busy')).toBe('true')
  })
})
