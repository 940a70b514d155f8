import { readFile } from 'node:fs/promises'
import { auditCommand } from './audit.ts'
import { backupCommand, restoreCommand } from './backup.ts'
import { EXIT, type Command, type CommandIo } from './command.ts'
import { keysCommand } from './keys.ts'
import { parseCommand } from './parse.ts'
import { purgeCommand } from './purge.ts'

/** Add a command here and it is listed, helped and dispatched. */
const COMMANDS: readonly Command[] = [
  parseCommand,
  auditCommand,
  purgeCommand,
  keysCommand,
  backupCommand,
  restoreCommand,
]

const io: CommandIo = {
  stdin: process.stdin,
  out: text => process.stdout.write(text),
  err: text => process.stderr.write(text),
  readFile: path => readFile(path, 'utf8'),
  now: () => new Date().toISOString(),
}

process.exitCode = await dispatch(process.argv.slice(2))

async function dispatch([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h') {
    io.out(overview())
    return name === undefined ? EXIT.wrongInput : EXIT.done
  }
  const command = COMMANDS.find(one => one.name === name)
  if (!command) {
    io.err(`hecha: no command ${name} · 没有这个命令\n\n${overview()}`)
    return EXIT.wrongInput
  }
  try {
    return await command.run(args, io)
  } catch (cause) {
    io.err(`hecha ${name}: ${cause instanceof Error ? cause.message : String(cause)}\n`)
    return EXIT.cannotRun
  }
}

function overview(): string {
  const lines = COMMANDS.map(({ name: command, summary }) => `  ${command.padEnd(8)} ${summary}`)
  return `hecha COMMAND [--help]\n\n${lines.join('\n')}\n`
}
