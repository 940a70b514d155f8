import { restoreBackup } from '../backup/restore-backup.ts'
import { verifyBackup } from '../backup/verify-backup.ts'
import { writeBackup } from '../backup/write-backup.ts'
import { readConfig } from '../config.ts'
import { loadKeyRing, type KeyRing } from '../keys/key-ring.ts'
import { openKeys } from '../keys/open-keys.ts'
import { EXIT, type Command, type CommandIo } from './command.ts'
import { environmentOf, help, readArgs } from './options.ts'
import { withDatabase, withEmptyDatabase } from './with-database.ts'

/** `hecha backup FILE`: everything in one encrypted file. */
export const backupCommand: Command = {
  name: 'backup',
  summary: 'write an encrypted backup · 备份',
  usage: `hecha backup FILE

Writes every table into one encrypted file and reads it back before it gets its name. The server may run, also one of an
older version. The file opens only with the key file of this time, which is not in it: keep a copy of the key file in
another place.
把全部数据写入一个加密文件, 写完会读回核对, 服务可继续运行。文件只能用现在的密钥打开, 请另外保存密钥文件。

Exit code 0 done, 1 wrong input, 2 cannot run.`,

  async run(args, io) {
    const file = readFileName(this, args, io)
    if (typeof file === 'number') return file
    const rows = await withDatabase(environmentOf(io), ({ pool, ring }) => writeBackup(pool, ring, file), 'as it is')
    io.out(`${rows} rows written and read back · 已备份并核对 ${rows} 行\n`)
    return EXIT.done
  },
}

/** `hecha verify-backup FILE`: whether it could be restored with the key there is. */
export const verifyBackupCommand: Command = {
  name: 'verify-backup',
  summary: 'check a backup · 核对备份',
  usage: `hecha verify-backup FILE

Reads a backup from its first to its last byte with the key file (or HECHA_KEY) of this environment. Needs no database.
用现在的密钥把备份文件从头到尾读一遍, 不需要数据库。

Exit code 0 it can be restored, 1 wrong input, 2 it cannot.`,

  async run(args, io) {
    const file = readFileName(this, args, io)
    if (typeof file === 'number') return file
    const rows = await verifyBackup(await keysOf(io), file)
    io.out(`${rows} rows can be read · 可读 ${rows} 行\n`)
    return EXIT.done
  },
}

/** `hecha restore FILE`: the other way round, into an empty database. */
export const restoreCommand: Command = {
  name: 'restore',
  summary: 'read a backup back · 恢复备份',
  usage: `hecha restore FILE

Reads a backup into an empty database: set HECHA_DATA to a new folder that holds the key file of that time. A backup of an
older version is brought to this one.
把备份恢复到空数据库: HECHA_DATA 指向新文件夹, 其中放好当时的密钥文件。旧版本的备份会自动升级。

Exit code 0 done, 1 wrong input, 2 cannot run.`,

  async run(args, io) {
    const file = readFileName(this, args, io)
    if (typeof file === 'number') return file
    const ring = await keysOf(io)
    await withEmptyDatabase(environmentOf(io), async ({ settings, url, pool }) => {
      await restoreBackup(url, ring, file)
      await openKeys(pool, settings)
    })
    io.out('restored · 已恢复\n')
    return EXIT.done
  },
}

/** The keys there are; none is made. */
function keysOf(io: CommandIo): Promise<KeyRing> {
  const { HECHA_DATA, HECHA_KEY } = readConfig(environmentOf(io))
  return loadKeyRing(HECHA_DATA, HECHA_KEY)
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
