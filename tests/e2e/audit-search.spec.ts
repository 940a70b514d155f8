// P52: a lead finds who looked at what by person, task, reason and days.
import type { TaskPage } from '../../contract/tasks.ts'
import { canaries, read } from './support/leak-search.ts'
import { expect, test } from './support/test.ts'

test('a lead searches the looks by name, task code, reason and days', async ({ openPhone }) => {
  const [caller, lead] = await Promise.all([openPhone('caller'), openPhone('lead', '/#/account/audit')])
  await expect(caller.getByRole('button', { name: /开始拨打/ })).toBeVisible()
  await canaries(caller, 1)
  const code = (await read<TaskPage>(caller, '/tasks?bucket=to_call&limit=1')).items[0]?.code ?? ''
  const find = lead.getByRole('searchbox', { name: '同事姓名或任务码' })
  const looks = lead.getByText('查看证件号')

  await find.fill('陈')
  await lead.getByRole('group', { name: '看谁的' }).getByRole('button', { name: /陈晓/ }).click()
  await expect(looks.first()).toBeVisible()
  await lead.getByRole('group', { name: '原因' }).getByRole('button', { name: '上门' }).click()
  await expect(looks).toHaveCount(0)
  await lead.getByRole('group', { name: '原因' }).getByRole('button', { name: '核对身份' }).click()
  await expect(looks.first()).toBeVisible()
  await lead.getByRole('button', { name: '只看 陈晓' }).click()

  await find.fill(`#${code}`)
  await expect(lead.getByText(`#${code}`).first()).toBeVisible()
  await lead.getByRole('group', { name: '时间' }).getByRole('button', { name: '自选日期' }).click()
  await lead.screenshot({ path: 'test-results/e2e/audit-search.png' })
  await lead.getByLabel('到哪天').fill('2020-01-02')
  await lead.getByLabel('从哪天').fill('2020-01-01')
  await expect(lead.getByText('没有记录')).toBeVisible()
})
