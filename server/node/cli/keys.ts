import { addKey, dropOldKeys } from '../keys/key-ring.ts'
import { openKeys } from '../keys/open-keys.ts'
import { resealUnderCurrentKey } from '../keys/rotate-keys.ts'
import { EXIT, type Command } from './command.ts'
import { environmentOf, help, readArgs } from './options.ts'
import { withDatabase } from './with-database.ts'
import { refuseWhileInUse } from './refuse-while-in-use.ts'

/** `hecha keys rotate`: a new key for the data at rest. */
export const keysCommand: Command = {
  name: 'keys',
  summary: 'change the key of the data at rest · 更换数据密钥',
  usage: `hecha keys rotate

Makes a new key in the key file, seals every value with it and takes the old key away. Stop the server first. When it is
interrupted, run it again: it goes on. Backups open only with the key file of their time, so keep that one with them.
生成新密钥并重新加密全部数据, 完成后删除旧密钥。请先停止服务; 中断后再次运行即可继续。

Exit code 0 done, 1 wrong input, 2 cannot run.`,

  async run(args, io) {
    const parsed = readArgs('keys', args, io, { help: { type: 'boolean', short: 'h', default: false } })
    if (parsed === null) return EXIT.wrongInput
    if (parsed.values.help) return help(this, io)
    if (parsed.positionals.join(' ') !== 'rotate') {
      io.err(`${this.usage}\n`)
      return EXIT.wrongInput
    }
    const count = await withDatabase(environmentOf(io), async ({ settings, pool }) => {
      if (settings.HECHA_KEY !== undefined)
        throw new Error('the key comes from HECHA_KEY; put it into the key file first, see docs/privacy.md')
      await refuseWhileInUse(pool)
      await addKey(settings.HECHA_DATA)
      // The new key gets its check before anything is sealed with it.
      const resealed = await resealUnderCurrentKey(pool, await openKeys(pool, settings))
      await dropOldKeys(settings.HECHA_DATA)
      return resealed
    })
    io.out(`${count} values under the new key · 已用新密钥加密 ${count} 项\n`)
    return EXIT.done
  },
}
