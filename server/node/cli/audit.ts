import { readFile } from 'node:fs/promises'
import * as v from 'valibot'
import { readHeadsFile } from '../../audit/heads-line.ts'
import { verifyAudit, type AuditHead, type AuditReport } from '../../audit/verify-audit.ts'
import { auditFileOf, readIfThere } from '../audit-file.ts'
import { EXIT, type Command, type CommandIo } from './command.ts'
import { environmentOf, help, readArgs } from './options.ts'
import { withDatabase, type Opened } from './with-database.ts'
import { isNotNull } from 'drizzle-orm'
import { auditHeads } from '../../db/schema/index.ts'

const Heads = v.object({
  heads: v.array(v.object({ chain: v.pipe(v.string(), v.uuid()), position: v.number(), hash: v.string() })),
})

/** `hecha audit verify`: whether any entry of the audit was changed, removed or inserted. */
export const auditCommand: Command = {
  name: 'audit',
  summary: 'check the audit chains · 校验审计记录',
  usage: `hecha audit verify [--json] [--known FILE] [--posted DIGEST]

Reads every chain of audit entries and names each entry that was changed, removed or inserted, as compared with the heads
that left the database (HECHA_AUDIT_FILE).
逐条校验审计记录, 并与数据库之外保存的链头比对, 指出被改动、删除或插入的条目。

  --json        answer in JSON, with the head of each chain · 输出 JSON
  --known FILE  the JSON of an earlier check: what stood then must stand still · 与以前的结果比对
  --posted DIGEST  a digest read in the group: its past must be this one · 与群里公布的校验码比对

Exit code 0 nothing wrong, 1 something wrong, 2 cannot run.`,

  async run(args, io) {
    const parsed = readArgs('audit', args, io, {
      json: { type: 'boolean', default: false },
      known: { type: 'string' },
      posted: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    })
    if (parsed === null) return EXIT.wrongInput
    if (parsed.values.help) return help(this, io)
    if (parsed.positionals.join(' ') !== 'verify') {
      io.err(`${this.usage}\n`)
      return EXIT.wrongInput
    }
    const known = parsed.values.known === undefined ? [] : await readKnown(parsed.values.known)
    const report = await withDatabase(environmentOf(io), async opened => {
      const { db, sealer } = opened
      const outside = await readOutside(opened)
      const heads = [...known, ...outside.heads]
      const found = await verifyAudit(db, sealer, { heads, posted: parsed.values.posted })
      const problems = [...outside.problems, ...found.problems]
      return { ...found, problems, ok: problems.length === 0 }
    })
    tell(report, parsed.values.json, io)
    return report.ok ? EXIT.done : EXIT.wrongInput
  },
}

/** The heads that left the database, and what is wrong with the file they are in. */
async function readOutside({ settings, sealer, db }: Opened): Promise<Pick<AuditReport, 'heads' | 'problems'>> {
  const file = auditFileOf(settings)
  if (file === null) return { heads: [], problems: [] }
  const missing = (position: number, what: string) => ({ chain: '', position, kind: 'heads_missing' as const, what })
  const text = await readIfThere(file)
  if (text === null) {
    const left = await db.$count(auditHeads, isNotNull(auditHeads.sealedPosition))
    return { heads: [], problems: left === 0 ? [] : [missing(0, `${file} is gone, and heads were written into it`)] }
  }
  const { heads, wrongLines } = readHeadsFile(sealer, text)
  return {
    heads,
    problems: wrongLines.map(line => missing(line, `line ${line} of ${file} was not written so by this server`)),
  }
}

async function readKnown(file: string): Promise<AuditHead[]> {
  return v.parse(v.pipe(v.string(), v.parseJson(), Heads), await readFile(file, 'utf8')).heads
}

function tell(report: AuditReport, json: boolean, io: CommandIo): void {
  if (json) return io.out(`${JSON.stringify(report)}\n`)
  for (const { chain, position, kind, what } of report.problems) io.out(`${chain} #${position} ${kind}: ${what}\n`)
  const { chains, entries, problems } = report
  io.out(
    `${chains} chains, ${entries} entries, ${problems.length} problems · 共 ${entries} 条, 问题 ${problems.length} 处\n`,
  )
}
