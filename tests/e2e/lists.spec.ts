// A list comes in and a lab result closes a card (P4, P6, P8, P14).
import { labFinds } from './support/stage.ts'
import { expect, test } from './support/test.ts'

const SAMPLE = 'tests/fixtures/lists/05-0521-street.xlsx'

test('a lead imports a list in at most four taps after choosing the file, and takes it back', async ({
  openPhone,
  taps,
}) => {
  const lead = await openPhone('lead', '/#/account/batches')
  await lead.locator('input[type=file]').setInputFiles(SAMPLE)
  const count = await taps(lead)

  await expect(lead.getByText(/300 行 =/)).toContainText('退回 5')
  await lead.screenshot({ path: 'test-results/e2e/import-preview.png', fullPage: true })
  const button = lead.getByRole('button', { name: /导入 287 个任务/ })
  if (await button.isDisabled())
    await lead.getByRole('group', { name: '归到哪个社区' }).getByRole('button').first().click()
  await button.click()

  await expect(lead.getByText('已导入 287 个任务')).toBeVisible()
  expect(await count()).toBeLessThanOrEqual(4)
  await expect(lead.getByText(/收到 300 行（退回 5），任务 287/)).toBeVisible()

  await lead.getByRole('button', { name: '整批撤回' }).click()
  await lead.getByRole('button', { name: '撤回 287 个任务' }).click()
  await expect(lead.getByText('名单已撤回')).toBeVisible()
  await expect(lead.getByText('05-0521-street')).toBeHidden()
})

test('a file that is no list says what to do, and another one can be chosen', async ({
  openPhone,
  expectedConsole,
}) => {
  expectedConsole.push(/status of 422/)
  const lead = await openPhone('lead', '/#/account/batches')
  const old = { name: '名单.xls', mimeType: 'application/vnd.ms-excel', buffer: Buffer.from('d0cf11e0a1b11ae1', 'hex') }
  await lead.locator('input[type=file]').setInputFiles(old)

  await expect(lead.getByText('文件不完整或已损坏')).toBeVisible()
  await lead.locator('input[type=file]').setInputFiles(SAMPLE)
  await expect(lead.getByText(/300 行 =/)).toBeVisible()
})

test('an open card closes and says why when the lab has a result, and a positive comes to the lead', async ({
  openPhone,
  server,
}) => {
  const [caller, lead] = await Promise.all([openPhone('caller'), openPhone('lead')])
  // of a number that one person has: where several share it the card asks whose the sample is
  const row = caller.getByRole('listitem').filter({ hasText: '48小时核酸', hasNotText: '、' }).first()
  const tail = /尾号(\d{4})/.exec(await row.innerText())?.[1] ?? ''
  await row.click()
  await expect(caller.getByText(new RegExp(`\\*{4}${tail}`)).first()).toBeVisible()

  await labFinds(server, tail, 'negative')
  await expect(caller.getByText(/核酸已匹配（.*采样点/)).toBeVisible()

  await labFinds(server, tail, 'positive')
  await expect(lead.getByRole('alert')).toContainText(`尾号${tail}`)
  await expect(caller.getByText(/核酸已匹配（.*采样点/)).toBeHidden()
})
