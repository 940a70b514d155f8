// A mis-tap after a call is taken back: from the word about it, or within ten minutes from the card.
import { expect, test } from './support/test.ts'

test('a result told by mistake is taken back from the next card, and told anew', async ({ openPhone }) => {
  const caller = await openPhone('caller')
  const start = caller.getByRole('button', { name: /开始拨打/ })
  await start.click()
  const vacant = caller.getByRole('button', { name: /^空号/ })
  await expect(vacant).toBeVisible()
  const card = await caller.getByRole('heading', { level: 1 }).innerText()

  await vacant.click()
  // One word takes the place of another with the same button while it goes.
  await caller.getByRole('status').getByRole('button', { name: '撤销' }).last().click()
  await caller.getByRole('button', { name: '去重新记' }).click()

  await expect(caller.getByRole('heading', { level: 1, name: card })).toBeVisible()
  await expect(vacant).toBeVisible()
  await caller.getByRole('button', { name: '无人接听' }).click()
  await expect(caller.getByText(/已记：无人接听/)).toBeVisible()
})

test('within ten minutes the card takes it back', async ({ openPhone }) => {
  const caller = await openPhone('caller')
  await caller.getByRole('button', { name: /开始拨打/ }).click()
  const missed = caller.getByRole('button', { name: '无人接听' })
  await expect(missed).toBeVisible()
  const card = caller.url()
  await missed.click()
  await expect(caller.getByText(/已记：无人接听/)).toBeVisible()
  await expect(caller).not.toHaveURL(card)

  await caller.goto(card)
  const calls = caller.getByRole('region', { name: '打过的电话' })
  await calls.getByRole('button', { name: '撤销' }).click()

  await expect(caller.getByText('已撤销，请重新记')).toBeVisible()
  await expect(missed).toBeVisible()
  await caller.screenshot({ path: 'test-results/e2e/undo-on-card.png' })
})
