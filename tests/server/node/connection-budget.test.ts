import { expect, it } from 'vitest'
import { fitPool, takeShare } from '../../../server/node/database/connection-budget.ts'
import { createPool } from '../../../server/node/database/create-pool.ts'
import { createTestDatabase } from '../../support/database.ts'

const said: string[] = []
const say = (message: string) => void said.push(message)

it.each([
  [0, 20],
  [73, 20],
  [74, 19],
  [88, 5],
])('with %i of 97 connections taken a process has a pool of %i', (taken, size) => {
  expect(fitPool({ allowed: 97, taken }, 20, say)).toBe(size)
  expect(said.at(-1)).toContain(`97 connections, ${taken} are taken`)
})

it('does not start where too few are left, and says what to do', () => {
  expect(() => fitPool({ allowed: 97, taken: 89 }, 20, say)).toThrow('none are left for another process. Raise')
})

it('counts what living processes may open, and not what dead ones could have', async () => {
  const database = await createTestDatabase()
  const share = async () => {
    const processId = crypto.randomUUID()
    await takeShare(database.url, { processId, wanted: 20, say })
    await database.pool.query("update processes set started_at = now() - interval '1 minute'")
    return processId
  }
  const taken = () => Number(/, (\d+) are taken/.exec(said.at(-1) ?? '')?.[1])
  await share()
  await share()
  const beside = taken()

  const pool = createPool(database.url, () => undefined, { processId: await share() })
  await pool.query('select 1')
  await share()
  expect(taken() - beside).toBeGreaterThanOrEqual(21)

  await pool.end()
  await database.drop()
})
