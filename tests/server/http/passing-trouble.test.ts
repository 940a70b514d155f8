import { sql } from 'drizzle-orm'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { isPassing } from '../../../server/errors.ts'
import { createPulse } from '../../../server/pulse.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { refusalOf } from '../../support/steps.ts'

const trouble = (code: string) => new Error('failed', { cause: Object.assign(new Error('why'), { code }) })

it.each(['08006', '57P01', '57014', '53100', '53300', '25006', '40001', '40P01', '55P03', 'ECONNRESET', 'EAI_AGAIN'])(
  '%s passes by itself',
  code => expect(isPassing(trouble(code))).toBe(true),
)

it.each(['23505', '42601', '22012', '25P02', 'ERR_ASSERTION'])('%s is a bug', code =>
  expect(isPassing(trouble(code))).toBe(false),
)

describe('a server', () => {
  let app: TestApp
  let caller: Client
  let unitId: string
  let nowMs = 0

  beforeAll(async () => {
    app = await startApp()
    const { community } = await app.givenCity()
    unitId = community
    caller = await app.as(await app.givenStaff('陈晓', ['caller', community]))
    app.deps.pulse = createPulse(() => nowMs)
  })

  afterEach(() => expectNoLeaks(app))

  it('asks to come again while the database takes no changes', async () => {
    const task = await app.givenTask({ unitId })
    const { transaction } = app.deps.db
    const readOnly: typeof transaction = (work, config) =>
      transaction.call(
        app.deps.db,
        async tx => {
          await tx.execute(sql`set transaction read only`)
          return work(tx)
        },
        config,
      ) as ReturnType<typeof work>
    app.deps.db.transaction = readOnly
    const answer = await caller.send('POST', `/api/tasks/${task.id}/dial`, { version: 1 })
    app.deps.db.transaction = transaction

    expect(await refusalOf(answer)).toMatchObject({ status: 503, code: 'database_unavailable' })
  })

  it('says what is stuck, and is ready again when it moves', async () => {
    app.deps.pulse.expect('feed', 15)
    app.deps.pulse.expect('purge', 60)
    expect((await app.anonymous.get('/readyz')).status).toBe(200)

    nowMs += 15_001
    const stuck = await app.anonymous.get('/readyz')
    expect(stuck.status).toBe(503)
    expect(await stuck.json()).toMatchObject({ status: 'stuck', stuck: ['feed'] })

    app.deps.pulse.beat('feed')
    nowMs += 50_000
    app.deps.pulse.beat('feed')
    const ready = await app.anonymous.get('/readyz')
    expect(await ready.json()).toMatchObject({ status: 'ready', ages: [{ name: 'feed', ageS: 0 }, { name: 'purge' }] })
  })
})
