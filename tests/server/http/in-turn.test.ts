import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { inTurn } from '../../../server/http/in-turn.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const lasting = (ms: number) => () => new Promise<string>(done => setTimeout(done, ms, 'done'))
const codeOf = (cause: unknown) => (cause as { code: string }).code

it('does all of a long line that moves, on a machine as slow as it may be', async () => {
  const all = Promise.all(Array.from({ length: 65 }, () => inTurn('task', lasting(200)).catch(codeOf)))
  await vi.advanceTimersByTimeAsync(10_000)

  expect(new Set(await all)).toEqual(new Set(['done']))
})

it('refuses for now what waits behind something that does not end', async () => {
  const held = [inTurn('held', lasting(60_000)), inTurn('held', lasting(60_000))]
  const waiting = inTurn('held', lasting(1)).catch(codeOf)
  await vi.advanceTimersByTimeAsync(4_000)
  expect(await waiting).toBe('database_unavailable')

  await vi.advanceTimersByTimeAsync(60_000)
  expect(await Promise.all(held)).toEqual(['done', 'done'])
  const after = inTurn('held', lasting(1))
  await vi.advanceTimersByTimeAsync(1)
  expect(await after).toBe('done')
})

it('keeps nobody waiting longer than phones do, however well the line moves', async () => {
  const all = Promise.all(Array.from({ length: 40 }, () => inTurn('slow', lasting(2_000)).catch(codeOf)))
  await vi.advanceTimersByTimeAsync(60_000)

  const answers = await all
  expect(answers.filter(answer => answer === 'done').length).toBeGreaterThan(9)
  expect(answers).toContain('database_unavailable')
})
