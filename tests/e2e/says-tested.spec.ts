// P16: who says a test was done is not asked for a picture; the lab is looked at again, and closes the task by itself.
import { labFinds } from './support/stage.ts'
import { expect, test } from './support/test.ts'

test('a claimed test leaves the list until the re-check and is closed by the lab', async ({
  openPhone,
  server,
  taps,
}) => {
  const caller = await openPhone('caller')
  // of a number that one person has
  const row = caller.getByRole('listitem').filter({ hasText: '48小时核酸', hasNotText: '、' }).first()
  const tail = /尾号(\d{4})/.exec(await row.innerText())?.[1] ?? ''
  await row.click()
  const claims = caller.getByRole('button', { name: '自称已做，系统未见' })
  // The very first moment of the screen takes no tap for a call.
  await expect(async () => {
    await caller.getByRole('button', { name: '拨打', exact: true }).click()
    await expect(claims).toBeVisible({ timeout: 2_000 })
  }).toPass()
  const count = await taps(caller)

  await claims.click()
  await caller.getByRole('group', { name: '哪天做的' }).getByRole('button', { name: '今天' }).click()
  await caller.screenshot({ path: 'test-results/e2e/says-tested.png' })
  await caller.getByRole('button', { name: '4小时后' }).click()
  expect(await count()).toBe(3)
  await expect(caller.getByText(/已记：自称已做 /)).toBeVisible()

  await caller.goto(`${server.origin('caller')}/#/tasks`)
  await caller.getByRole('tab', { name: /约定回拨/ }).click()
  const waiting = caller.getByRole('listitem').filter({ hasText: `尾号${tail}` })
  await waiting.click()
  await expect(caller.getByText(/自称\d+\/\d+已做，.* 再看/).first()).toBeVisible()

  await labFinds(server, tail, 'negative')
  await expect(caller.getByText('已达标，不用打了')).toBeVisible()
})
