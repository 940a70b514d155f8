import { EXIT, WrongInput } from './command.ts'
import { withStore } from './open-store.ts'
import { help, readArgs } from './options.ts'
import { sureExit } from './sure-exit.ts'

const OPTIONS = {
  out: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** `hecha export`: a batch goes back to its sender with the results filled in. */
export const exportCommand = sureExit({
  name: 'export',
  summary: 'write a batch back with its results · 导出名单和核查结果',
  usage: `hecha export BATCH [--out FILE] [--json]

Writes a batch as .xlsx in the sender's own column order, results in the columns behind. BATCH is its id or its name.
按来表的列顺序导出名单并附上核查结果。导出内容含居民信息, 每次导出都记入审计。

  --out FILE   where to (default: NAME 核查结果.xlsx here) · 保存到
  --json       {"batchId","file","rows"}
  --help       this text · 显示帮助

Exit code 0 done, 1 wrong input, 2 cannot run.`,

  async run(args, io) {
    const read = readArgs(this.name, args, io, OPTIONS)
    if (!read) return EXIT.wrongInput
    const { values, positionals } = read
    if (values.help) return help(this, io)
    const [wanted] = positionals
    if (wanted === undefined || positionals.length > 1) throw new WrongInput('one BATCH · 请给出一个批次')
    const { exportFromConsole } = await import('./export-from-console.ts')
    const { batchId, fileName, bytes, rows } = await withStore(io, store => exportFromConsole(store, wanted))
    const file = values.out ?? fileName
    await io.writeBytes(file, bytes)
    io.out(values.json ? `${JSON.stringify({ batchId, file, rows })}\n` : `${file}\n  ${rows} 行\n`)
    return EXIT.done
  },
})
