import { basename } from 'node:path'
import { ERROR_SENTENCES, type ErrorCode } from '../../../contract/errors.ts'
import type { IntakeAnswer } from '../../../contract/intake.ts'
import { RULE_NAMES, type RuleName } from '../../../contract/rules.ts'
import { localDay, toUtc } from '../../../domain/dates.ts'
import type { Upload } from '../../ports/upload-parser.ts'
import { DomainError } from '../../errors.ts'
import { EXIT, WrongInput, type CommandIo } from './command.ts'
import { dryRun } from './dry-run.ts'
import { answerText } from './import-text.ts'
import { withStore } from './open-store.ts'
import { help, readArgs } from './options.ts'
import { sureExit } from './sure-exit.ts'

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

Reads .xlsx or .csv (UTF-8, GBK) and prints what the columns mean and what became of every row.
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
    const tell = teller(values.json, io)
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

/** What was said on the command line about the new batch. */
export interface ConsoleSettings {
  name: string
  source: string
  ruleName: RuleName
  deadlineAt: Date | null
  urgent: boolean
  /** Null: rows that name no community wait to be assigned. */
  communityName: string | null
}

interface Values {
  batch?: string | undefined
  source: string
  rule: string
  deadline?: string | undefined
  urgent: boolean
  community?: string | undefined
}

function readSettings({ batch, source, rule, deadline, urgent, community }: Values, io: CommandIo): ConsoleSettings {
  if (batch === undefined || batch.trim() === '') throw new WrongInput('--batch NAME is missing · 请给出批次名称')
  const ruleName = RULE_NAMES.find(name => name === rule)
  if (!ruleName) throw new WrongInput(`--rule is one of · 核查标准只能是: ${RULE_NAMES.join(', ')}`)
  return {
    name: batch.trim(),
    source,
    ruleName,
    deadlineAt: deadline === undefined ? null : readDeadline(deadline, io),
    urgent,
    communityName: community ?? null,
  }
}

function readDeadline(text: string, io: CommandIo): Date {
  const at = toUtc(text, { today: localDay(Date.parse(io.now())) })
  if (at === null) throw new WrongInput(`--deadline is no time · 截止时间不对: ${text}`)
  return new Date(at)
}

async function readUpload(path: string, io: CommandIo): Promise<Upload> {
  try {
    return { fileName: basename(path), bytes: await io.readBytes(path) }
  } catch (cause) {
    throw new WrongInput(`cannot read · 无法读取 ${path}: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}

/** Prints the answers of file after file; a refused file does not keep the others from being read. */
export interface Teller {
  attempt(fileName: string, read: () => Promise<IntakeAnswer>): Promise<void>
  refused(): boolean
}

function teller(asJson: boolean, io: CommandIo): Teller {
  let refusals = 0
  const refuse = (file: string, code: ErrorCode) => {
    refusals += 1
    const message = ERROR_SENTENCES[code]
    if (asJson) io.out(`${JSON.stringify({ file, refused: code, message })}\n`)
    io.err(`hecha import: ${file}: ${message}\n`)
  }
  return {
    refused: () => refusals > 0,
    async attempt(fileName, read) {
      try {
        const answer = await read()
        io.out(asJson ? `${JSON.stringify(answer)}\n` : answerText(answer))
      } catch (cause) {
        if (!(cause instanceof DomainError)) throw cause
        refuse(fileName, cause.code)
      }
    },
  }
}
