import { expect, it } from 'vitest'
import type { CommandIo } from '../../../../server/node/cli/command.ts'
import { parseCommand } from '../../../../server/node/cli/parse.ts'

async function run(args: string[], input: string) {
  const written = { out: '', err: '' }
  const io: CommandIo = {
    stdin: (async function* () {
      yield input
    })(),
    out: text => void (written.out += text),
    err: text => void (written.err += text),
    readFile: () => Promise.reject(new Error('no such file')),
    readBytes: () => Promise.reject(new Error('no such file')),
    writeBytes: () => Promise.reject(new Error('nothing is written')),
    now: () => '2022-05-22T22:30:00+08:00',
  }
  return { code: await parseCommand.run(args, io), ...written }
}

it('prints one JSON line for a text', async () => {
  const { code, out } = await run([], '尾号5678 关机')

  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ id: null, reports: [{ phoneTail: '5678', outcome: 'powered_off' }] })
})

it('answers every readable line of JSONL and names the others', async () => {
  const { code, out, err } = await run(['--jsonl'], '{"id":"a","text":"收到"}\nnonsense\n')

  expect(code).toBe(1)
  expect(out).toBe('{"id":"a","reports":[]}\n')
  expect(err).toContain('line 2')
})

it.each([
  [['--now', 'yesterday'], 1],
  [['--nonsense'], 1],
  [['absent.txt'], 2],
  [['--help'], 0],
])('ends %j with %i', async (args, expected) => {
  expect((await run(args, '')).code).toBe(expected)
})
