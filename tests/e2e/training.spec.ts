// P39: who has not passed the privacy lesson dials nobody and sees nothing in clear.
import { QUESTIONS } from '../../contract/lesson.ts'
import { expect, test } from './support/test.ts'

test('a newcomer is sent from the first call to the lesson, and back to the same task', async ({
  openPhone,
  expectedConsole,
}) => {
  expectedConsole.push(/status of 403/)
  const page = await openPhone('')
  await page.getByRole('link', { name: /柯颖/ }).click()
  await page.getByRole('listitem').first().click()
  const code = await page.getByRole('heading', { name: /^#/ }).innerText()

  const dial = page.getByRole('button', { name: '拨打', exact: true })
  const lesson = page.getByRole('heading', { name: /隐私课/ })
  // The very first moment of the screen takes no tap for a call.
  await expect(async () => {
    if (await dial.isVisible()) await dial.click({ timeout: 2_000 })
    await expect(lesson).toBeVisible({ timeout: 2_000 })
  }).toPass()

  const next = page.getByRole('button', { name: '下一页' })
  const quiz = page.getByRole('button', { name: '做小题' })
  while (!(await quiz.isVisible())) await next.click()
  await quiz.click()
  const [first] = QUESTIONS
  for (const { text, options, right } of QUESTIONS) {
    const chosen = options[text === first?.text ? (right + 1) % options.length : right] ?? ''
    await page.getByRole('group', { name: text }).getByRole('radio', { name: chosen }).check()
  }
  await page.getByRole('button', { name: '交卷' }).click()

  await expect(page.getByRole('alert')).toHaveText(`再想想：${first?.why}`)
  await expect(page.getByRole('button', { name: '交卷' })).toBeDisabled()
  await page.getByRole('radio', { name: first?.options[first.right] ?? '' }).check()
  await page.getByRole('button', { name: '交卷' }).click()

  await page.getByRole('button', { name: '回到任务' }).click()
  await expect(page.getByRole('heading', { name: code })).toBeVisible()
  await page.getByRole('button', { name: '查看号码' }).click()
  await page.getByRole('button', { name: '核对身份' }).click()
  await expect(page.getByText('已显示在屏幕上')).toBeAttached()
  await expect(async () => {
    if (await dial.isVisible()) await dial.click({ timeout: 2_000 })
    await expect(page.getByRole('button', { name: '已接通，填写情况' })).toBeVisible({ timeout: 2_000 })
  }).toPass()
})
