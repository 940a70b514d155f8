import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Settings } from './config.ts'

/** Where heads of the audit go outside the database; null: nowhere (`HECHA_AUDIT_FILE=none`). */
export function auditFileOf({ HECHA_AUDIT_FILE: file, HECHA_DATA }: Settings): string | null {
  if (file === 'none') return null
  return file ?? join(HECHA_DATA, 'audit-heads.jsonl')
}

/** Appends lines and flushes each: what was said to be outside is there after a crash. */
export const appendTo =
  (file: string) =>
  (line: string): Promise<void> =>
    appendFile(file, line, { mode: 0o600, flush: true })

/** The whole file; null where there is none. */
export const readIfThere = (file: string): Promise<string | null> =>
  readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null
    throw cause
  })
