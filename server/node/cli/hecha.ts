import { readFile, writeFile } from 'node:fs/promises'
import { EXIT, type Command, type CommandIo } from './command.ts'

/** Add a command here and it is listed, helped and dispatched. Only the one that is asked for is loaded. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  parse: async () => (await import('./parse.ts')).parseCommand,
  import: async () => (await import('./import.ts')).importCommand,
  feed: async () => (await import('./feed.ts')).feedCommand,
  export: async () => (await import('./export.ts')).exportCommand,
  audit: async () => (await import('./audit.ts')).auditCommand,
  purge: async () => (await import('./purge.ts')).purgeCommand,
  campaign: async () => (await import('./campaign.ts')).campaignCommand,
  keys: async () => (await import('./keys.ts')).keysCommand,
  backup: async () => (await import('./backup.ts')).backupCommand,
  'verify-backup': async () => (await import('./backup.ts')).verifyBackupCommand,
  restore: async () => (await import('./backup.ts')).restoreCommand,
}

const io: CommandIo = {
  stdin: process.stdin,
  out: text => process.stdout.write(text),
  err: text => process.stderr.write(text),
  readFile: path => readFile(path, 'utf8'),
  readBytes: async path => new Uint8Array(await readFile(path)),
  writeBytes: (path, bytes) => writeFile(path, bytes, { mode: 0o600 }),
  now: () => new Date().toISOString(),
}

process.exitCode = await dispatch(process.argv.slice(2))

async function dispatch([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h') {
    io.out(await overview())
    return name === undefined ? EXIT.wrongInput : EXIT.done
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!load) {
    io.err(`hecha: no command ${name} · 没有这个命令\n\n${await overview()}`)
    return EXIT.wrongInput
  }
  try {
    return await (await load()).run(args, io)
  } catch (cause) {
    io.err(`hecha ${name}: ${cause instanceof Error ? cause.message : String(cause)}\n`)
    return EXIT.cannotRun
  }
}

async function overview(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map(load => load()))
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(14)} ${summary}`)
  return `hecha COMMAND [--help]\n\n${lines.join('\n')}\n`
}
