// What happens while a page is opening reaches it all the same (P14, P45).
import type { TaskPage } from '../../contract/tasks.ts'
import { read } from './support/leak-search.ts'
import { labFinds } from './support/stage.ts'
import { expect, test } from './support/test.ts'

test('what happened between the first answers and the stream is shown once the stream is there', async ({
  openPhone,
  server,
}) => {
  const [caller, lead] = await Promise.all([openPhone('caller'), openPhone('lead')])
  await expect(lead.getByText('匹配率', { exact: false }).first()).toBeVisible()
  const [task] = (await read<TaskPage>(caller, '/tasks?bucket=to_call&limit=1')).items
  const tail = task?.phoneTail ?? ''
  let release = () => {}
  const held = new Promise<void>(resolve => (release = resolve))
  const asked = lead.waitForRequest('**/api/stream')
  const answered = lead.waitForResponse('**/api/alerts')
  await lead.route('**/api/stream', async route => {
    await held
    await route.continue()
  })

  await lead.reload()
  await Promise.all([asked, answered])
  await labFinds(server, tail, 'positive')
  await expect(lead.getByRole('alert')).toHaveCount(0)
  release()

  await expect(lead.getByRole('alert')).toContainText(`尾号${tail}`)
})
