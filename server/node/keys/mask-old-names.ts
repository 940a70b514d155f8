import type { Pool } from 'pg'
import { maskText } from '../../../domain/person/mask-text.ts'

/** Names of before, by table and column, which were kept as somebody wrote them and are shown to many. */
const NAMES = [
  ['batches', 'name'],
  ['batches', 'file_name'],
  ['batches', 'source'],
  ['units', 'name'],
  ['groups', 'name'],
  ['test_results', 'site'],
  ['test_results', 'source'],
  ['source_facts', 'source'],
] as const

/** Hides in names of before what tells who somebody is. Each different text is read once; running it again changes nothing. */
export async function maskOldNames(pool: Pool): Promise<void> {
  for (const [table, column] of NAMES) {
    const { rows } = await pool.query<{ text: string | null }>(`select distinct "${column}" as text from "${table}"`)
    for (const { text } of rows) {
      if (text === null || maskText(text) === text) continue
      await pool.query(`update "${table}" set "${column}" = $2 where "${column}" = $1`, [text, maskText(text)])
    }
  }
}
