import { parseArgs } from 'node:util'
import { readReports } from '../../../domain/report-text/read-report.ts'
import { cityNamed, DEFAULT_CITY, type City } from '../../../domain/city.ts'
import { EXIT, type Command, type CommandIo } from './command.ts'

interface Input {
  readonly id: unknown
  readonly now: string
  readonly text: string
}

/** `hecha parse`: what the group's text says, one JSON line per input. */
export const parseCommand: Command = {
  name: 'parse',
  summary: 'read report text into fields · 识别反馈文字',
  usage: `hecha parse [FILE] [--now ISO] [--jsonl]

Reads chat text from FILE or standard input and prints {"id":null,"reports":[...]}.
从文件或标准输入读取群消息文字, 每条输入输出一行 JSON。

  --now ISO   moment of pasting, with offset · 粘贴时间 (default: now)
  --jsonl     input lines are {"id","now","text"}; one output line for each · 按行读取 JSON
  --json      accepted for symmetry: the output is always JSON
  --help      this text · 显示帮助

The city is HECHA_CITY, else 深圳 · 城市取 HECHA_CITY, 未设置时为深圳。

Exit code 0 done, 1 wrong input, 2 cannot run.`,

  async run(args, io) {
    const options = readOptions(args, io)
    if (options === null) return EXIT.wrongInput
    if (options.help) {
      io.out(`${this.usage}\n`)
      return EXIT.done
    }
    const text = await readInput(options.file, io)
    if (text === null) return EXIT.cannotRun
    return options.jsonl ? parseLines(text, options.now ?? io.now(), io) : parseText(text, options.now ?? io.now(), io)
  },
}

function readOptions(args: readonly string[], io: CommandIo) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        now: { type: 'string' },
        jsonl: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    if (positionals.length > 1) throw new Error('one FILE at most · 最多一个文件')
    if (values.now !== undefined && !isInstant(values.now))
      throw new Error(`--now is no ISO time · 时间格式不对: ${values.now}`)
    return { ...values, file: positionals[0] }
  } catch (cause) {
    io.err(`hecha parse: ${cause instanceof Error ? cause.message : String(cause)}\n`)
    return null
  }
}

async function readInput(file: string | undefined, io: CommandIo): Promise<string | null> {
  try {
    if (file !== undefined && file !== '-') return await io.readFile(file)
    const decoder = new TextDecoder()
    let text = ''
    for await (const chunk of io.stdin)
      text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    return text + decoder.decode()
  } catch (cause) {
    io.err(`hecha parse: cannot read · 无法读取: ${cause instanceof Error ? cause.message : String(cause)}\n`)
    return null
  }
}

function parseText(text: string, now: string, io: CommandIo): number {
  io.out(`${JSON.stringify({ id: null, reports: readReports(text, now, cityOf(io)) })}\n`)
  return EXIT.done
}

/** A line that cannot be read is named and skipped; the others are still answered. */
function parseLines(text: string, now: string, io: CommandIo): number {
  const city = cityOf(io)
  let wrong = 0
  text
    .replace(/^\ufeff/, '')
    .split('\n')
    .forEach((line, index) => {
      if (line.trim() === '') return
      const input = readLine(line, now)
      if (input === null) {
        wrong++
        io.err(`hecha parse: line ${index + 1} is not {"id","now","text"} · 第 ${index + 1} 行格式不对\n`)
        return
      }
      io.out(`${JSON.stringify({ id: input.id, reports: readReports(input.text, input.now, city) })}\n`)
    })
  return wrong === 0 ? EXIT.done : EXIT.wrongInput
}

function readLine(line: string, now: string): Input | null {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value !== 'object' || value === null || !('text' in value) || typeof value.text !== 'string') return null
    const given = 'now' in value && value.now !== undefined ? value.now : now
    if (typeof given !== 'string' || !isInstant(given)) return null
    return { id: 'id' in value ? value.id : null, now: given, text: value.text }
  } catch {
    return null
  }
}

/** `HECHA_CITY` of the run; samples speak of the default one. */
function cityOf({ env = process.env }: CommandIo): City {
  const short = env['HECHA_CITY']?.trim()
  return short ? cityNamed(short) : DEFAULT_CITY
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text))
}
