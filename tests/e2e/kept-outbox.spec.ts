// What could not be sent survives the page, sealed (I1): nothing clear lies on the phone, and it goes out once.
import type { Page } from '@playwright/test'
import type { TaskDetail } from '../../contract/tasks.ts'
import { canaries, read } from './support/leak-search.ts'
import { expect, test } from './support/test.ts'

/** Everything IndexedDB and both storages hold, as text. Runs in the page. */
async function readStorage(): Promise<string> {
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(new Error(request.error?.name)))
    })
  const found: unknown[] = [{ ...localStorage }, { ...sessionStorage }, document.cookie]
  for (const { name = '' } of await indexedDB.databases()) {
    const db = await answer(indexedDB.open(name))
    for (const store of db.objectStoreNames)
      found.push(name, await answer(db.transaction(store).objectStore(store).getAll()))
    db.close()
  }
  return JSON.stringify(found)
}

const boxesOn = async (page: Page) => (await page.evaluate(readStorage)).match(/"box":/g)?.length ?? 0

const isOpen = (page: Page) =>
  page.evaluate(async () => (await indexedDB.databases()).some(({ name }) => name?.startsWith('hecha-outbox-')))

test('a page killed without network sends what waited after the next opening, once, and says so', async ({
  openPhone,
  server,
  expectedConsole,
}) => {
  expectedConsole.push(/ERR_INTERNET_DISCONNECTED/)
  const page = await openPhone('caller')
  await expect(page.getByRole('button', { name: /开始拨打/ })).toBeVisible()
  const values = await canaries(page, 1)
  await page.reload()
  await expect.poll(() => isOpen(page)).toBe(true)
  await page.getByRole('button', { name: /开始拨打/ }).click()
  const missed = page.getByRole('button', { name: '无人接听' })
  await expect(missed).toBeVisible()
  const id = page.url().split('/tasks/').at(-1) ?? ''
  const { code, phoneTail, attempts: before } = await read<TaskDetail>(page, `/tasks/${id}`)

  await page.context().setOffline(true)
  await missed.click()
  await expect(page.getByText(/1 条待发送（\d\d:\d\d 起）/)).toBeVisible()
  await expect.poll(() => boxesOn(page)).toBe(1)
  const lying = await page.evaluate(readStorage)
  for (const clear of [...values, id, code, phoneTail, 'no_answer', '无人接听', '陈晓', 'chen.xiao'])
    expect(lying, clear).not.toContain(clear)

  const context = page.context()
  await page.close({ runBeforeUnload: false })
  await context.setOffline(false)
  const next = await context.newPage()
  await next.goto(`${server.origin('caller')}/#/account`)

  await expect(next.getByText(`已补发：无人接听 #${code}`).first()).toBeVisible()
  await expect.poll(() => boxesOn(next)).toBe(0)
  const { attempts } = await read<TaskDetail>(next, `/tasks/${id}`)
  const missedCalls = (of: TaskDetail['attempts']) => of.filter(({ outcome }) => outcome === 'no_answer').length
  expect(missedCalls(attempts)).toBe(missedCalls(before) + 1)

  await next.reload()
  await expect(next.getByRole('heading', { name: '没网时填的' })).toBeVisible()
  await expect(next.getByText(`已补发：无人接听 #${code}`)).toBeVisible()
})
