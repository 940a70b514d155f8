// P44: a lead looks at the bulletin with one tap and sends it with the next one; the group has it as it was shown.
import { expect, test } from './support/test.ts'

test('a lead sends the bulletin of the district to its group in two taps', async ({ openPhone, taps, server }) => {
  const lead = await openPhone('lead', '/#/progress')
  const bulletin = lead.getByRole('link', { name: '发通报到群' })
  await expect(bulletin).toBeVisible()
  await lead.screenshot({ path: 'test-results/e2e/progress.png', fullPage: true })
  await lead.locator('.screen-body').evaluate(element => element.scrollTo(0, 620))
  await lead.screenshot({ path: 'test-results/e2e/progress-below.png' })
  const tapped = await taps(lead)

  await bulletin.click()
  const text = lead.getByText(/【云屏区 进度通报】/)
  await expect(text).toContainText(/澜汀街道 \d+｜/)
  await lead.screenshot({ path: 'test-results/e2e/bulletin.png' })
  const shown = await text.innerText()
  await lead.getByRole('button', { name: /发到通报群/ }).click()
  await expect(lead.getByText('已发到 云屏区核查通报群')).toBeVisible()
  expect(await tapped()).toBe(2)

  const posted = async () => {
    const answer = await fetch(`http://127.0.0.1:${server.port}/simulation/stage/messages`)
    return JSON.stringify(await answer.json())
  }
  await expect.poll(posted).toContain(JSON.stringify(shown.split('\n')[2]).slice(1, -1))
})

test('bulletins are set to go out by themselves, and stopped', async ({ openPhone }) => {
  const lead = await openPhone('lead', '/#/progress/bulletin')
  await lead.getByRole('button', { name: '每 30 分钟' }).click()
  await expect(lead.getByText(/下一次 /)).toBeVisible()
  await lead.screenshot({ path: 'test-results/e2e/bulletin-plan.png' })
  await lead.getByRole('button', { name: '不自动发' }).click()
  await expect(lead.getByText(/打开后避开整点和半点/)).toBeVisible()
})

test('every number of the screen is the length of the list it opens', async ({ openPhone }) => {
  const lead = await openPhone('lead', '/#/progress')
  for (const word of ['任务', '已打', '已录入', '待上门', '未拨打', '待再打']) {
    const number = lead.getByRole('link', { name: new RegExp(`^\\d+\\s*${word}`) })
    await expect(number).toBeVisible()
    const count = /^\d+/.exec(await number.innerText())?.[0]
    await number.click()
    await expect(lead.getByRole('heading', { name: `${word} ${count}` })).toBeVisible()
    await lead.getByRole('button', { name: '返回' }).click()
  }
})
