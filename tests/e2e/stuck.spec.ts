// P42: a number of 卡在哪里 opens exactly the tasks it counts, by taps and back.
import { expect, test } from './support/test.ts'

test('a lead opens the tasks behind a number and goes on to another place', async ({ openPhone }) => {
  const lead = await openPhone('lead', '/#/progress')
  const number = lead.getByRole('link', { name: /未拨打/ })
  await expect(number).toBeVisible()
  const count = Number(/^\d+/.exec(await number.innerText())?.[0])

  await number.click()
  await expect(lead.getByRole('heading', { name: `未拨打 ${count}` })).toBeVisible()
  await expect(lead.getByRole('listitem').first()).toContainText('未拨打')
  await lead.screenshot({ path: 'test-results/e2e/stuck.png' })

  await lead.getByRole('listitem').first().click()
  await expect(lead.getByRole('heading', { name: /^#/ })).toBeVisible()
  await expect(lead.getByText('列入名单')).toBeVisible()
  await expect(lead.getByRole('button', { name: '拨打' })).toHaveCount(0)
  await lead.getByRole('button', { name: '返回列表' }).click()

  await lead.getByRole('button', { name: '打不通' }).click()
  await expect(lead.getByRole('heading', { name: /打不通 \d+/ })).toBeVisible()
  await lead.getByRole('button', { name: '返回' }).click()
  await expect(lead.getByText('卡在哪里')).toBeVisible()
})
