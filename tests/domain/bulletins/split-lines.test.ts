import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { bytesOf, splitLines } from '../../../domain/bulletins/split-lines.ts'

it('keeps every line whole and in order, each message within the limit', () => {
  const line = fc.stringMatching(/^[一-龥a-z0-9]{0,30}$/)
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 80 }), lines => {
      const parts = splitLines(lines, part => `续 ${part}`, 200)

      for (const part of parts) expect(bytesOf(part)).toBeLessThanOrEqual(200)
      expect(parts.flatMap((part, i) => part.split('\n').slice(i === 0 ? 0 : 1))).toEqual(lines)
    }),
  )
})
