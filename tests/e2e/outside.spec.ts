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

  const [caller, recorder, lead] = ['caller', 'recorder', 'lead'].map(label =>
    page.frameLocator(`iframe[src*="//${label}."]`),
  )
  await expect(caller?.getByRole('button', { name: /开始拨打/ }) ?? page).toBeVisible()
  await expect(recorder?.getByText(/待录入/) ?? page).toBeVisible()
  await expect(lead?.getByRole('heading', { name: '进度' }) ?? page).toBeVisible()
  await expect(page.getByText('【核查反馈】').first()).toBeVisible()
  await expect(page.getByText('模拟环境').first()).toBeVisible()
  await page.context().close()
})
