import type { Page } from '@playwright/test'
import type { TaskDetail, TaskPage } from '../../contract/tasks.ts'
import { emptyReportFields } from '../../contract/report-fields.ts'
import { read } from './support/leak-search.ts'
import { copyToPhones, listUnrecorded, openInbox } from './support/pastes.ts'
import { expect, test } from './support/test.ts'

test('every field of a card is corrected in place, with chips before keyboards', async ({ openPhone, server }) => {
  const recorder = await openInbox(openPhone)
  const [task] = await listUnrecorded(recorder, 1)
  if (!task) throw new Error('a task was asked for')
  await copyToPhones(server, `#${task.code} 已接通，今天核酸阴性，昨天自驾从岚州回来，在本社区`)
  await recorder.getByRole('link', { name: '粘贴识别' }).click()
  const card = recorder.getByRole('article', { name: new RegExp(task.code) })
  await card.getByRole('button', { name: '核对' }).click()

  await card.getByRole('button', { name: '已离' }).click()
  await card.getByRole('textbox', { name: '现在在哪个城市' }).fill('湖南长沙')
  await card.getByRole('button', { name: /核酸：阴，点一下换一个/ }).click()
  await card.getByRole('button', { name: '前天' }).click()
  await card.getByRole('button', { name: '火车' }).click()
  await card.getByRole('textbox', { name: '车次' }).fill('粤B12345')
  await expect(card.getByText('车牌不用写')).toBeVisible()
  await card.getByRole('textbox', { name: '车次' }).fill('g6021')
  await card.getByRole('group', { name: '疫苗针数' }).getByRole('button', { name: '3' }).click()
  await card.getByRole('button', { name: '改好了，录入' }).click()

  await expect(recorder.getByText('已录入 1 条')).toBeVisible()
  const { records } = await read<TaskDetail>(recorder, `/tasks/${task.id}`)
  expect(records[0]?.fields).toMatchObject({
    whereabouts: 'left',
    awayPlace: '湖南长沙',
    tests: [{ result: 'pending' }],
    testCount: 1,
    transport: 'train',
    vehicleNo: 'G6021',
    vaccineDoses: 3,
  })
})

test('the list of own records outlives a reload: undone for ten minutes, corrected with a reason after that', async ({
  openPhone,
}) => {
  const recorder = await openInbox(openPhone)
  const code = /#([0-9A-Z]{5})/
  const first = recorder
    .getByRole('article')
    .filter({ has: recorder.getByRole('button', { name: '录入' }) })
    .first()
  const recorded = code.exec(await first.innerText())?.[1] ?? ''
  await first.getByRole('button', { name: '录入' }).click()
  await expect(recorder.getByText(`已录入 #${recorded}`)).toBeVisible()

  await recorder.reload()
  const list = recorder.getByRole('button', { name: /刚录入的 \d+ 条/ })
  await list.click()
  await recorder.getByRole('button', { name: `撤销 ${recorded}` }).click()
  const card = recorder.getByRole('article', { name: new RegExp(recorded) })
  await expect(card).toBeVisible()

  await card.getByRole('button', { name: '录入' }).click()
  await expect(recorder.getByRole('button', { name: `撤销 ${recorded}` })).toBeVisible()
  await recorder.clock.install()
  await recorder.reload()
  await list.click()
  await recorder.clock.fastForward('11:00')
  const entry = recorder.getByRole('listitem').filter({ hasText: recorded })
  await entry.getByRole('button', { name: '更正', exact: true }).click()
  const sheet = recorder.getByRole('dialog', { name: `更正 ${recorded}` })
  await sheet.getByRole('group', { name: '疫苗针数' }).getByRole('button', { name: '4' }).click()
  await sheet.getByRole('button', { name: '改好了，更正' }).click()
  await expect(sheet.getByText('请写一句原因')).toBeVisible()
  await sheet.getByRole('textbox', { name: '为什么更正' }).fill('居民来电更正')
  await sheet.getByRole('button', { name: '改好了，更正' }).click()

  await expect(recorder.getByText(`已更正 #${recorded}`)).toBeVisible()
  await entry.getByRole('button', { name: '更正过 1 次' }).click()
  await expect(entry.getByText('居民来电更正')).toBeVisible()
  await expect(entry.getByText(/^林雨 /)).toBeVisible()
})

/** Reports as a caller's page sends them, of calls made from another phone. */
async function postReports(caller: Page, count: number): Promise<void> {
  const { items } = await read<TaskPage>(caller, `/tasks?bucket=to_call&limit=${count}`)
  for (const { id, version } of items) {
    const body = JSON.stringify({
      version,
      callAttemptId: null,
      fields: { ...emptyReportFields(), outcome: 'reached', whereabouts: 'local' },
    })
    const ok = await caller.evaluate(
      async order => {
        const headers = { 'Idempotency-Key': order.id, 'Content-Type': 'application/json' }
        return (await fetch(order.path, { method: 'POST', headers, body: order.body })).ok
      },
      { id: crypto.randomUUID(), path: `/api/tasks/${id}/reports`, body },
    )
    expect(ok).toBe(true)
  }
}

test('all that is clear is recorded with two taps, and taken back with one', async ({ openPhone, taps }) => {
  const caller = await openPhone('caller')
  await expect(caller.getByRole('tab', { name: /待拨打/ })).toBeVisible()
  await postReports(caller, 6)
  const recorder = await openPhone('recorder', '/#/reports')
  const all = recorder.getByRole('button', { name: /全部录入 \d+ 条清楚的/ })
  const label = await all.innerText()
  const clear = /\d+/.exec(label)?.[0] ?? ''
  await recorder.screenshot({ path: 'test-results/e2e/record-all.png' })
  const count = await taps(recorder)

  await all.click()
  await recorder.getByRole('button', { name: `录入 ${clear} 条`, exact: true }).click()
  await expect(recorder.getByText(`已录入 ${clear} 条`)).toBeVisible()
  expect(await count()).toBe(2)
  await recorder.getByRole('button', { name: '撤销' }).click()

  await expect(recorder.getByText(`已撤销 ${clear} 条`)).toBeVisible()
  await expect(all).toHaveText(label)
})
