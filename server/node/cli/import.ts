import { basename } from 'node:path'
import { RULE_NAMES } from '../../../contract/rules.ts'
import type { Upload } from '../../ports/upload-parser.ts'
import { EXIT, WrongInput, type CommandIo } from './command.ts'
import { dryRun } from './dry-run.ts'
import { readSettings } from './import-settings.ts'
import { withStore } from './open-store.ts'
import { help, readArgs } from './options.ts'
import { sureExit } from './sure-exit.ts'
import { createTeller } from './teller.ts'

const OPTIONS = {
  batch: { type: 'string' },
  source: { type: 'string', default: '控制台' },
  rule: { type: 'string', default: '48小时核酸' },
  deadline: { type: 'string' },
  urgent: { type: 'boolean', default: false },
  community: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** `hecha import`: a list handed down becomes a batch, or is only looked at. */
export const importCommand = sureExit({
  name: 'import',
  summary: 'read lists into batches, or only look at them · 导入名单或预览',
  usage: `hecha import FILE... --batch NAME [--dry-run] [--json]

Reads .xlsx, .xls, .et, .xlsb, .ods or .csv and prints what the columns mean and what became of every row.
读取名单, 输出每一列的含义和每一行的去向。

  --batch NAME       name of the batch; several files become NAME (FILE) · 批次名称
  --dry-run          import nothing; of several files each sees those before · 只预览, 不导入
  --source NAME      who handed the list down · 来源单位
  --rule NAME        ${RULE_NAMES.join(' | ')} · 核查标准
  --deadline TIME    ISO time; without offset +08:00 · 截止时间
  --urgent           goes before lists that are not · 加急
  --community NAME   for rows that name no community · 看不出社区的行归到哪个社区
  --json             one line of JSON a file · 每个文件一行 JSON
  --help             this text · 显示帮助

A dry run needs no database; where there is one, numbers of earlier lists count as linked.
Exit code 0 done, 1 wrong input, 2 cannot run.`,

  async run(args, io) {
    const read = readArgs(this.name, args, io, OPTIONS)
    if (!read) return EXIT.wrongInput
    const { values, positionals: paths } = read
    if (values.help) return help(this, io)
    if (paths.length === 0) throw new WrongInput('no FILE given · 没有给出文件')
    const files = await Promise.all(paths.map(path => readUpload(path, io)))
    const tell = createTeller(values.json, io)
    if (values['dry-run']) {
      await dryRun(files, io, tell)
      return tell.refused() ? EXIT.wrongInput : EXIT.done
    }
    const settings = readSettings(values, io)
    await withStore(io, async store => {
      const { importFromConsole } = await import('./import-from-console.ts')
      for (const file of files) {
        const name = files.length === 1 ? settings.name : `${settings.name} (${file.fileName})`
        await tell.attempt(file.fileName, () => importFromConsole(store, { ...file, ...settings, name }))
      }
    })
    return tell.refused() ? EXIT.wrongInput : EXIT.done
  },
})

async function readUpload(path: string, io: CommandIo): Promise<Upload> {
  try {
    return { fileName: basename(path), bytes: await io.readBytes(path) }
  } catch (cause) {
    throw new WrongInput(`cannot read · 无法读取 ${path}: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}
