import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowWindow } from '../../../src/ui/useVirtualRows.ts'

describe('rowWindow', () => {
  it('draws every row that can be seen, and few more, wherever the list is scrolled to', () => {
    const count = fc.integer({ min: 0, max: 20_000 })
    const rowHeight = fc.integer({ min: 60, max: 160 })
    const viewport = fc.integer({ min: 200, max: 1_400 })

    fc.assert(
      fc.property(count, rowHeight, viewport, fc.double({ min: 0, max: 1, noNaN: true }), (rows, height, seen, at) => {
        const top = at * Math.max(0, rows * height - seen)
        const drawn = rowWindow(rows, height, top, seen)

        expect(drawn.start).toBeLessThanOrEqual(Math.floor(top / height))
        expect(drawn.end).toBeGreaterThanOrEqual(Math.min(rows, Math.ceil((top + seen) / height)))
        expect(drawn.end - drawn.start).toBeLessThanOrEqual(Math.ceil(seen / height) + 24)
        expect(drawn).toMatchObject({ offset: drawn.start * height, height: rows * height })
      }),
    )
  })

  it('stays inside a list that became shorter than where it was scrolled to', () => {
    expect(rowWindow(10, 100, 5_000, 600)).toEqual({ start: 0, end: 10, offset: 0, height: 1_000 })
  })
})
