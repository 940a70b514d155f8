import { createPinia, setActivePinia } from 'pinia'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { importList } from '../../../../src/features/batches/api.ts'
import { useImportStore } from '../../../../src/features/batches/import-store.ts'
import { useChange } from '../../../../src/http/useChange.ts'
import { startApp, type TestApp } from '../../../support/app.ts'
import { connectPage, openPage, type Network } from '../../../support/page-client.ts'
import { csvList } from '../../../support/lists.ts'

let app: TestApp
let network: Network
let count = 0

beforeAll(async () => {
  openPage()
  app = await startApp()
  const { street } = await app.givenCity()
  network = await connectPage(app, await app.givenStaff('赵敏', ['lead', street]))
})

beforeEach(() => {
  setActivePinia(createPinia())
  Object.assign(network, { up: true, losesAnswers: false, heard: [] })
})

/** A list of one resident nobody has handed down before. */
function aList(): File {
  count += 1
  const { bytes, fileName } = csvList(
    `姓名,手机号,社区\n李明,1390000${String(1000 + count)},汀南社区\n`,
    '公安名单.csv',
  )
  return new File([bytes], fileName, { lastModified: count })
}

async function chooseList() {
  const imports = useImportStore()
  await imports.choose(aList())
  return imports
}

describe('a list that is about to be imported', () => {
  it('is shown as the server reads it, with what its file name tells', async () => {
    const imports = await chooseList()

    expect(imports.preview?.answer.tasks).toBe(1)
    expect(imports.draft).toMatchObject({ name: '公安名单', source: '公安' })
    expect(imports.missing).toBeNull()
  })

  it('is read again when the importer says what a column is, and keeps what else was said', async () => {
    const imports = await chooseList()
    imports.say({ name: '五月名单', urgent: true })

    await imports.sayColumn('姓名', 'remark')

    expect(imports.preview?.columns.find(({ header }) => header === '姓名')?.field).toBe('remark')
    expect(imports.draft).toMatchObject({ name: '五月名单', urgent: true, columns: { 姓名: 'remark' } })
  })

  it('takes only the last of two readings', async () => {
    const imports = await chooseList()

    await Promise.all([imports.sayColumn('姓名', 'remark'), imports.sayColumn('姓名', 'name')])

    expect(imports.preview?.columns.find(({ header }) => header === '姓名')?.field).toBe('name')
    expect(imports.error).toBeNull()
    expect(imports.reading).toBe(false)
  })

  it('can be given up while it is sent, and read after all', async () => {
    const imports = useImportStore()
    const reading = imports.choose(aList())
    expect(imports.sent).toBe(0)

    imports.stop()
    await reading
    expect(imports.error?.code).toBe('cancelled')
    await imports.read()

    expect(imports.error).toBeNull()
    expect(imports.preview?.answer.tasks).toBe(1)
  })

  it('says why it could not be read', async () => {
    network.up = false

    const imports = await chooseList()

    expect(imports.error?.code).toBe('offline')
    expect(imports.preview).toBeNull()
  })

  it('is imported once, also where the answer was lost', async () => {
    const imports = await chooseList()
    const importing = useChange(importList)
    const body = imports.upload()
    if (!body) throw new Error('something is missing')
    network.losesAnswers = true

    expect(await importing.submit({ body })).toBeNull()
    network.losesAnswers = false
    expect(await importing.submit({ body })).toMatchObject({ name: '公安名单', tasks: 1 })
  })

  it('is not kept once it is imported', async () => {
    const imports = await chooseList()

    imports.forget()

    expect([imports.file, imports.preview, imports.draft, imports.upload()]).toEqual([null, null, null, null])
  })
})
