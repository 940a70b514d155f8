import { eq } from 'drizzle-orm'
import type { Deps } from '../deps.ts'
import type { Db } from '../db/db.ts'
import { staff } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { askWecom } from '../ports/ask-wecom.ts'
import type { DirectorySnapshot, WecomDepartment, WecomMember } from '../ports/wecom.ts'

/** `status` of somebody who is disabled, or has left the corp. */
const GONE = [2, 5]

/**
 * Reads the whole directory within the app's visible range. Takes long in a big corp, so no transaction is open meanwhile.
 * A known member who stands in no visible department is asked for by name: the app may see people without their department.
 * @throws DomainError `directory_empty`, `wecom_unavailable`, `wecom_rate_limited`, `wecom_refused`
 */
export async function readDirectory({ db, wecom }: Pick<Deps, 'db' | 'wecom'>): Promise<DirectorySnapshot> {
  const known = await listActiveUserids(db)
  return askWecom(async () => {
    const departments = await wecom.listDepartments()
    if (departments.length === 0) throw new DomainError('directory_empty')
    const members = new Map<string, WecomMember>()
    for (const { id } of listTops(departments)) {
      for (const member of await wecom.listMembers(id)) members.set(member.userId.toLowerCase(), member)
    }
    for (const userid of known.filter(userid => !members.has(userid))) {
      const member = await wecom.findMember(userid)
      if (member && !GONE.includes(member.status)) members.set(userid, member)
    }
    return { departments, members: [...members].map(([userId, member]) => ({ ...member, userId })) }
  })
}

async function listActiveUserids(db: Db): Promise<string[]> {
  const rows = await db.select({ userid: staff.userid }).from(staff).where(eq(staff.active, true))
  return rows.map(row => row.userid)
}

function listTops(departments: readonly WecomDepartment[]): WecomDepartment[] {
  const ids = new Set(departments.map(({ id }) => id))
  return departments.filter(({ id, parentId }) => parentId === id || !ids.has(parentId))
}
