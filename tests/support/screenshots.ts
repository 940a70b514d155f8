import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { chromium, type Browser, type Page } from '@playwright/test'
import { startDemoServer, type DemoServer } from '../e2e/support/demo-server.ts'
import { chatOf, copyToPhones, listUnrecorded } from '../e2e/support/pastes.ts'
import { WECOM_USER_AGENT } from '../e2e/support/test.ts'
import { launchOptions, PHONE } from './browser.ts'

const FOLDER = resolve(import.meta.dirname, '../../docs/screenshots')

/** Every screen of the demo as a person sees it, for the README; `npm run screenshots`. */
async function takeAll(browser: Browser, server: DemoServer): Promise<void> {
  const shoot = (page: Page, name: string) => page.screenshot({ path: join(FOLDER, `${name}.png`) })
  const open = async (label: string, hash = '') => {
    const context = await browser.newContext({ ...PHONE, userAgent: WECOM_USER_AGENT })
    const page = await context.newPage()
    await page.goto(`${server.origin(label)}/${hash}`)
    await page.waitForLoadState('networkidle').catch(() => undefined)
    return page
  }

  const caller = await open('caller')
  await caller.getByRole('button', { name: /开始拨打/ }).waitFor()
  await shoot(caller, 'tasks')
  await caller.getByRole('listitem').nth(1).click()
  await caller.getByRole('button', { name: '拨打' }).waitFor()
  await shoot(caller, 'task')
  await caller.goto(`${server.origin('caller')}/#/tasks`)
  await caller.getByRole('button', { name: /开始拨打/ }).click()
  await caller.getByRole('button', { name: '已接通，填写情况' }).waitFor()
  await shoot(caller, 'call')
  await caller.getByRole('button', { name: '已接通，填写情况' }).click()
  await caller.getByRole('button', { name: '在本社区' }).click()
  await shoot(caller, 'report')

  const recorder = await open('recorder')
  await recorder.getByRole('button', { name: '录入', exact: true }).first().waitFor()
  await shoot(recorder, 'inbox')
  await recorder.getByRole('button', { name: '核对' }).first().click()
  await shoot(recorder, 'check')
  await takePaste(recorder, server, shoot)

  const lead = await open('lead')
  await lead
    .getByText(/匹配率/)
    .first()
    .waitFor()
  await shoot(lead, 'progress')
  await takeAccount(lead, server, shoot)

  await takeOutside(browser, server)
  await takeStage(browser, server)
}

/** A selection of chat with clear and doubtful messages. */
async function takePaste(
  page: Page,
  server: DemoServer,
  shoot: (page: Page, name: string) => Promise<unknown>,
): Promise<void> {
  const [first, second, third] = await listUnrecorded(page, 3)
  const told = '已接通，今天核酸阴性，昨天自驾从岚州回来，在本社区'
  const texts = [`#${first?.code} ${told}`, `尾号${second?.phoneTail} ${told}`, `更正 #${third?.code} 今天核酸阴性`]
  await copyToPhones(server, `${chatOf(texts)}\n陈晓 00:30\n收到，辛苦了`)
  await page.goto(`${server.origin('recorder')}/#/reports/paste`)
  await page.getByRole('button', { name: /全部录入/ }).waitFor()
  await shoot(page, 'paste')
}

/** 我的 and every page its menu leads to, whatever those are. */
async function takeAccount(
  page: Page,
  server: DemoServer,
  shoot: (page: Page, name: string) => Promise<unknown>,
): Promise<void> {
  const home = `${server.origin('lead')}/#/account`
  await page.goto(home)
  const links = page.locator('a[href^="#/account/"], a[href^="#/batches"]')
  await page.getByRole('heading').first().waitFor()
  await shoot(page, 'account')
  const targets = [...new Set(await links.evaluateAll(all => all.map(link => link.getAttribute('href') ?? '')))]
  for (const target of targets) {
    // A change of the hash alone is no new page; from nowhere it is.
    await page.goto('about:blank')
    await page.goto(`${server.origin('lead')}/${target}`)
    await page.locator('.screen h1').waitFor()
    await page.locator('.screen [aria-busy="true"]').first().waitFor({ state: 'detached' })
    await shoot(page, target.replace(/^#\//, '').replaceAll('/', '-'))
  }
}

async function takeOutside(browser: Browser, server: DemoServer): Promise<void> {
  const page = await (await browser.newContext(PHONE)).newPage()
  await page.goto(server.origin())
  await page.getByRole('heading', { name: /请在政务微信里打开/ }).waitFor()
  await page.screenshot({ path: join(FOLDER, 'outside.png') })
}

async function takeStage(browser: Browser, server: DemoServer): Promise<void> {
  const viewport = { width: 1700, height: 900 }
  const page = await (await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })).newPage()
  await page.goto(`${server.origin()}/stage`)
  await page
    .frameLocator('iframe[src*="//lead."]')
    .getByText(/匹配率/)
    .first()
    .waitFor()
  await page.frameLocator('iframe[src*="//caller."]').getByRole('listitem').first().waitFor()
  await page.screenshot({ path: join(FOLDER, 'stage.png') })
}

await mkdir(FOLDER, { recursive: true })
const server = await startDemoServer()
const browser = await chromium.launch(launchOptions())
try {
  await takeAll(browser, server)
} finally {
  await browser.close()
  await server.stop()
}
