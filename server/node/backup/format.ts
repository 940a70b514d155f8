import { hkdfSync } from 'node:crypto'
import * as v from 'valibot'

export const IV_BYTES = 12
export const TAG_BYTES = 16

/** The last line: without it the file was cut off. */
export const END = 'end'

/** First line of the file, in clear: which key opens the rest. It is covered by the tag at the end. */
const Header = v.object({
  format: v.literal('hecha-backup'),
  version: v.literal(1),
  key: v.string(),
  iv: v.pipe(v.string(), v.regex(/^[0-9a-f]{24}$/)),
})

export const headerOf = (key: string, iv: Buffer): string =>
  `${JSON.stringify({ format: 'hecha-backup', version: 1, key, iv: iv.toString('hex') })}\n`

/** @throws Error for what is no backup of ours */
export function readHeader(line: string): { key: string; iv: Buffer } {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Header), line)
  if (!parsed.success) throw new Error('this file is no backup · 不是备份文件')
  return { key: parsed.output.key, iv: Buffer.from(parsed.output.iv, 'hex') }
}

/** A key of its own for backups, so that no value of a column and no backup ever share key and nonce. */
export const backupKey = (key: Buffer): Buffer => Buffer.from(hkdfSync('sha256', key, '', 'hecha backup', 32))
