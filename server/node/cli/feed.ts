import { type FeedAnswer, FEED_PROBLEMS } from '../../../contract/test-results.ts'
import { EXIT, WrongInput, type CommandIo } from './command.ts'
import { withStore } from './open-store.ts'
import { help, readArgs } from './options.ts'
import { sureExit } from './sure-exit.ts'

const OPTIONS = {
  source: { type: 'string', default: '核酸平台' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** `hecha feed`: lab results close the tasks whose rule they meet. */
export const feedCommand = sureExit({
  name: 'feed',
  summary: 'read lab results · 读取核酸结果',
  usage: `hecha feed FILE... [--source NAME] [--json]

Reads lab results (.csv, .xlsx, or one JSON object a line). A row whose id was read before replaces that row.
读取核酸结果, 同一编号以后来的为准, 够标准的任务自动关闭。

  --source NAME   which laboratory or platform · 来源
  --json          {"file","rows","kept","replacesEarlier","bad","changed"} a file
  --help          this text · 显示帮助

Exit code 0 done, 1 wrong input (rows that were not taken are listed), 2 cannot run.`,

  async run(args, io) {
    const read = readArgs(this.name, args, io, OPTIONS)
    if (!read) return EXIT.wrongInput
    const { values, positionals: paths } = read
    if (values.help) return help(this, io)
    if (paths.length === 0) throw new WrongInput('no FILE given · 没有给出文件')
    const files = await Promise.all(paths.map(path => readBytes(path, io)))
    const { readFeedFile, feedFromConsole } = await import('./feed-from-console.ts')
    const feeds = files.map(file => readFeedFile(file, io.now()))
    await withStore(io, async store => {
      for (const feed of feeds) tell(await feedFromConsole(store, feed, values.source), values.json, io)
    })
    return feeds.some(({ read }) => read.bad.length > 0) ? EXIT.wrongInput : EXIT.done
  },
})

async function readBytes(path: string, io: CommandIo) {
  try {
    return { path, bytes: await io.readBytes(path) }
  } catch (cause) {
    throw new WrongInput(`cannot read · 无法读取 ${path}: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}

function tell(answer: FeedAnswer & { file: string; changed: number }, asJson: boolean, io: CommandIo): void {
  if (asJson) {
    io.out(`${JSON.stringify(answer)}\n`)
    return
  }
  const { file, rows, kept, replacesEarlier, bad, changed } = answer
  io.out(
    `${file}\n  ${rows} 行 · 收下 ${kept} · 更正以前的 ${replacesEarlier} · 读不懂 ${bad.length} · ${changed} 个任务有变化\n`,
  )
  for (const { row, problem } of bad) io.out(`  第 ${row} 行 ${FEED_PROBLEMS[problem]}\n`)
}
