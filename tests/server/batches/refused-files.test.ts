// Files that are no list (P4): each has its sentence, and nothing is half imported.
import { strToU8, zipSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import { FILE_REFUSALS } from '../../../contract/file-refusals.ts'
import { batches, batchRows, events, tasks } from '../../../server/db/schema/index.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { csvList, importForm, previewForm, sendForm } from '../../support/lists.ts'
import { refusalOf } from '../../support/steps.ts'

let app: TestApp
let leadId: string

beforeAll(async () => {
  app = await startApp()
  const { street } = await app.givenCity()
  leadId = await app.givenStaff('赵敏', ['lead', street])
})

const LIST = csvList('姓名,手机号\n张三丰,13812345678\n')

describe('a file that is no list', () => {
  const csvOf = (rows: number) => `姓名,手机号\n${'张三,13812345678\n'.repeat(rows)}`

  it.each([
    ['an old .xls', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], 'file_is_xls'],
    ['HTML saved as .xls', strToU8('<html><table><tr><td>手机</td></tr></table></html>'), 'file_is_html'],
    ['an archive cut short', zipSync({ 'xl/workbook.xml': strToU8('<workbook/>') }).slice(0, 60), 'file_damaged'],
    ['21,000 rows', strToU8(csvOf(21_000)), 'too_many_rows'],
    ['an empty sheet', strToU8('\n\n'), 'sheet_empty'],
    ['no phone column', strToU8('姓名,住址\n张三,汀南社区3栋\n'), 'no_phone_column'],
    ['300 columns', strToU8(`${Array.from({ length: 300 }, (_, i) => `列${i}`).join(',')}\n`), 'too_many_columns'],
    ['more than 10 MB', new Uint8Array(10 * 1024 * 1024 + 1), 'file_too_large'],
    ['a body beyond every limit', new Uint8Array(11 * 1024 * 1024), 'file_too_large'],
  ] as const)(
    'with %s is refused in the preview and in the import, and nothing is half imported',
    async (_, bytes, code) => {
      const file = { fileName: '名单.xlsx', bytes: Uint8Array.from(bytes) }
      const looked = await refusalOf(await sendForm(app, leadId, '/api/batches/preview', previewForm(file)))
      const imported = await refusalOf(await sendForm(app, leadId, '/api/batches', importForm(file)))

      expect([looked.code, imported.code]).toEqual([code, code])
      expect(looked.message).toBe(FILE_REFUSALS[code])
      for (const table of [batches, tasks, batchRows, events]) expect(await app.deps.db.$count(table)).toBe(0)
    },
  )

  it.each([
    ['no file', new FormData()],
    ['settings that are no JSON', formWith('{')],
    ['a rule nobody knows', formWith(JSON.stringify({ name: 'x', source: 'y', ruleName: '随便' }))],
  ])('is refused with the place that is wrong: %s', async (_, form) => {
    expect(await refusalOf(await sendForm(app, leadId, '/api/batches', form))).toMatchObject({
      code: 'invalid_input',
      fields: [{ path: expect.stringMatching(/^(?:file|settings)/) }],
    })
  })

  function formWith(settings: string): FormData {
    const form = new FormData()
    form.set('file', new File([LIST.bytes], LIST.fileName))
    form.set('settings', settings)
    return form
  }
})
