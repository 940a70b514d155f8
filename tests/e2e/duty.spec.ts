// P46, P47: a roster is set in two taps, a hand-over in two taps; a nudge reaches whoever is on duty.
import { expect, test } from './support/test.ts'

test('a lead nudges those on duty, and somebody on duty hands over in two taps', async ({ openPhone, taps }) => {
  const lead = await openPhone('lead', '/#/progress')
  await expect(lead.getByText('只提醒在班的人')).toBeVisible()
  await lead.locator('.screen-body').evaluate(element => element.scrollTo(0, 420))
  await lead.screenshot({ path: 'test-results/e2e/nudge-card.png' })
  await lead.goto(`${new URL(lead.url()).origin}/#/account/duty`)
  await expect(lead.getByText('林雨').first()).toBeVisible()
  await lead.screenshot({ path: 'test-results/e2e/duty-lead.png' })

  await lead
    .getByRole('button', { name: /数据组 排班$/ })
    .last()
    .click()
  await lead.screenshot({ path: 'test-results/e2e/duty-person.png' })
  await lead.getByRole('dialog').getByRole('button', { name: /周静/ }).click()
  await expect(lead.getByRole('dialog')).toHaveCount(0)

  const recorder = await openPhone('recorder', '/#/account/duty')
  await expect(recorder.getByText('您在值班')).toBeVisible()
  const tapped = await taps(recorder)
  await recorder.getByRole('button', { name: '交班' }).click()
  await recorder.screenshot({ path: 'test-results/e2e/duty-hand-over.png' })
  await recorder.getByRole('dialog').getByRole('button', { name: /周静/ }).click()
  await expect(recorder.getByText('已交给周静，您可以休息了')).toBeVisible()
  await expect(recorder.getByText('您在值班')).toHaveCount(0)
  expect(await tapped()).toBe(2)
  await recorder.screenshot({ path: 'test-results/e2e/duty-after.png' })
})
