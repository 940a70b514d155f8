import { expect, it } from 'vitest'
import { inTransaction } from '../../../server/act.ts'
import { LOCKS, takeLock } from '../../../server/db/locks.ts'
import { startApp } from '../../support/app.ts'
import { listSourceFiles } from '../../support/source-files.ts'

it('lets roles be set while a list is being imported', async () => {
  const app = await startApp()
  const { community } = await app.givenCity()
  const lead = await app.as(await app.givenStaff('赵敏', ['lead', community]))
  const member = await app.givenStaff('陈晓', ['caller', community])

  const answer = await inTransaction(app.deps, async ({ db }) => {
    await takeLock(db, 'imports')
    return lead.send('PUT', `/api/members/${member}/roles`, { grants: [{ role: 'recorder', unitId: community }] })
  })

  expect(answer.status).toBe(200)
})

it('lets one transaction after another have a lock', async () => {
  const { deps } = await startApp()
  const order: string[] = []
  const inTurn = (name: string, meanwhile: () => Promise<unknown>) =>
    deps.db.transaction(async tx => {
      await takeLock(tx, 'roles')
      order.push(`${name} begins`)
      await meanwhile()
      order.push(`${name} ends`)
    })

  let second = Promise.resolve()
  await inTurn('first', async () => {
    second = inTurn('second', async () => undefined)
    await deps.db.execute('select 1')
  })
  await second

  expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
})

it('has a number of its own for every lock', () => {
  const numbers = Object.values(LOCKS)

  expect(numbers).toEqual([...new Set(numbers)])
})

it('has them in one list', () => {
  const files = listSourceFiles(['server', 'mock', 'tests', 'packages'], ['.ts'])
  const sign = new RegExp('pg_(try_)?advisory')

  const found = files.filter(({ lines }) => lines.some(line => sign.test(line))).map(({ path }) => path)

  expect(found).toEqual(['server/db/locks.ts'])
})
