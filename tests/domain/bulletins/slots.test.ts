import { describe, expect, it } from 'vitest'
import { dueSlot, isBetween, minuteOf, nextSlot } from '../../../domain/bulletins/slots.ts'
import { clockAt } from '../../../domain/time/clock.ts'
import { MINUTE_MS } from '../../../domain/time/lengths.ts'

const at = (time: string) => Date.parse(`2022-05-21T${time}:00+08:00`)
const half = { everyMinutes: 30, fromMinute: 8 * 60, untilMinute: 23 * 60 } as const
const ids = Array.from({ length: 200 }, (_, i) => `unit-${i}`)

describe('when bulletins go out by themselves', () => {
  it('is never the full or the half hour, and not the same minute for all', () => {
    const minutes = ids.map(minuteOf)
    expect(minutes.filter(minute => minute % 30 === 0 || minute < 3 || minute > 26)).toEqual([])
    expect(new Set(minutes).size).toBeGreaterThan(10)
  })

  it('is twice an hour, each time once, whenever one looks', () => {
    const minute = minuteOf('unit-1')
    const looked = Array.from({ length: 60 }, (_, i) => dueSlot(half, 'unit-1', at('10:00') + i * MINUTE_MS))
    const slots = new Set(looked.filter(slot => slot !== null).map(slot => clockAt(slot)))
    const two = [minute, minute + 30].map(past => `10:${String(past).padStart(2, '0')}`)
    expect([...slots].filter(slot => slot >= '10:00')).toEqual(two)
  })

  it('is not caught up later than half the way to the next one', () => {
    const slot = at('10:00') + minuteOf('unit-1') * MINUTE_MS
    expect(dueSlot(half, 'unit-1', slot)).toBe(slot)
    expect(dueSlot(half, 'unit-1', slot + 15 * MINUTE_MS)).toBe(slot)
    expect(dueSlot(half, 'unit-1', slot + 16 * MINUTE_MS)).toBeNull()
  })

  it.each([
    [half, '07:59', false],
    [half, '08:00', true],
    [half, '23:01', false],
    [{ ...half, fromMinute: 20 * 60, untilMinute: 2 * 60 }, '01:30', true],
    [{ ...half, fromMinute: 20 * 60, untilMinute: 2 * 60 }, '03:00', false],
    [{ ...half, fromMinute: 0, untilMinute: 0 }, '03:00', true],
  ])('%o at %s: %s', (plan, time, between) => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number)
    expect(isBetween(hours * 60 + minutes, plan)).toBe(between)
  })

  it('names the next one, the next morning where the day is over', () => {
    expect(clockAt(nextSlot(half, 'unit-1', at('23:50')) ?? 0).slice(0, 2)).toBe('08')
  })
})
