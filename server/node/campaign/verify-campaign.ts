import { eq } from 'drizzle-orm'
import { campaigns } from '../../db/schema/index.ts'
import { listTables } from '../../db/tables.ts'
import type { Opened } from '../cli/with-database.ts'
import { fingerprintOf, hashOf, isSealed, type Certificate } from './certificate.ts'

/** What speaks against a certificate; nothing where it is true of this database and these keys. */
export async function verifyCampaign(opened: Opened, certificate: Certificate): Promise<string[]> {
  const { db, sealer, ring } = opened
  const problems: string[] = []
  if (hashOf(certificate) !== certificate.hash) problems.push('what it says does not give its hash · 内容与校验码不符')
  if (!isSealed(sealer, certificate)) problems.push('it was not made by this installation · 不是本系统出具')
  const [kept] = await db.select().from(campaigns).where(eq(campaigns.id, certificate.campaign))
  if (kept?.certificateHash !== certificate.hash) problems.push('the database knows another one · 与数据库记录不符')
  const held = new Set([...Object.values(ring.keys), ring.hashKey].map(fingerprintOf))
  for (const { id, fingerprint } of certificate.destroyedKeys)
    if (held.has(fingerprint)) problems.push(`the key ${id} is still in the key file · 密钥 ${id} 仍在`)
  const left = await countUnder(opened, certificate)
  if (left > 0) problems.push(`${left} values are still sealed under a destroyed key · 仍有 ${left} 项旧密文`)
  return problems
}

/** Values that begin with the name of a destroyed key. */
async function countUnder({ pool }: Opened, { destroyedKeys }: Certificate): Promise<number> {
  let count = 0
  for (const { name, sealedColumns } of listTables()) {
    for (const column of sealedColumns) {
      const { rows } = await pool.query<{ count: number }>(
        `select count(*)::int as count from "${name}" where split_part("${column}", ':', 1) = any($1) and "${column}" <> ''`,
        [destroyedKeys.map(({ id }) => id)],
      )
      count += rows[0]?.count ?? 0
    }
  }
  return count
}
