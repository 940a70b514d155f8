import type { TaskDetail } from '../../contract/tasks.ts'
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
