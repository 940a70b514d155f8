import { readdirSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { ReadReport } from '../../../contract/report-fields.ts'
import { readReports } from '../../../domain/report-text/read-report.ts'
import { splitMessages } from '../../../domain/report-text/chat/split-messages.ts'

const READER = new URL('../../../domain/report-text/', import.meta.url)
const NOW = '2022-05-22T22:30:00+08:00'
const WORDS =
  '13812345678 |尾号5678|#K7Q2M|张三|、|，|。|\n|5月20日|20|21号|10.11-10.13|31.31|9999-99-99|上个月31号|阴|阳性|核酸|做了两次|未出|荔湾|回|从|自驾|G6021|住|云岭花园3栋502|妻子李四|①|②|(|)|【姓名】|：|今晚|让明天9点再打|人机不符|十九二十二十一|星期天|阿芳 21:05|—————  2022-05-22  —————|更正|不是20、|疫苗三针|🙏|\u200b|\u0000'.split(
    '|',
  )
const chatter = fc.array(fc.constantFrom(...WORDS), { maxLength: 60 }).map(words => words.join(''))

describe('readReports', () => {
  it('never throws and always answers in the shape of the contract', () => {
    fc.assert(
      fc.property(fc.oneof(chatter, fc.string({ unit: 'binary', maxLength: 300 })), text => {
        for (const report of readReports(text, NOW)) v.parse(ReadReport, report)
      }),
      { numRuns: 400 },
    )
  })

  it.each([
    '13812345678 ',
    '20、21',
    '5.19/',
    '张三、',
    '十九二十',
    '住云岭花园3栋',
    '尾号1234 ',
    '(',
    '1*',
    '荔湾回',
    '让9点',
    '不是20、',
  ])(
    'reads 100 kB of %j in time that grows with the length, not its square',
    seed => {
      const timeFor = (length: number) => {
        const text = `13812345678 ${seed.repeat(Math.ceil(length / seed.length))}`
        const startedAt = process.cpuUsage().user
        readReports(text, NOW)
        return (process.cpuUsage().user - startedAt) / 1000
      }
      timeFor(10_000)
      const small = timeFor(10_000)

      expect(timeFor(100_000)).toBeLessThan(Math.max(small, 20) * 60)
    },
    60_000,
  )
})

describe('rare characters', () => {
  it.each(['𠮷', '𠮷𡈽𢌞', '张𠮷', '13812345678 𠮷', '😀😀'])('end the reading of %j', text => {
    expect(() => readReports(text, NOW)).not.toThrow()
  })
})

describe('a correction with digits without end', () => {
  it('is read in time, though no value is said instead', () => {
    const startedAt = process.cpuUsage().user
    readReports('更正①10.11-10.1313812345678 阴13812345678 20今晚5月20日(10.11-10.13今晚', NOW)

    expect((process.cpuUsage().user - startedAt) / 1000).toBeLessThan(2000)
  })
})

describe('the reader on old phones', () => {
  it.each(readdirSync(READER, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts')))(
    'writes %s without lookbehind, which iOS 13 cannot compile',
    module => {
      const source = readFileSync(new URL(module, READER), 'utf8')

      expect(source).not.toMatch(/\(\?<[=!]/)
    },
  )
})

describe('splitMessages', () => {
  it.each([
    ['阿芳  21:05\n收到', '阿芳', '2022-05-22T21:05:00+08:00'],
    ['阿芳  23:05\n收到', '阿芳', '2022-05-21T23:05:00+08:00'],
    ['Tracy 2022/04/16 9:58 PM\n1', 'Tracy', '2022-04-16T21:58:00+08:00'],
    ['电话组08 2022-05-20 23:31:05\n1', '电话组08', '2022-05-20T23:31:05+08:00'],
    ['2022-05-20 20:11:02 网格员王姐\n1', '网格员王姐', '2022-05-20T20:11:02+08:00'],
    ['陈哥@微信 5月20日 22:01\n1', '陈哥@微信', '2022-05-20T22:01:00+08:00'],
    ['阿May 3-1 22:40\n1', '阿May', '2022-03-01T22:40:00+08:00'],
    ['大栗 昨天 22:40\n1', '大栗', '2022-05-21T22:40:00+08:00'],
    ['三桠-小罗 昨天 下午 9:20\n1', '三桠-小罗', '2022-05-21T21:20:00+08:00'],
    ['老吴19:00-23:00值班  22:10\n1', '老吴19:00-23:00值班', '2022-05-22T22:10:00+08:00'],
    ['—————  2022-05-19  —————\n\n大栗  21:02\n1', '大栗', '2022-05-19T21:02:00+08:00'],
    ['\ufeff李姐 电话组\u00a021:15\r\n1', '李姐 电话组', '2022-05-22T21:15:00+08:00'],
  ])('reads the header of %j', (text, sender, sentAt) => {
    expect(splitMessages(text, NOW)).toMatchObject([{ index: 0, sender, sentAt }])
  })

  it('takes a paste without a header as one message', () => {
    expect(splitMessages('尾号5678\n21:50 已接通', NOW)).toMatchObject([
      { index: 0, sender: null, sentAt: null, body: '尾号5678\n21:50 已接通' },
    ])
  })

  it('counts pictures, drops system lines and keeps only the own words of a reply', () => {
    const text =
      '阿芳 21:01\n[图片]\n"阿芳"撤回了一条消息\n小周 21:02\n这是一条引用/回复消息：\n"阿芳：5678 20阴"\n------\n地址没写'

    expect(splitMessages(text, NOW).map(({ body }) => body)).toEqual(['[图片]', '地址没写'])
  })
})
