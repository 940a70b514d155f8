import { groupMessages } from './support/stage.ts'
import { expect, test } from './support/test.ts'

test('three phones and one group: call, report, record, progress', async ({ openPhone, server, taps }) => {
  const [caller, recorder, lead] = await Promise.all([openPhone('caller'), openPhone('recorder'), openPhone('lead')])
  await expect(caller.getByRole('button', { name: /开始拨打/ })).toBeVisible()
  await expect(recorder.getByText(/待录入 \d+/)).toBeVisible()

  const recorded = lead.getByRole('link', { name: /^\d+ 已录入$/ })
  const recordedNow = async () => Number.parseInt(await recorded.innerText(), 10)
  await expect(recorded).toBeVisible()
  const recordedBefore = await recordedNow()

  // the caller: dial, reached, where the person is, post
  const count = await taps(caller)
  await caller.getByRole('button', { name: /开始拨打/ }).click()
  await caller.getByRole('button', { name: '已接通，填写情况' }).click()
  const code = (
    await caller
      .getByText(/^#[0-9A-Z]{5}$/)
      .first()
      .innerText()
  ).slice(1)
  // by its code: a reminder of reports that have waited may come to the group at any time
  const posted = async () => (await groupMessages(server, 'tingnan')).filter(({ text }) => text.includes(`#${code}`))
  expect(await posted()).toEqual([])
  await caller.getByRole('button', { name: '在本社区' }).click()
  await caller.getByRole('button', { name: /发到群 · 下一位/ }).click()
  expect(await count()).toBe(4)

  // the group and the recorder's phone show it without a reload
  await expect.poll(posted).toHaveLength(1)
  const [line] = await posted()
  expect(line?.text).toMatch(new RegExp(`^【核查反馈】#${code} .\\*+\\(尾号\\d{4}\\)\\n已接通\\|`))
  const card = recorder.getByRole('listitem').filter({ hasText: `#${code}` })
  await expect(card).toBeVisible()

  const recording = await taps(recorder)
  await card.getByRole('button', { name: '录入' }).click()
  expect(await recording()).toBe(1)
  await expect(card).toBeHidden()
  await expect(recorder.getByText(`#${code}`).first()).toBeVisible()

  // it has left the caller's list, and the lead's numbers have moved
  await caller.goto(`${server.origin('caller')}/#/tasks`)
  await expect(caller.getByText(code)).toBeHidden()
  await expect.poll(recordedNow).toBe(recordedBefore + 1)
})
