import * as v from 'valibot'
import { Certificate } from '../campaign/certificate.ts'
import { endCampaign } from '../campaign/end-campaign.ts'
import { verifyCampaign } from '../campaign/verify-campaign.ts'
import { EXIT, WrongInput, type Command, type CommandIo } from './command.ts'
import { environmentOf, help, readArgs } from './options.ts'
import { refuseWhileInUse } from './refuse-while-in-use.ts'
import { withDatabase } from './with-database.ts'

/** `hecha campaign end | verify`: everything about everybody removed, its keys destroyed, and a certificate of it. */
export const campaignCommand: Command = {
  name: 'campaign',
  summary: 'end a campaign, or check its certificate · 专项结束与证明',
  usage: `hecha campaign end --yes [--out FILE]
hecha campaign verify FILE [--json]

end: removes what is held about anybody and destroys the keys of all communities, so that backups open for nobody. Counts, events and
audit stay. Prints a certificate: what, how many, when, its hash. All lists must be ended and the server stopped. When it
is interrupted, run it again. Copies of the key file elsewhere are yours to destroy; the certificate names the keys.
verify: whether a certificate is true of this database and these keys.
删除全部个人信息并销毁各社区密钥, 备份随之无法解开; 保留数量、事件和审计, 出具证明。请先结束所有名单并停止服务。

  --yes       it cannot be undone · 确认, 不可恢复
  --out FILE  writes the certificate into a file as well · 同时写入文件
  --json      answer in JSON · 输出 JSON

Exit code 0 done, 1 wrong input or something wrong, 2 cannot run.`,

  async run(args, io) {
    const parsed = readArgs('campaign', args, io, {
      yes: { type: 'boolean', default: false },
      out: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    })
    if (parsed === null) return EXIT.wrongInput
    const { values, positionals } = parsed
    if (values.help) return help(this, io)
    const [verb, file, ...more] = positionals
    if (verb === 'end' && file === undefined) return end(values, io)
    if (verb === 'verify' && file !== undefined && more.length === 0) return verify(file, values.json, io)
    io.err(`${this.usage}\n`)
    return EXIT.wrongInput
  },
}

async function end({ yes, out }: { yes: boolean; out?: string | undefined }, io: CommandIo): Promise<number> {
  if (!yes) throw new WrongInput('this cannot be undone; say --yes · 不可恢复, 请加 --yes 确认')
  const certificate = await withDatabase(environmentOf(io), async opened => {
    await refuseWhileInUse(opened.pool)
    return endCampaign(opened, new Date(io.now()))
  })
  const text = `${JSON.stringify(certificate, null, 2)}\n`
  if (out !== undefined) await io.writeBytes(out, new TextEncoder().encode(text))
  io.out(text)
  return EXIT.done
}

async function verify(file: string, json: boolean, io: CommandIo): Promise<number> {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), Certificate), await io.readFile(file))
  if (!read.success) throw new WrongInput(`${file} is no certificate · 不是证明文件`)
  const problems = await withDatabase(environmentOf(io), opened => verifyCampaign(opened, read.output))
  if (json) io.out(`${JSON.stringify({ ok: problems.length === 0, problems })}\n`)
  else if (problems.length === 0) io.out(`true · 证明有效: ${read.output.hash}\n`)
  else for (const problem of problems) io.out(`${problem}\n`)
  return problems.length === 0 ? EXIT.done : EXIT.wrongInput
}
