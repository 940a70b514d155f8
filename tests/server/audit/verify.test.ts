import { asc, eq, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { appendAuditEntry, hashEntry } from '../../../server/journal/append-audit-entry.ts'
import { keepHeads } from '../../../server/audit/keep-heads.ts'
import { verifyAudit, type AuditHead } from '../../../server/audit/verify-audit.ts'
import { auditEntries, auditHeads } from '../../../server/db/schema/index.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { inTransaction } from '../../../server/act.ts'

let app: TestApp
let chain: string
let staffId: string
const started = startApp()

beforeEach(async () => {
  app = await started
  chain = (await app.givenCity()).community
  staffId = await app.givenStaff('陈晓', ['caller', chain])
  for (const field of ['name', 'phone', 'idNumber', 'address', 'phone']) await append(field)
  await keepHeads(app.deps)
})

const append = (field: string) =>
  inTransaction(app.deps, work =>
    appendAuditEntry(work, { chain, at: app.clock.now, staffId, action: 'reveal', field, reason: 'check_identity' }),
  )

/** What somebody does who holds the database: triggers are no hindrance. */
async function tamper(statement: ReturnType<typeof sql>): Promise<void> {
  await app.deps.db.transaction(async tx => {
    await tx.execute(sql`alter table audit_entries disable trigger audit_entries_append_only`)
    await tx.execute(statement)
    await tx.execute(sql`alter table audit_entries enable trigger audit_entries_append_only`)
  })
}

const rowsOfChain = () =>
  app.deps.db.select().from(auditEntries).where(eq(auditEntries.chain, chain)).orderBy(asc(auditEntries.position))

async function findings(known: AuditHead[] = []): Promise<string[]> {
  const { problems } = await verifyAudit(app.deps.db, app.deps.sealer, { heads: known })
  return problems.filter(problem => problem.chain === chain).map(({ position, kind }) => `${kind} ${position}`)
}

it('finds nothing in a chain nobody touched', async () => {
  expect(await findings()).toEqual([])
  expect(await verifyAudit(app.deps.db, app.deps.sealer)).toMatchObject({ heads: expect.any(Array) })
})

it('is kept by the database itself from being changed', async () => {
  const update = app.deps.db.update(auditEntries).set({ reason: 'other' }).where(eq(auditEntries.chain, chain))
  await expect(update).rejects.toThrow()
  await expect(app.deps.db.delete(auditEntries).where(eq(auditEntries.chain, chain))).rejects.toThrow()
})

describe('whoever holds the database', () => {
  it.each(['field', 'reason', 'action', 'phone_hash', 'hash'])('cannot change %s unseen', async column => {
    await tamper(
      sql`update audit_entries set ${sql.identifier(column)} = 'door_visit' where chain = ${chain} and position = 3`,
    )
    expect(await findings()).toContain('changed 3')
  })

  it('cannot change who it was and make the entry’s own hash fit', async () => {
    const [, , third] = await rowsOfChain()
    if (!third) throw new Error('five entries were written')
    const other = await app.givenStaff('林雨')
    const { at, position, previousHash, field, reason } = third
    const entry = { chain, at, position, previousHash, staffId: other, action: 'reveal' as const }
    const hash = await hashEntry({ ...entry, field: field ?? '', reason: reason ?? '' })
    await tamper(
      sql`update audit_entries set staff_id = ${other}, hash = ${hash} where chain = ${chain} and position = 3`,
    )
    expect(await findings()).toEqual(['changed 3'])
  })

  it.each([
    [1, ['removed 1']],
    [3, ['removed 3']],
    [5, ['removed 5']],
  ])('cannot remove entry %i', async (position, expected) => {
    await tamper(sql`delete from audit_entries where chain = ${chain} and position = ${position}`)
    expect((await findings()).slice(0, 1)).toEqual(expected)
  })

  it('cannot cut off the end and set the head back', async () => {
    const [, , third] = await rowsOfChain()
    await tamper(sql`delete from audit_entries where chain = ${chain} and position > 3`)
    await app.deps.db
      .update(auditHeads)
      .set({ position: 3, hash: third?.hash ?? '' })
      .where(eq(auditHeads.chain, chain))
    expect(await findings()).toEqual(expect.arrayContaining(['removed 4', 'removed 5', 'head_changed 3']))
  })

  it('cannot remove a whole chain', async () => {
    await tamper(sql`delete from audit_entries where chain = ${chain}`)
    expect(await findings()).toEqual([1, 2, 3, 4, 5].map(position => `removed ${position}`))
  })

  it('cannot remove the head', async () => {
    await app.deps.db.delete(auditHeads).where(eq(auditHeads.chain, chain))
    expect(await findings()).toEqual(['head_changed 5'])
  })

  it('cannot put an entry after the head', async () => {
    await tamper(sql`insert into audit_entries (chain, position, at, staff_id, action, previous_hash, hash)
      select chain, 6, at, staff_id, action, hash, hash from audit_entries where chain = ${chain} and position = 5`)
    expect(await findings()).toEqual(['changed 6', 'inserted 6'])
  })

  it('cannot put an entry in between', async () => {
    await tamper(sql`update audit_entries set position = position + 10 where chain = ${chain} and position >= 3`)
    await tamper(sql`update audit_entries set position = position - 9 where chain = ${chain} and position >= 13`)
    await tamper(sql`insert into audit_entries (chain, position, at, staff_id, action, previous_hash, hash)
      select chain, 3, at, staff_id, 'dial', hash, 'x' from audit_entries where chain = ${chain} and position = 2`)
    expect(await findings()).toEqual(expect.arrayContaining(['changed 3', 'changed 4', 'inserted 6']))
  })
})
