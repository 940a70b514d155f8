import { AuditPage, SubjectAudit, type AuditAction, type SearchSubject } from '../../../../contract/audit.ts'
import { defineChange, typed } from '../../../http/change.ts'
import { http } from '../../../http/client.ts'
import { parse } from '../../../http/parse.ts'
import { queryOf } from '../../../http/query.ts'

export interface AuditQuery {
  /** `next` of the page before; null: from the newest. */
  after: string | null
  staffId: string | null
  code: string | null
  action: AuditAction | null
  reason: string | null
  /** Instants; `from` included, `to` not. */
  from: string | null
  to: string | null
}

/** What this member looked at, newest first. */
export async function listOwnAudit(after: string | null): Promise<AuditPage> {
  return parse(AuditPage, await http.get(`/audit/mine${queryOf({ after })}`))
}

/** What everybody did in the units this member leads, newest first. */
export async function listAudit(query: AuditQuery): Promise<AuditPage> {
  return parse(AuditPage, await http.get(`/audit${queryOf({ ...query })}`))
}

/** Who looked at a number; the number goes in the body, never in an address. */
export const searchSubject = defineChange({
  kind: 'search-subject',
  method: 'POST',
  path: '/audit/subject',
  label: '查号码',
  body: typed<SearchSubject>(),
  answer: SubjectAudit,
})
