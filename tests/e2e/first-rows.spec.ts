// Rows are readable before the page's own script is there, and stay where and what they are when it comes.
import type { Page } from '@playwright/test'
import { expect, test } from './support/test.ts'

const SCRIPTS = /\/assets\/[^/]*\.js$/

/** Opens an address anew while the page's scripts are held back; the answer lets them go. */
async function openHeldBack(page: Page, address: string): Promise<() => void> {
  let letGo: () => void = () => undefined
  const gone = new Promise<void>(resolve => (letGo = resolve))
  await page.route(SCRIPTS, async route => {
    await gone
    await route.continue()
  })
  await page.goto('about:blank')
  await page.goto(address, { waitUntil: 'commit' })
  return letGo
}

/** What the first rows are and where; the minutes that are left may be one fewer at any moment. */
const readRows = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('li')].slice(0, 5).map(row => {
      const { top, left, width, height } = row.getBoundingClientRect()
      return { html: row.querySelector('a')?.innerHTML.replace(/(剩|超时) [^<]*/, '$1'), top, left, width, height }
    }),
  )

const pageIsUp = (page: Page) => expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible()

for (const [name, large, scheme] of [
  ['as usual', 'no', 'light'],
  ['in large text, in the dark', 'yes', 'dark'],
] as const) {
  test(`rows are there before the page, ${name}, and do not move when it comes`, async ({ openPhone }) => {
    const page = await openPhone('caller')
    await pageIsUp(page)
    if (large === 'yes') {
      await page.getByRole('link', { name: '我的' }).click()
      await page.getByRole('switch', { name: /大字/ }).click()
      await expect(page.locator('html')).toHaveClass(/large-text/)
    }
    await page.emulateMedia({ colorScheme: scheme })
    await page.addInitScript(() => {
      const shifts: number[] = []
      new PerformanceObserver(list => {
        for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value)
      }).observe({ type: 'layout-shift', buffered: true })
      Object.assign(globalThis, { shifts })
    })

    const address = new URL('/', page.url()).href
    const letGo = await openHeldBack(page, address)
    await expect(page.getByRole('listitem').first()).toContainText('尾号')
    await expect(page.getByText(/待拨打 \d+/)).toBeVisible()
    await expect(page.getByText('模拟环境')).toBeVisible()
    await expect(page.getByRole('navigation', { name: '主导航' })).toBeHidden()
    const before = await readRows(page)
    await page.screenshot({ path: `test-results/e2e/first-rows-${scheme}.png` })

    letGo()
    await pageIsUp(page)
    expect(await readRows(page)).toEqual(before)
    expect(await page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts)).toEqual([])
  })
}

test('early rows lie under a watermark and cannot be copied or printed', async ({ openPhone }) => {
  const page = await openPhone('caller')
  await pageIsUp(page)
  const letGo = await openHeldBack(page, new URL('/', page.url()).href)
  const row = page.getByRole('listitem').first()
  await expect(row).toContainText('尾号')

  await expect(page.locator('body > div[aria-hidden="true"][style]')).toHaveCount(1)
  expect(await row.evaluate(item => getComputedStyle(item).userSelect)).toBe('none')
  await page.emulateMedia({ media: 'print' })
  expect(await page.evaluate(() => document.documentElement.getClientRects().length)).toBe(0)
  await page.emulateMedia({ media: 'screen' })

  letGo()
  await pageIsUp(page)
  await expect(page.locator('body > div[aria-hidden="true"][style]')).toHaveCount(1)
})

test('a tap on an early row opens the task as soon as the page is there', async ({ openPhone }) => {
  const page = await openPhone('caller')
  await pageIsUp(page)
  const letGo = await openHeldBack(page, new URL('/', page.url()).href)
  const row = page.getByRole('listitem').nth(1)
  const tail = /尾号(\d{4})/.exec((await row.textContent()) ?? '')?.[1] ?? ''
  await row.tap()
  expect(new URL(page.url()).hash).toMatch(/^#\/tasks\/[0-9a-f-]{36}$/)

  letGo()
  await expect(page.getByText(new RegExp(`\\*{4}${tail}`)).first()).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('button', { name: /开始拨打/ })).toBeVisible()
})

test('whoever scrolled the early rows is not thrown back to the top', async ({ openPhone }) => {
  const page = await openPhone('caller')
  await pageIsUp(page)
  const letGo = await openHeldBack(page, new URL('/', page.url()).href)
  await expect(page.getByRole('listitem').first()).toContainText('尾号')
  await page.locator('.first-rows').evaluate(rows => rows.scrollTo(0, 150))
  await expect.poll(() => page.evaluate(() => window.hechaEarly?.scrolled)).toBe(150)

  letGo()
  await pageIsUp(page)
  expect(await page.locator('.screen-body:has(.task-rows)').evaluate(rows => rows.scrollTop)).toBe(150)
})

test('nobody but a caller, and no screen but the list, gets early rows', async ({ openPhone }) => {
  for (const [label, path] of [
    ['recorder', '/'],
    ['caller', '/#/account'],
  ] as const) {
    const page = await openPhone(label, path)
    await pageIsUp(page)
    const letGo = await openHeldBack(page, new URL(path, page.url()).href)
    await expect(page.locator('body > div[aria-hidden="true"][style]')).toHaveCount(1)

    await expect(page.getByRole('listitem')).toHaveCount(0)
    letGo()
    await pageIsUp(page)
  }
})
