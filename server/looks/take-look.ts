import { COMPARE_PURPOSE_LABEL, type ComparePurpose } from '../../contract/looks.ts'
import type { Role } from '../../contract/staff.ts'
import { comesNear, costOf, type LookKind } from '../../domain/looks/cost.ts'
import type { TaskRow } from '../access/task-scope.ts'
import { communitiesOf, inTransaction, type Act } from '../act.ts'
import { DomainError } from '../errors.ts'
import { numberLookup } from '../privacy/lookups.ts'
import { aboutTask } from '../journal/about-task.ts'
import { appendAuditEntry } from '../journal/append-audit-entry.ts'
import { spend } from './spend.ts'
import { tellLead } from './tell-lead.ts'

/** What is about to be told of residents' clear values, be it the value or only what comes of comparing with it. */
export interface Look {
  kind: LookKind
  /** Of which one is needed. */
  roles: readonly Role[]
  /** How many; one if not said. */
  people?: number
  /** Where it is about one task. */
  task?: Pick<TaskRow, 'id' | 'unitId' | 'lookups'>
  /** The number asked about, in clear; kept as its hash in the unit of the entry. */
  phone?: string
  field?: string
  reason?: string
}

/**
 * The one way to an answer that depends on a clear value: lesson passed, role held, budget not spent, written down. In the
 * caller's transaction, before the value is read. Answers with the communities the look reaches.
 * @throws DomainError `untrained`, `forbidden`, `look_limit`
 */
export async function takeLook(act: Act, look: Look): Promise<string[]> {
  const { db, member } = act
  const { kind, roles, people = 1, task } = look
  if (!member.trained) throw new DomainError('untrained')
  const grant = member.grants.find(one => roles.includes(one.role))
  if (!grant) throw new DomainError('forbidden')
  const at = act.clock()
  const chain = task?.unitId ?? grant.unitId
  const { staffId } = member
  const { before, after, limit } = await spend(db, { staffId, cost: costOf(kind, people), at })
  await appendAuditEntry(act, {
    chain,
    at,
    staffId,
    action: kind === 'list' ? 'compare' : kind,
    ...(task && aboutTask(task)),
    ...(look.phone !== undefined && { phoneHash: numberLookup(act.sealer, chain, look.phone) }),
    ...(look.field !== undefined && { field: look.field }),
    ...(look.reason !== undefined && { reason: look.reason }),
  })
  if (comesNear(before, after, limit)) await tellLead(act, 'looks_near', task?.id)
  return communitiesOf(member, roles)
}

interface Comparison extends Pick<Look, 'roles' | 'task'> {
  purpose: ComparePurpose
  people: number
  /** A whole list costs less a person. */
  kind?: 'compare' | 'list'
}

/**
 * The same for comparing what a member typed: counted and written down for good before anything is compared, whatever
 * becomes of the request.
 * @throws DomainError `untrained`, `forbidden`, `look_limit`
 */
export function takeComparison(
  act: Act,
  { purpose, people, kind = 'compare', ...look }: Comparison,
): Promise<string[]> {
  const reason = `${COMPARE_PURPOSE_LABEL[purpose]}，比对 ${people} 人`
  return inTransaction(act, own => takeLook(own, { kind, people, field: purpose, reason, ...look }))
}
