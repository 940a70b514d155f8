// What a page lets nobody take along: copying, printing, the picture of a page in the background (P38, P55).
import type { Page } from '@playwright/test'
import { goToBackground } from './support/background.ts'
import { expect, test } from './support/test.ts'

const NOTICE = '信息不能复制到外部'

/** The layer of the watermark: the one child of the body that is no part of the app and not read out. */
const watermark = (page: Page) => page.locator('body > div[aria-hidden="true"][style]')

test.describe('copying out', () => {
  test('select-all, copy and a long press bring nothing out and say so', async ({ openPhone }) => {
    const page = await openPhone('caller')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await expect(page.getByRole('button', { name: /开始拨打/ })).toBeVisible()
    await expect(watermark(page)).toBeAttached()

    await page.keyboard.press('Control+a')
    await expect(page.getByRole('status').getByText(NOTICE)).toBeVisible()
    expect(await page.evaluate(() => String(getSelection()))).toBe('')

    await page.keyboard.press('Control+c')
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(NOTICE)

    const prevented = await page
      .getByRole('listitem')
      .first()
      .evaluate(row =>
        ['contextmenu', 'dragstart', 'selectstart', 'cut'].filter(
          type => !row.dispatchEvent(new Event(type, { bubbles: true, cancelable: true })),
        ),
      )
    expect(prevented).toEqual(['contextmenu', 'dragstart', 'selectstart', 'cut'])
  })

  test('a field takes what is typed and pasted, and gives what was pasted not back', async ({ openPhone }) => {
    const page = await openPhone('caller')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await expect(watermark(page)).toBeAttached()
    // A field of the test's own, in the very page: which screens have one is their business.
    await page.evaluate(() => document.querySelector('#app')?.append(document.createElement('textarea')))
    const field = page.locator('#app > textarea')

    await field.fill('自己写的')
    await field.press('Control+a')
    await field.press('Control+c')
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('自己写的')

    await field.press('End')
    await field.press('Control+v')
    await expect(field).toHaveValue('自己写的自己写的')
    await field.press('Control+a')
    await field.press('Control+x')

    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(NOTICE)
    await expect(field).toHaveValue('自己写的自己写的')
  })

  test('the print-out of a list is empty', async ({ openPhone }) => {
    const page = await openPhone('caller')
    await expect(page.getByRole('button', { name: /开始拨打/ })).toBeVisible()

    await page.emulateMedia({ media: 'print' })

    expect(await page.evaluate(() => document.documentElement.getClientRects().length)).toBe(0)
    expect((await page.pdf()).includes('/Font')).toBe(false)
  })
})

test.describe('what lies over the content', () => {
  test('the watermark comes back when it is removed, hidden or moved', async ({ openPhone }) => {
    const page = await openPhone('recorder')
    await expect(watermark(page)).toBeAttached()
    const untouched = await watermark(page).getAttribute('style')

    await watermark(page).evaluate(layer => layer.remove())
    await expect(watermark(page)).toHaveCount(1)
    for (const [name, value] of [
      ['display', 'none'],
      ['opacity', '0'],
      ['left', '-9999px'],
    ] as const) {
      await watermark(page).evaluate((layer, change) => layer.style.setProperty(...change, 'important'), [
        name,
        value,
      ] as [string, string])
      await expect(watermark(page)).toHaveAttribute('style', untouched ?? '')
    }
    await watermark(page).evaluate(layer => document.querySelector('#app')?.append(layer))
    await expect(watermark(page)).toHaveCount(1)
    await expect(page.locator('#app div[style*="2147483000"]')).toHaveCount(0)
  })

  test('a page in the background shows nothing of its content', async ({ openPhone }) => {
    const page = await openPhone('lead')
    const content = page.getByText(/匹配率/).first()
    await expect(content).toBeVisible()
    await expect(watermark(page)).toBeAttached()

    await goToBackground(page)

    await expect(content).toBeHidden()
    await expect(page.locator('.privacy-cover')).toBeVisible()
  })

  test('half an hour without a touch empties the page and says so', async ({ openPhone }) => {
    const page = await openPhone('caller')
    await page.clock.install()
    const signed = page.waitForResponse(answer => answer.url().includes('kind=agent'))
    await page.reload()
    await signed
    await expect(page.getByRole('button', { name: /开始拨打/ })).toBeVisible()

    await page.clock.fastForward('31:00')

    await expect(page.getByText('超过 30 分钟没有操作')).toBeVisible()
    await expect(page.getByRole('button', { name: /开始拨打/ })).toBeHidden()
    await expect(page).toHaveURL(/login=session_idle/)
    await page.getByRole('button', { name: '重新登录' }).click()
    await expect(page.getByRole('button', { name: /开始拨打/ })).toBeVisible()
  })
})
