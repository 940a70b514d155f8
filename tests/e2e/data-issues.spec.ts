// P18: a caller says what is wrong with the data, the lead tells the sender.
import { expect, test } from './support/test.ts'

test('wrong data goes from the task to the lead, who passes it on and can take that back', async ({ openPhone }) => {
  const [caller, lead] = await Promise.all([openPhone('caller'), openPhone('lead', '/#/progress')])
  await caller.getByRole('listitem').first().click()
  const code = (await caller.getByRole('heading', { name: /^#/ }).innerText()).trim()
  await caller.getByRole('button', { name: '数据有误' }).click()
  const sheet = caller.getByRole('dialog')
  await sheet.getByRole('button', { name: '号码错' }).click()
  await sheet.getByRole('textbox', { name: /补充一句/ }).fill('少一位，问了邻居 13812345678')
  await caller.screenshot({ path: 'test-results/e2e/data-issue.png' })
  await sheet.getByRole('button', { name: '报给统筹' }).click()
  await expect(caller.getByText('已报给统筹')).toBeVisible()

  await lead.getByRole('link', { name: /数据有误 \d+ 条，待转告/ }).click()
  const issue = lead.getByRole('listitem').filter({ hasText: code })
  await expect(issue).toContainText('少一位，问了邻居 ****')
  await lead.screenshot({ path: 'test-results/e2e/data-issues.png' })
  await issue.getByRole('button', { name: '已转告' }).click()
  await expect(issue).toBeHidden()

  await lead.getByRole('button', { name: '已转告' }).click()
  await issue.getByRole('button', { name: '撤销' }).click()
  await expect(issue).toBeHidden()
})
