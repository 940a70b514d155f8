import { illegible } from './support/legible.ts'
import { chatOf, copyToPhones, listUnrecorded, openInbox } from './support/pastes.ts'
import { expect, test } from './support/test.ts'

const WIDTHS = [320, 375, 430, 1280]
const TOLD = '已接通，今天核酸阴性，昨天自驾从岚州回来，在本社区'

for (const colorScheme of ['light', 'dark'] as const)
  test(`录入 and 粘贴识别 can be read and hit at every width and size, ${colorScheme}`, async ({
    openPhone,
    server,
  }) => {
    test.setTimeout(120_000)
    const page = await openInbox(openPhone)
    await page.emulateMedia({ colorScheme })
    const [first, second, third] = await listUnrecorded(page, 3)
    const wrong = `${third?.code.slice(0, 4)}${third?.code.endsWith('0') ? '1' : '0'}`
    const texts = [`#${first?.code} ${TOLD}`, `尾号${second?.phoneTail} ${TOLD}`, `#${wrong} ${TOLD}`, '收到，辛苦了']
    await copyToPhones(server, chatOf(texts))
    const problems: string[] = []

    async function lookAt(what: string) {
      for (const width of WIDTHS)
        for (const largeText of [false, true]) {
          await page.setViewportSize({ width, height: 812 })
          await page.evaluate(large => document.documentElement.classList.toggle('large-text', large), largeText)
          const found = await illegible(page)
          problems.push(...found.map(problem => `${what} ${width}${largeText ? ' large' : ''}: ${problem}`))
        }
    }

    await expect(page.getByText(/^最久 /)).toBeVisible()
    await lookAt('inbox')
    await page.getByRole('article').getByRole('button', { name: '核对' }).first().click()
    await lookAt('editor')
    await page.getByRole('link', { name: '粘贴识别' }).click()
    await expect(page.getByText(`任务码 ${wrong} 写错了`)).toBeVisible()
    await lookAt('cards')

    expect(problems).toEqual([])
    // one main region, not one in the other
    await expect(page.getByRole('main')).toHaveCount(1)
  })
