// The lab names nobody of several people on one number: the card asks whose the sample is.
import type { TaskDetail, TaskPage } from '../../contract/tasks.ts'
import { read } from './support/leak-search.ts'
import { labFinds } from './support/stage.ts'
import { expect, test } from './support/test.ts'

test('a caller says whose a sample of a shared number is, and takes it back', async ({ openPhone, server }) => {
  const caller = await openPhone('caller')
  await expect(caller.getByRole('button', { name: /开始拨打/ })).toBeVisible()
  const { items } = await read<TaskPage>(caller, '/tasks?bucket=to_call&limit=100')
  const shared = items.find(task => task.name.includes('、') && task.testsNeed === 1)
  if (!shared) throw new Error('no number is shared')
  await caller.goto(`${server.origin('caller')}/#/tasks/${shared.id}`)
  await expect(caller.getByRole('heading', { name: `#${shared.code}` })).toBeVisible()
  const { subjects } = await read<TaskDetail>(caller, `/tasks/${shared.id}`)

  for (const [turn] of subjects.entries()) {
    await labFinds(server, shared.phoneTail, 'negative')
    const question = caller.getByRole('group', { name: '这份样本是谁的' })
    await expect(question).toBeVisible()
    await expect(question.getByRole('button')).toHaveCount(subjects.length + 1)
    if (turn === 0) await question.screenshot({ path: 'test-results/e2e/shared-number.png' })
    await question.getByRole('button').nth(turn).click()
    await expect(question).toBeHidden()
  }
  await expect(caller.getByText('已达标，不用打了')).toBeVisible()

  await caller.getByLabel('化验室的采样').getByRole('button', { name: '撤销' }).first().click()
  await expect(caller.getByText('已达标，不用打了')).toBeHidden()
  await caller.getByRole('group', { name: '这份样本是谁的' }).getByRole('button', { name: '都不是' }).click()
  await expect(caller.getByText('不是这里的人')).toBeVisible()
})
