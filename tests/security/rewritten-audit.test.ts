// Whoever holds the database (not the key, nor the file outside) hides a look: eleven ways, all noticed.
import { asc, eq, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { inTransaction } from '../../server/act.ts'
import { keepHeads } from '../../server/audit/keep-heads.ts'
import { headsLine, readHeadsFile } from '../../server/audit/heads-line.ts'
import { digestOf, postHeads } from '../../server/audit/post-heads.ts'
import { trimAudit } from '../../server/audit/trim-audit.ts'
import { verifyAudit } from '../../server/audit/verify-audit.ts'
import { only } from '../../server/db/db.ts'
import { auditEntries, auditHeads, outgoingMessages } from '../../server/db/schema/index.ts'
import { appendAuditEntry, FIRST_HASH, hashEntry } from '../../server/journal/append-audit-entry.ts'
import { ofMessage } from '../../server/privacy/places.ts'
import { DAY_MS } from '../../domain/time/lengths.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { dial } from '../support/steps.ts'

let app: TestApp
let chain: string
let staffId: string
/** The file outside, which whoever holds the database does not reach. */
let file: string
const started = startApp()

beforeEach(async () => {
  app = await started
  await app.deps.db.execute(sql`truncate audit_entries, audit_heads, audit_posts, events cascade`)
  file = ''
  app.deps.keepOutside = async line => {
    file += line
  }
  const city = await app.givenCity()
  chain = city.community
  staffId = await app.givenStaff('陈晓', ['caller', chain])
  for (const field of ['name', 'phone', 'idNumber', 'address', 'phone']) await append(chain, field)
  for (const field of ['name', 'phone']) await append(city.neighbour, field)
  await keepHeads(app.deps)
})

const append = (unitId: string, field: string) =>
  inTransaction(app.deps, work =>
    appendAuditEntry(work, {
      chain: unitId,
      at: app.clock.now,
      staffId,
      action: 'reveal',
      field,
      reason: 'check_identity',
    }),
  )

/** What `hecha audit verify` finds, with the file outside. */
async function findings(): Promise<string[]> {
  const { heads, wrongLines } = readHeadsFile(app.deps.sealer, file)
  expect(wrongLines).toEqual([])
  const { problems } = await verifyAudit(app.deps.db, app.deps.sealer, { heads })
  return problems.map(({ position, kind }) => `${kind} ${position}`)
}

async function tamper(...statements: ReturnType<typeof sql>[]): Promise<void> {
  await app.deps.db.transaction(async tx => {
    await tx.execute(sql`alter table audit_entries disable trigger user`)
    for (const statement of statements) await tx.execute(statement)
    await tx.execute(sql`alter table audit_entries enable trigger user`)
  })
}

const rowsOfChain = () =>
  app.deps.db.select().from(auditEntries).where(eq(auditEntries.chain, chain)).orderBy(asc(auditEntries.position))

const headTo = (position: number, hash: string | undefined, seal: string | null = null) =>
  sql`update audit_heads set position = ${position}, hash = ${hash}, seal = ${seal}, sealed_position = null, sealed_hash = null
    where chain = ${chain}`

/** Writes all hashes anew from the first entry on, as anybody can who knows how they are made, and the head. */
async function rewriteHashes(): Promise<void> {
  let previousHash = FIRST_HASH
  for (const row of await rowsOfChain()) {
    const { position, at, field, reason } = row
    const entry = { chain, position, at, staffId: row.staffId, previousHash, action: 'reveal' as const }
    const hash = await hashEntry({ ...entry, field: field ?? '', reason: reason ?? '' })
    await tamper(sql`update audit_entries set previous_hash = ${previousHash}, hash = ${hash}
      where chain = ${chain} and position = ${position}`)
    previousHash = hash
  }
  await tamper(sql`update audit_heads set hash = ${previousHash} where chain = ${chain}`)
}

const third = async () => only((await rowsOfChain()).filter(({ position }) => position === 3))

it('finds nothing where nobody hid anything', async () => {
  expect(await findings()).toEqual([])
})

describe('is noticed who', () => {
  it('1 changes an entry', async () => {
    await tamper(sql`update audit_entries set reason = 'door_visit' where chain = ${chain} and position = 2`)
    expect(await findings()).toContain('changed 2')
  })

  it('2 removes an entry', async () => {
    await tamper(sql`delete from audit_entries where chain = ${chain} and position = 2`)
    expect(await findings()).toContain('removed 2')
  })

  it('3 cuts off the end', async () => {
    await tamper(sql`delete from audit_entries where chain = ${chain} and position > 3`)
    expect(await findings()).toEqual(expect.arrayContaining(['removed 4', 'removed 5']))
  })

  it('4 cuts off the end and puts the head back', async () => {
    const { hash } = await third()
    await tamper(
      sql`delete from audit_entries where chain = ${chain} and position > 3`,
      sql`update audit_heads set position = 3, hash = ${hash} where chain = ${chain}`,
    )
    expect(await findings()).toEqual(expect.arrayContaining(['removed 5', 'head_changed 3']))
  })

  it('5 writes the chain anew and keeps the seal', async () => {
    await tamper(sql`update audit_entries set reason = 'door_visit' where chain = ${chain} and position = 2`)
    await rewriteHashes()
    expect(await findings()).toEqual(expect.arrayContaining(['changed 2', 'changed 5', 'head_changed 5']))
  })

  it('6 cuts off the end and takes the seal away', async () => {
    const { hash } = await third()
    await tamper(sql`delete from audit_entries where chain = ${chain} and position > 3`, headTo(3, hash))
    expect(await findings()).toEqual(expect.arrayContaining(['removed 5', 'head_changed 3']))
  })

  it('7 writes the chain anew and takes the seals away', async () => {
    await tamper(sql`update audit_entries set reason = 'door_visit' where chain = ${chain} and position = 2`)
    await rewriteHashes()
    await tamper(
      sql`update audit_entries set seal = null where chain = ${chain}`,
      sql`update audit_heads set seal = null where chain = ${chain}`,
    )
    expect(await findings()).toEqual(expect.arrayContaining(['changed 1', 'changed 5', 'head_changed 5']))
  })

  it('8 puts entries into another order and takes the seals away', async () => {
    await tamper(
      sql`update audit_entries set position = 100 where chain = ${chain} and position = 2`,
      sql`update audit_entries set position = 2 where chain = ${chain} and position = 4`,
      sql`update audit_entries set position = 4 where chain = ${chain} and position = 100`,
    )
    await rewriteHashes()
    await tamper(sql`update audit_heads set seal = null where chain = ${chain}`)
    expect(await findings()).toEqual(expect.arrayContaining(['changed 2', 'changed 4', 'head_changed 5']))
  })

  it('9 puts an old seal back with the head it belongs to', async () => {
    const [before] = await app.deps.db.select().from(auditHeads).where(eq(auditHeads.chain, chain))
    await append(chain, 'idNumber')
    await append(chain, 'phone')
    await keepHeads(app.deps)
    await tamper(
      sql`delete from audit_entries where chain = ${chain} and position > 5`,
      sql`update audit_heads set position = 5, hash = ${before?.hash}, seal = ${before?.seal},
        sealed_position = ${before?.sealedPosition}, sealed_hash = ${before?.sealedHash} where chain = ${chain}`,
    )
    expect(await findings()).toEqual(['removed 7'])
  })

  it('10 removes a whole community', async () => {
    await tamper(
      sql`delete from audit_entries where chain = ${chain}`,
      sql`delete from audit_heads where chain = ${chain}`,
    )
    expect(await findings()).toEqual(['removed 5'])
  })

  it('11 empties both tables', async () => {
    await tamper(sql`truncate audit_entries`, sql`truncate audit_heads`)
    expect((await findings()).sort()).toEqual(['removed 2', 'removed 5'])
  })
})

it('is noticed by the events as well, where a number was dialled and no head has left yet', async () => {
  const caller = await app.as(staffId)
  await dial(caller, await app.givenTask({ unitId: chain }))
  await tamper(sql`truncate audit_entries`, sql`truncate audit_heads`)

  const { problems } = await verifyAudit(app.deps.db, app.deps.sealer)
  expect(problems).toMatchObject([{ chain, kind: 'removed', what: '1 dials of the events have no entry' }])
})

describe('the file outside', () => {
  it('tells each line that was changed', () => {
    const line = headsLine(app.deps.sealer, { at: '2022-05-21T12:00:00.000Z', heads: [] })
    const changed = file.replace('"position":5', '"position":4')

    expect(changed).not.toBe(file)
    expect(readHeadsFile(app.deps.sealer, changed + line).wrongLines).toEqual([1])
    expect(readHeadsFile(app.deps.sealer, `${file}{"at":"20`).wrongLines).toEqual([])
  })

  it('gets each head once', async () => {
    const before = file
    await keepHeads(app.deps)
    expect(file).toBe(before)
    await append(chain, 'name')
    await keepHeads(app.deps)
    expect(file.split('\n')).toHaveLength(before.split('\n').length + 1)
  })
})

describe('the digest in the group', () => {
  it('is posted once a day and tells another past from this one', async () => {
    const top = await app.givenUnit('city', '明州市')
    await app.givenGroup(top, 'hook-top-0001', 'bulletin')
    await app.deps.db.execute(sql`delete from units where parent_id is null and id <> ${top} and not exists (
      select from units x where x.parent_id = units.id)`)
    const digest = await postHeads(app.deps)
    expect(await postHeads(app.deps)).toBeNull()
    const [message] = await app.deps.db.select().from(outgoingMessages)
    const text = message && app.deps.sealer.open(message.contentSealed, ofMessage(message))
    expect(text).toContain(`校验码 ${digest}`)

    const posted = digest ?? ''
    const check = () => verifyAudit(app.deps.db, app.deps.sealer, { posted })
    expect((await check()).problems).toEqual([])
    await tamper(sql`truncate audit_entries`, sql`truncate audit_heads`)
    expect((await check()).ok).toBe(false)
    await tamper(sql`truncate audit_posts`)
    expect((await check()).problems).toMatchObject([{ kind: 'heads_missing' }])
    expect(await digestOf([])).not.toBe(digest)
  })
})

describe('entries past their time', () => {
  it('go from the beginning of a chain, and the rest still verifies', async () => {
    app.clock.advance(100 * DAY_MS)
    await append(chain, 'phone')
    await keepHeads(app.deps)

    expect(await trimAudit(app.deps, 99)).toBe(6)
    expect((await rowsOfChain()).map(({ position }) => position)).toEqual([6])
    expect(await findings()).toEqual([])
    expect(await trimAudit(app.deps, 99)).toBe(0)
    await append(chain, 'name')
    expect(await findings()).toEqual([])
  })

  it('are not taken by anybody else', async () => {
    await expect(app.deps.db.delete(auditEntries).where(eq(auditEntries.chain, chain))).rejects.toThrow()
    const { hash } = await third()
    await tamper(
      sql`delete from audit_entries where chain = ${chain} and position <= 3`,
      sql`update audit_heads set base_position = 3, base_hash = ${hash} where chain = ${chain}`,
    )
    expect(await findings()).toEqual(['head_changed 3'])
  })
})
