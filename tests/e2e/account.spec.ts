import { groupMessages } from './support/stage.ts'
import { expect, test } from './support/test.ts'

test("a lead sets a unit's group by webhook, tries it, and gives a member a role", async ({ openPhone, server }) => {
  const lead = await openPhone('lead', '/#/account')

  await lead.getByRole('link', { name: /反馈群、通报群/ }).click()
  await lead.getByRole('button', { name: '汀南社区 通报群 设置' }).click()
  const group = lead.getByRole('dialog')
  await group.getByRole('button', { name: '保存' }).click()
  await expect(group.getByRole('alert')).toContainText('Webhook')
  await group.getByRole('textbox', { name: 'Webhook 地址' }).fill('hook-tingnan-7d1f')
  await group.getByRole('button', { name: '保存' }).click()
  await lead.getByRole('button', { name: '发测试 到 汀南社区通报群' }).click()

  await expect(lead.getByText(/\d\d:\d\d 试通/)).toBeVisible()
  const lines = (await groupMessages(server, 'tingnan')).map(message => message.text)
  expect(lines.filter(line => line?.includes('测试消息'))).toHaveLength(1)

  await lead.getByRole('button', { name: '返回' }).click()
  await lead.getByRole('link', { name: /谁打电话/ }).click()
  await lead.getByRole('searchbox', { name: '姓名或账号' }).fill('何晴')
  await expect(lead.getByRole('listitem')).toHaveCount(1)
  await lead.getByRole('button', { name: /何晴/ }).click()
  const member = lead.getByRole('dialog')
  await member.getByRole('button', { name: '数据组' }).click()
  await member.getByRole('button', { name: '保存' }).click()

  await expect(lead.getByText('何晴 现在有 2 个岗位')).toBeVisible()
  await expect(lead.getByRole('listitem')).toContainText('数据组')
})
