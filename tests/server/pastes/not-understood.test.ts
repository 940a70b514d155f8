import { beforeEach, expect, it } from 'vitest'
import { startApp } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { givenRecorders, recordCards } from '../../support/pastes.ts'

const app = await startApp()

let town: Awaited<ReturnType<typeof givenRecorders>>

beforeEach(async () => {
  town = await givenRecorders(app)
})

it('leaves nothing of the pasted text in the log or in the database', async () => {
  const task = await town.givenResident('张三丰', '13812345678')
  const secret = '家住桂花苑12栋801室'
  const unread = '噜噜噜6222021234567890秘密'
  app.clearValues.add('桂花苑12栋801').add('不方便透露的话')

  const { cards } = await town.paste(
    town.recorder,
    `#${task.code} 张三丰 13812345678 已接通，核酸5月20日阴，${secret} 不方便透露的话 ${unread}`,
  )
  expect(cards[0]?.read.unread.length).toBeGreaterThan(0)
  expect(JSON.stringify(cards)).not.toContain('6222021234567890')
  // Shown to the recorder, who pasted it, and kept nowhere.
  app.clearValues.add('噜噜噜')
  await recordCards(town.recorder, cards)

  await expectNoLeaks(app)
})

it('of words that were not understood asks, and tells which', async () => {
  const task = await town.givenResident('张三丰', '13812345678')

  const { cards } = await town.paste(town.recorder, `#${task.code} 张三丰 已接通，5月20日核酸阴性，嘟嘟嘟`)

  expect(cards).toMatchObject([{ doubt: 'not_understood', read: { unread: [{ text: '嘟嘟嘟' }], unsure: [] } }])
})
