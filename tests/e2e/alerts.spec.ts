// P38: a screenshot on one phone is told to the lead, who closes it; what is shown names nobody in clear.
import { canaries, collectEvidence } from './support/leak-search.ts'
import { captureScreen } from './support/stage.ts'
import { expect, test } from './support/test.ts'

test('the lead sees a screenshot of a colleague and closes it', async ({ openPhone }) => {
  const [caller, lead] = await Promise.all([openPhone('caller'), openPhone('lead')])
  await expect(caller.getByRole('button', { name: /开始拨打/ })).toBeVisible()
  const rate = lead.getByRole('region', { name: '匹配率' })
  await expect(rate).toBeVisible()
  const evidence = await collectEvidence(lead)
  const values = await canaries(caller, 2)
  const card = lead.getByRole('alert').filter({ hasText: '手机截屏 1 次' })

  // The page listens once its client has let it in; however often it is told, it is one alert.
  await expect(async () => {
    await captureScreen(caller)
    await expect(card).toBeVisible({ timeout: 3_000 })
  }).toPass()
  await expect(card.getByRole('listitem')).toContainText('汀南社区')
  await evidence.sweep(lead)
  await card.getByRole('button', { name: '已知悉' }).click()
  await expect(card).toBeHidden()

  await lead.reload()
  await expect(rate).toBeVisible()
  await expect(card).toBeHidden()
  expect(evidence.leaks(values)).toEqual([])
})
