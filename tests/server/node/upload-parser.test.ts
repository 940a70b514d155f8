// Lists are read in a thread with limits of its own: a file made to hurt costs neither the server's time nor its memory.
import { afterEach, expect, it } from 'vitest'
import { startParserThread, type ParserThread } from '../../../server/node/lists/upload-parser.ts'
import type { ThreadLimits } from '../../../server/node/threads/limited-thread.ts'

let parser: ParserThread
afterEach(() => parser.close())

function ask(text: string, limits?: ThreadLimits) {
  parser = startParserThread(limits)
  return askAgain(text)
}

const askAgain = (text: string) =>
  parser.parse({ fileName: '名单.csv', bytes: new TextEncoder().encode(text), today: '2022-05-21' })

const LIST = '姓名,手机号\n张三丰,13812345678\n'

it('answers as reading in place does', async () => {
  expect(await ask(LIST)).toMatchObject({
    refused: null,
    answer: { rows: 1, new: 1 },
    tasks: [{ key: '13812345678', subjects: [{ name: '张三丰' }] }],
  })
})

it('passes a refusal on', async () => {
  expect(await ask('')).toMatchObject({ refused: 'file_empty' })
})

it('refuses what takes too long and reads the next file in a new thread', async () => {
  parser = startParserThread({ seconds: 0.001, megabytes: 256 })

  expect(await askAgain(LIST)).toEqual({ refused: 'file_too_heavy' })
  await parser.close()
  expect(await ask(LIST)).toMatchObject({ refused: null })
})

it('refuses what needs too much memory', async () => {
  const rows = Array.from({ length: 19_000 }, (_, i) => `张${i},1381${String(i).padStart(7, '0')}${`,${i}`.repeat(60)}`)
  const header = `姓名,手机号${',备注'.repeat(60)}`

  expect(await ask([header, ...rows].join('\n'), { seconds: 60, megabytes: 40 })).toEqual({ refused: 'file_too_heavy' })
})

it('reads files that are asked for at once one after another', async () => {
  parser = startParserThread()
  const answers = await Promise.all([askAgain(LIST), askAgain(''), askAgain(LIST)])

  expect(answers.map(answer => answer.refused)).toEqual([null, 'file_empty', null])
})
