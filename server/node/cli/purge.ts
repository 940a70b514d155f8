import { purgeBatches, RETENTION_DAYS, type PurgedBatch } from '../../purge/purge-batches.ts'
import { EXIT, type Command, type CommandIo } from './command.ts'
import { environmentOf, help, readArgs } from './options.ts'
import { withDatabase } from './with-database.ts'

/** `hecha purge`: removes the personal data of batches that ended long enough ago. */
export const purgeCommand: Command = {
  name: 'purge',
  summary: 'remove personal data past its time · 删除过期的个人信息',
  usage: `hecha purge [--dry-run] [--days N] [--json]

Removes names, numbers, documents, addresses and free text of lists that were closed or rolled back at least N days ago.
Counts, events and the audit stay. The server does the same once a day.
删除已结束满 N 天的名单中的个人信息, 保留数量、事件和审计。

  --dry-run   say what would go, remove nothing · 只看不删
  --days N    default: ${RETENTION_DAYS}
  --json      answer in JSON · 输出 JSON

Exit code 0 done, 1 wrong input, 2 cannot run.`,

  async run(args, io) {
    const parsed = readArgs('purge', args, io, {
      'dry-run': { type: 'boolean', default: false },
      days: { type: 'string', default: String(RETENTION_DAYS) },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    })
    if (parsed === null) return EXIT.wrongInput
    const { values, positionals } = parsed
    if (values.help) return help(this, io)
    if (positionals.length > 0 || !/^\d{1,4}$/.test(values.days)) {
      io.err(`${this.usage}\n`)
      return EXIT.wrongInput
    }
    const options = { days: Number(values.days), dryRun: values['dry-run'] }
    const clock = () => new Date(io.now())
    const purged = await withDatabase(environmentOf(io), ({ db, sealer }) =>
      purgeBatches({ db, sealer, clock }, options),
    )
    tell(purged, options.dryRun, values.json, io)
    return EXIT.done
  },
}

function tell(purged: readonly PurgedBatch[], dryRun: boolean, json: boolean, io: CommandIo): void {
  if (json) return io.out(`${JSON.stringify({ dryRun, batches: purged })}\n`)
  for (const { batchId, endedAt, tasks, persons, rows, reports, records, labRows } of purged) {
    io.out(
      `${batchId} (${endedAt.slice(0, 10)}): ${tasks} tasks, ${persons} persons, ${rows} rows, ${reports} reports, ${records} records, ${labRows} lab rows\n`,
    )
  }
  io.out(`${purged.length} lists ${dryRun ? 'would be purged · 将删除' : 'purged · 已删除'}\n`)
}
