import { chatOf, copyToPhones, listUnrecorded, openInbox } from './support/pastes.ts'
import { expect, test } from './support/test.ts'

const CLEAR = '已接通，今天核酸阴性，在本社区'

test('of twelve messages three are doubtful and ask one question each', async ({ openPhone, server }) => {
  const recorder = await openInbox(openPhone)
  const tasks = await listUnrecorded(recorder, 11)
  const clear = tasks.slice(0, 9).map(({ code }) => `#${code} ${CLEAR}`)
  const [named, tailed] = tasks.slice(9)
  if (!named || !tailed) throw new Error('eleven tasks were asked for')
  const wrong = `${named.code.slice(0, 4)}${named.code.endsWith('0') ? '1' : '0'}`
  const doubtful = [`#${wrong} 无人接听`, `#${named.code} 欧阳娜娜 ${CLEAR}`, `尾号${tailed.phoneTail} ${CLEAR}`]
  await copyToPhones(server, `${chatOf([...clear, ...doubtful])}\n小周 00:40\n收到，辛苦了`)
  await recorder.getByRole('link', { name: '粘贴识别' }).click()

  await expect(recorder.getByRole('button', { name: '全部录入 9 条清楚的' })).toBeVisible()
  await expect(recorder.getByText('待录 12 位 · 3 位要确认')).toBeVisible()
  await expect(recorder.getByText('闲聊 1 条已收起')).toBeVisible()
  const mistyped = recorder.getByRole('article').filter({ hasText: `任务码 ${wrong} 写错了` })
  await expect(mistyped).toBeVisible()

  // one question, one tap: the card is clear
  const question = recorder.getByRole('article', { name: new RegExp(named.code) })
  await expect(question.getByText('姓名或号码和任务对不上')).toBeVisible()
  await question.getByRole('button', { name: `${named.name} ${named.phoneTail}` }).click()
  await expect(recorder.getByRole('button', { name: '全部录入 10 条清楚的' })).toBeVisible()
  const tailOnly = recorder.getByRole('article').filter({ hasText: '只有尾号，没有姓名' })
  await tailOnly.getByRole('button', { name: '都不是' }).click()
  await expect(recorder.getByText('待录 11 位 · 1 位要确认')).toBeVisible()

  // a mistyped code is never matched by itself: the one that is a character off is offered
  await mistyped.getByRole('button', { name: `${named.name} ${named.phoneTail}` }).click()
  await expect(recorder.getByRole('button', { name: '全部录入 11 条清楚的' })).toBeVisible()
})

test('one card is one tap, its undo brings it back, and pasted again it says who recorded it', async ({
  openPhone,
  server,
  taps,
}) => {
  const recorder = await openInbox(openPhone)
  const [task] = await listUnrecorded(recorder, 1)
  if (!task) throw new Error('a task was asked for')
  await copyToPhones(server, `#${task.code} ${CLEAR}`)
  await recorder.getByRole('link', { name: '粘贴识别' }).click()
  const card = recorder.getByRole('article', { name: new RegExp(task.code) })

  const count = await taps(recorder)
  await card.getByRole('button', { name: '录入' }).click()
  await expect(recorder.getByText('已录入 1 条')).toBeVisible()
  expect(await count()).toBe(1)
  await recorder.getByRole('button', { name: '撤销', exact: true }).click()
  await expect(recorder.getByText('已撤销 1 条')).toBeVisible()
  await expect(card).toBeVisible()

  await card.getByRole('button', { name: '录入' }).click()
  await expect(card).toBeHidden()
  await recorder.getByRole('button', { name: '再粘一段' }).click()
  await expect(recorder.getByText('已录过 1 条，没有重复录入')).toBeVisible()
  await expect(recorder.getByText(/林雨 .*已录/)).toBeVisible()
})

test('a message that fits nobody is recorded by the code a person types', async ({ openPhone, server }) => {
  const recorder = await openInbox(openPhone)
  const [task] = await listUnrecorded(recorder, 1)
  if (!task) throw new Error('a task was asked for')
  await copyToPhones(server, `尾号0001 张三丰 ${CLEAR}`)
  await recorder.getByRole('link', { name: '粘贴识别' }).click()
  const card = recorder.getByRole('article')
  await expect(card.getByText('没有对得上的任务')).toBeVisible()

  await card.getByRole('textbox', { name: '任务码或手机尾号' }).fill('123')
  await card.getByRole('button', { name: '查找' }).click()
  await expect(card.getByText('请输入 5 位任务码')).toBeVisible()
  await card.getByRole('textbox', { name: '任务码或手机尾号' }).fill(task.code.toLowerCase())
  await card.getByRole('button', { name: '查找' }).click()
  await card.getByRole('button', { name: task.code }).click()

  await expect(card.getByText(/消息里写的是 .*尾号0001/)).toBeVisible()
  await card.getByRole('button', { name: '录入' }).click()
  await expect(recorder.getByText('已录入 1 条')).toBeVisible()
})

test('chatter can be looked through, and a line that speaks of a resident is filled in by hand', async ({
  openPhone,
  server,
}) => {
  const recorder = await openInbox(openPhone)
  const [task] = await listUnrecorded(recorder, 1)
  if (!task) throw new Error('a task was asked for')
  await copyToPhones(server, chatOf(['收到，辛苦了', '老样子，表格 20220521 12345', `#${task.code} ${CLEAR}`]))
  await recorder.getByRole('link', { name: '粘贴识别' }).click()

  await recorder.getByRole('button', { name: '闲聊 2 条已收起' }).click()
  await expect(recorder.getByText(/收到.辛苦了/)).toBeVisible()
  const line = recorder.getByRole('listitem').filter({ hasText: /老样子.表格 \*{4}/ })
  await expect(line).toBeVisible()
  await line.getByRole('button', { name: '这条有居民' }).click()
  const card = recorder.getByRole('article').filter({ hasText: '说的是哪一位居民' })
  await expect(recorder.getByText('闲聊 1 条已收起')).toBeVisible()

  await card.getByRole('textbox', { name: '任务码或手机尾号' }).fill(task.phoneTail)
  await card.getByRole('button', { name: '查找' }).click()
  await card.getByRole('button', { name: task.code }).click()
  const filled = recorder.getByRole('article').filter({ hasText: '老样子' })
  await expect(filled.getByRole('button', { name: '录入', exact: true })).toBeDisabled()
  await filled.getByRole('button', { name: '关机' }).click()
  await filled.getByRole('button', { name: '改好了，录入' }).click()
  await expect(recorder.getByText('已录入 1 条')).toBeVisible()

  // what was put aside is held while the screen shows it, and no longer
  await recorder.getByRole('button', { name: '返回' }).click()
  await expect(recorder.getByText(/收到.辛苦了/)).toBeHidden()
  await recorder.getByRole('link', { name: '粘贴识别' }).click()
  await expect(recorder.getByText('闲聊 1 条已收起，要再看请重新粘贴')).toBeVisible()
})

test('where the client gives no clipboard, the box takes the text', async ({ openPhone, server }) => {
  const recorder = await openInbox(openPhone)
  const [task] = await listUnrecorded(recorder, 1)
  if (!task) throw new Error('a task was asked for')
  await copyToPhones(server, '')
  await recorder.getByRole('link', { name: '粘贴识别' }).click()

  await recorder.getByRole('textbox', { name: '群里的反馈' }).fill(`#${task.code} ${CLEAR}`)
  await recorder.getByRole('button', { name: '识别' }).click()

  await expect(recorder.getByRole('article', { name: new RegExp(task.code) })).toBeVisible()
  await expect(recorder.getByRole('textbox')).toBeHidden()
})

test('a sentence of the caller fills the form', async ({ openPhone }) => {
  const caller = await openPhone('caller')
  await caller.getByRole('button', { name: /开始拨打/ }).click()
  await caller.getByRole('button', { name: '已接通，填写情况' }).click()

  await caller.getByRole('textbox', { name: '用一句话说' }).fill('今天核酸阴性，打了三针，现在在家')
  await caller.getByRole('button', { name: '填入' }).click()

  await expect(caller.getByRole('button', { name: '在本社区', pressed: true })).toBeVisible()
  await expect(caller.getByText(/疫苗3针/)).toBeVisible()
  await expect(caller.getByRole('textbox', { name: '用一句话说' })).toHaveValue('')
})

test('two recorders with the same selection: one wins, the other sees who', async ({ openPhone, server }) => {
  const [one, other] = [await openInbox(openPhone), await openInbox(openPhone)]
  const tasks = await listUnrecorded(one, 5)
  await copyToPhones(server, chatOf(tasks.map(({ code }) => `#${code} ${CLEAR}`)))
  for (const phone of [one, other]) {
    await phone.getByRole('link', { name: '粘贴识别' }).click()
    await phone.getByRole('button', { name: '全部录入 5 条清楚的' }).click()
  }

  const confirm = { name: '录入 5 条', exact: true }
  await Promise.all([one, other].map(phone => phone.getByRole('button', confirm).click()))

  await expect(one.getByText(/已录入 5 条|5 条同事已录/)).toBeVisible()
  await expect(other.getByText(/已录入 5 条|5 条同事已录/)).toBeVisible()
  const known = [one, other].map(phone => phone.getByText('已录过 5 条，没有重复录入'))
  const lost = (await Promise.all(known.map(line => line.isVisible()))).map((isLost, at) => (isLost ? at : -1))
  const [loser] = lost.filter(at => at >= 0)
  expect(lost.filter(at => at >= 0)).toHaveLength(1)
  // the one that came second sees of each who recorded it, and when
  const second = [one, other][loser ?? 0]
  await second?.getByRole('button', { name: '已录过 5 条' }).click()
  await expect(second?.getByText(/^林雨 .*\d\d:\d\d 已录$/) ?? one.locator('none')).toHaveCount(5)
})

test('a paste of a thousand messages leaves the page responsive on a slow phone', async ({ openPhone, server }) => {
  const recorder = await openInbox(openPhone)
  const tasks = await listUnrecorded(recorder, 40)
  const texts = Array.from({ length: 1000 }, (_, at) => `#${tasks[at % 40]?.code} 第${at}次 无人接听`)
  await copyToPhones(server, chatOf(texts))
  const session = await recorder.context().newCDPSession(recorder)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  // Every count that was drawn while the text was read: a page that reads in one go draws none on the way.
  await recorder.evaluate(() => {
    const drawn = new Set<string>()
    new MutationObserver(() => {
      const said = /已看出 \d+ 位/.exec(document.querySelector('[role=status]')?.textContent ?? '')
      requestAnimationFrame(() => said && drawn.add(said[0]))
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
    Object.assign(globalThis, { drawn })
  })

  await recorder.getByRole('link', { name: '粘贴识别' }).click()

  await expect(recorder.getByText('1000 条消息')).toBeVisible()
  const cards = recorder.getByRole('article')
  expect(await cards.count()).toBeLessThan(50)
  const drawn = await recorder.evaluate(() => (globalThis as unknown as { drawn: Set<string> }).drawn.size)
  expect(drawn).toBeGreaterThan(1)
})

test('50 clear messages are recorded with two taps after they were recognised', async ({ openPhone, server, taps }) => {
  const recorder = await openInbox(openPhone)
  const tasks = await listUnrecorded(recorder, 50)
  await copyToPhones(server, chatOf(tasks.map(({ code }) => `#${code} ${CLEAR}`)))
  await recorder.getByRole('link', { name: '粘贴识别' }).click()

  const all = recorder.getByRole('button', { name: '全部录入 50 条清楚的' })
  await expect(all).toBeVisible()
  const count = await taps(recorder)
  await all.click()
  await recorder.getByRole('button', { name: '录入 50 条', exact: true }).click()

  await expect(recorder.getByText('已录入 50 条')).toBeVisible()
  expect(await count()).toBe(2)
  await expect(recorder.getByText('这一段都录完了')).toBeVisible()
})
