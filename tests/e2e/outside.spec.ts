import { expect, test } from './support/test.ts'

test('an ordinary browser is told to open the page inside 政务微信, and offered the stage', async ({
  browser,
  server,
}) => {
  const page = await (await browser.newContext()).newPage()

  await page.goto(server.origin())

  await expect(page.getByRole('heading', { name: /请在政务微信里打开/ })).toBeVisible()
  await expect(page.getByRole('link', { name: /模拟环境/ })).toHaveAttribute('href', /\/stage$/)
  await page.context().close()
})

test('the stage shows three phones with their people logged in, and the group', async ({ browser, server }) => {
  const page = await (await browser.newContext({ viewport: { width: 1700, height: 900 } })).newPage()

  await page.goto(`${server.origin()}/stage`)

  const phone = (label: string) => page.frameLocator(`iframe[src*="//${label}."]`)
  await expect(phone('caller').getByRole('button', { name: /开始拨打/ })).toBeVisible()
  await expect(phone('recorder').getByText(/待录入/)).toBeVisible()
  await expect(
    phone('lead')
      .getByText(/匹配率/)
      .first(),
  ).toBeVisible()
  await expect(page.getByText('【核查反馈】').first()).toBeVisible()
  await expect(page.getByText('模拟环境').first()).toBeVisible()
  await page.context().close()
})
