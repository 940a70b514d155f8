// `hecha import --dry-run` (P2, P3, P4, P5): the samples, files it cannot read, and a console without a database.
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { CommandIo } from '../../../../server/node/cli/command.ts'
import { importCommand } from '../../../../server/node/cli/import.ts'

const FOLDER = 'tests/fixtures/lists'
const expected = JSON.parse(readFileSync(`${FOLDER}/expected.json`, 'utf8')) as { sequence: { file: string }[] }

interface Console {
  io: CommandIo
  written: () => string
  complaints: () => string
}

/** A console on a machine without a database, with these files besides those on disk. */
function console(files: Record<string, Uint8Array> = {}): Console {
  const out: string[] = []
  const err: string[] = []
  const io: CommandIo = {
    stdin: (async function* () {})(),
    out: text => out.push(text),
    err: text => err.push(text),
    readFile: path => readFile(path, 'utf8'),
    readBytes: async path => new Uint8Array(files[path] ?? (await readFile(path))),
    writeBytes: async () => undefined,
    env: { HECHA_DATA: '/nowhere' },
    now: () => '2022-05-22T09:00:00+08:00',
  }
  return { io, written: () => out.join(''), complaints: () => err.join('') }
}

const answers = (text: string) =>
  text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>)

describe('hecha import --dry-run', () => {
  it('links each file of one run to those before it', async () => {
    const { io, written } = console()
    const files = expected.sequence.slice(0, 9).map(({ file }) => `${FOLDER}/${file}`)

    expect(await importCommand.run([...files, '--dry-run', '--json'], io)).toBe(0)

    const counts = answers(written()).map(({ file, rows, new: fresh, linked, merged, rejected }) =>
      Object.assign({ file, rows, new: fresh, linked, merged, rejected }),
    )
    expect(counts).toEqual(expected.sequence.slice(0, 9))
  })

  it('tells in words what the columns mean and which rows come back', async () => {
    const { io, written } = console()

    expect(await importCommand.run([`${FOLDER}/02-0520-police.csv`, '--dry-run'], io)).toBe(0)

    expect(written()).toContain('220 行 = 新 209 + 已知 0 + 合并 5 + 退回 6')
    expect(written()).toContain('手机号1 → 手机号')
    expect(written()).toContain('认不出: 轨迹时间')
    expect(written()).toMatch(/退回 第 \d+ 行 手机号1 12345678901 号码开头不对/)
  })

  it.each([
    ['an old .xls cut short', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], 'file_damaged'],
    ['HTML under the name of a workbook', strToU8('<html><body>请登录</body></html>'), 'file_is_html'],
    ['an archive cut short', zipSync({ 'xl/workbook.xml': strToU8('<workbook/>') }).slice(0, 60), 'file_damaged'],
    ['an empty file', [], 'file_empty'],
    ['a table without a phone column', strToU8('姓名,住址\n张三,汀南社区3栋\n'), 'no_phone_column'],
    [
      'a table of 300 columns',
      strToU8(`${Array.from({ length: 300 }, (_, i) => `列${i}`).join(',')}\n`),
      'too_many_columns',
    ],
  ])('refuses %s with its sentence and goes on with the next file', async (_, bytes, code) => {
    const { io, written, complaints } = console({ bad: Uint8Array.from(bytes) })

    expect(await importCommand.run(['bad', `${FOLDER}/02-0520-police.csv`, '--dry-run', '--json'], io)).toBe(1)

    const [refused, read] = answers(written())
    expect(refused).toMatchObject({ file: 'bad', refused: code })
    expect(complaints()).toContain(String(refused?.['message']))
    expect(read).toMatchObject({ rows: 220 })
  })

  it.each([
    [[], /没有给出文件/],
    [[`${FOLDER}/02-0520-police.csv`], /请给出批次名称/],
    [['nosuch.csv', '--dry-run'], /无法读取 nosuch\.csv/],
  ])('says what is wrong with %j', async (args, message) => {
    const { io, complaints } = console()

    expect(await importCommand.run(args, io)).toBe(1)
    expect(complaints()).toMatch(message)
  })
})
