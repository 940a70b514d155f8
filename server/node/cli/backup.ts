import { restoreBackup } from '../backup/restore-backup.ts'
import { writeBackup } from '../backup/write-backup.ts'
import { EXIT, type Command, type CommandIo } from './command.ts'
import { environmentOf, help, readArgs } from './options.ts'
import { withDatabase } from './with-database.ts'

/** `hecha backup FILE`: everything in one encrypted file. */
export const backupCommand: Command = {
  name: 'backup',
  summary: 'write an encrypted backup · 备份',
  usage: `hecha backup FILE

Writes every table into one encrypted file. The server may run. The file opens only with the key file of this time, which
is not in it: keep a copy of the key file in another place.
把全部数据写入一个加密文件, 服务可继续运行。文件只能用现在的密钥打开, 请另外保存密钥文件。

Exit code 0 done, 1 wrong input, 2 cannot run.`,

  async run(args, io) {
    const file = readFileName(this, args, io)
    if (typeof file === 'number') return file
    const rows = await withDatabase(environmentOf(io), ({ pool, ring }) => writeBackup(pool, ring, file))
    io.out(`${rows} rows written · 已备份 ${rows} 行\n`)
    return EXIT.done
  },
}

/** `hecha restore FILE`: the other way round, into an empty database. */
export const restoreCommand: Command = {
  name: 'restore',
  summary: 'read a backup back · 恢复备份',
  usage: `hecha restore FILE

Reads a backup into an empty database: set HECHA_DATA to a new folder that holds the key file of that time.
把备份恢复到空数据库: HECHA_DATA 指向新文件夹, 其中放好当时的密钥文件。

Exit code 0 done, 1 wrong input, 2 cannot run.`,

  async run(args, io) {
    const file = readFileName(this, args, io)
    if (typeof file === 'number') return file
    await withDatabase(environmentOf(io), ({ pool, ring }) => restoreBackup(pool, ring, file))
    io.out('restored · 已恢复\n')
    return EXIT.done
  },
}

/** The one file named, or the exit code. */
function readFileName(command: Command, args: readonly string[], io: CommandIo): string | number {
  const parsed = readArgs(command.name, args, io, { help: { type: 'boolean', short: 'h', default: false } })
  if (parsed === null) return EXIT.wrongInput
  if (parsed.values.help) return help(command, io)
  const [file, more] = parsed.positionals
  if (file !== undefined && more === undefined) return file
  io.err(`${command.usage}\n`)
  return EXIT.wrongInput
}
