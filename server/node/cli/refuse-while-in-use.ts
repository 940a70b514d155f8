import type { Pool } from 'pg'

/** A running server knows the old keys only: it could not read what is sealed anew, and would go on with the old one. */
export async function refuseWhileInUse(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ others: number }>(
    `select count(*)::int as others from pg_stat_activity
     where datname = current_database() and (application_name like 'hecha %' or application_name = 'hecha-listen')`,
  )
  if (rows[0]?.others !== 0) throw new Error('the server is running; stop it first · 请先停止服务')
}
