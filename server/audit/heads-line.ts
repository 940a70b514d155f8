import * as v from 'valibot'
import type { AuditHead } from '../journal/audit-seals.ts'
import { equalInConstantTime } from '../privacy/random.ts'
import type { Sealer } from '../privacy/sealer.ts'

const Head = v.object({ chain: v.pipe(v.string(), v.uuid()), position: v.number(), hash: v.string() })
const Line = v.object({ at: v.string(), heads: v.array(Head), seal: v.string() })

interface KeptHeads {
  /** ISO, UTC. */
  at: string
  heads: AuditHead[]
}

const sealOf = (sealer: Pick<Sealer, 'hash'>, { at, heads }: KeptHeads): string =>
  sealer.hash('audit_line', JSON.stringify([at, heads.map(({ chain, position, hash }) => [chain, position, hash])]))

/** One line of the file outside: the heads that moved, and a keyed hash over them. */
export const headsLine = (sealer: Pick<Sealer, 'hash'>, kept: KeptHeads): string =>
  `${JSON.stringify({ ...kept, seal: sealOf(sealer, kept) })}\n`

export interface ReadHeads {
  heads: AuditHead[]
  /** Numbers of lines, from 1, that this server did not write so. A last line without its end is one a crash cut. */
  wrongLines: number[]
}

/** What the file outside says of the past. */
export function readHeadsFile(sealer: Pick<Sealer, 'hash'>, text: string): ReadHeads {
  const lines = text.split('\n')
  const cut = lines.pop() ?? ''
  const read: ReadHeads = { heads: [], wrongLines: [] }
  lines.forEach((line, i) => {
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Line), line)
    if (parsed.success && equalInConstantTime(parsed.output.seal, sealOf(sealer, parsed.output)))
      read.heads.push(...parsed.output.heads)
    else read.wrongLines.push(i + 1)
  })
  return cut.startsWith('{') || cut === '' ? read : { ...read, wrongLines: [...read.wrongLines, lines.length + 1] }
}
