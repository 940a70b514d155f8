import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rankUnits } from '../../../domain/units/unit-ranking.ts'

const unit = (name: string, matched: number, tasks: number, exempt = 0) => ({ name, matched, tasks, exempt })
const ranksOf = (...units: ReturnType<typeof unit>[]) => rankUnits(units).map(({ name, rank }) => [name, rank])

describe('rankUnits', () => {
  it('puts the highest rate first, whatever the size', () => {
    expect(ranksOf(unit('汀南社区', 84, 100), unit('澜桥社区', 9, 10))).toEqual([
      ['澜桥社区', 1],
      ['汀南社区', 2],
    ])
  })

  it('gives the same rate the same rank and leaves out the next one', () => {
    expect(ranksOf(unit('乙', 1, 3), unit('丁', 1, 10), unit('甲', 2, 6), unit('丙', 5, 10))).toEqual([
      ['丙', 1],
      ['乙', 2],
      ['甲', 2],
      ['丁', 4],
    ])
  })

  it('counts the exempt out before comparing', () => {
    expect(ranksOf(unit('甲', 8, 10), unit('乙', 8, 12, 2))).toEqual([
      ['乙', 1],
      ['甲', 1],
    ])
  })

  it('shows units with nothing to match last and without a rank', () => {
    expect(ranksOf(unit('甲', 0, 0), unit('乙', 0, 4, 4), unit('丙', 0, 4))).toEqual([
      ['丙', 1],
      ['乙', null],
      ['甲', null],
    ])
  })

  it('ranks a unit by how many stand strictly above it, for any numbers', () => {
    const numbers = fc
      .record({ name: fc.string(), tasks: fc.nat(50), exempt: fc.nat(50), matched: fc.nat(50) })
      .map(({ name, tasks, exempt, matched }) => ({
        name,
        tasks,
        exempt: Math.min(exempt, tasks),
        matched: Math.min(matched, tasks - Math.min(exempt, tasks)),
      }))

    fc.assert(
      fc.property(fc.array(numbers, { maxLength: 12 }), units => {
        const asked = ({ tasks, exempt }: (typeof units)[number]) => tasks - exempt
        for (const { rank, ...unit } of rankUnits(units)) {
          const above = units.filter(
            other => asked(other) > 0 && other.matched * asked(unit) > unit.matched * asked(other),
          )
          expect(rank).toBe(asked(unit) > 0 ? above.length + 1 : null)
        }
      }),
    )
  })
})
