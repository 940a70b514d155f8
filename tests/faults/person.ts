import { sql } from 'drizzle-orm'
import { rowsOf } from '../../server/db/db.ts'
import { PUBLIC_URL, type Caller } from './callers.ts'
import type { World } from './world.ts'

interface Unsure {
  reportId: string
  code: string
  state: string
}

/**
 * What a member does whose card says that nobody knows: looks for the line in the group and taps 已在群里 or 再发一次.
 * Answers with how many had to be decided.
 */
export async function decideUnknown({ db, groups, servers }: World, callers: readonly Caller[]): Promise<number> {
  const unsure = await rowsOf<Unsure>(
    db,
    sql`select m.report_id as "reportId", t.code, m.state from outgoing_messages m
      join reports r on r.id = m.report_id join tasks t on t.id = r.task_id where m.state in ('unknown', 'failed')`,
  )
  const origin = servers[0]?.origin ?? ''
  for (const { reportId, code } of unsure) {
    const there = groups.lines.some(line => line.text.includes(`#${code}`))
    await tap(`${origin}/api/reports/${reportId}/${there ? 'posted' : 'post'}`, callers)
  }
  return unsure.length
}

/** Somebody of the community; the others are told that there is no such report. */
async function tap(url: string, callers: readonly Caller[]): Promise<void> {
  for (const { cookie } of callers) {
    const headers = {
      origin: PUBLIC_URL,
      cookie: `__Host-hecha_session=${cookie}`,
      'idempotency-key': crypto.randomUUID(),
    }
    const { ok } = await fetch(url, { method: 'POST', headers })
    if (ok) return
  }
  throw new Error(`nobody could decide: ${url}`)
}
