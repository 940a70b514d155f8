// A search of every screen and place for a value that must not be there (P38, P52, P55).
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Page } from '@playwright/test'
import type { Nudge } from '../../contract/nudges.ts'
import type { TaskDetail, TaskPage } from '../../contract/tasks.ts'
import type { UnitList } from '../../contract/units.ts'
import { goToBackground } from './support/background.ts'
import { canaries, collectEvidence, read } from './support/leak-search.ts'
import { chatOf, copyToPhones, openInbox } from './support/pastes.ts'
import { expect, test } from './support/test.ts'

interface Screen {
  as: 'caller' | 'recorder' | 'lead'
  /** Where it is, with what stands for the parameters of its path. */
  at(ids: { taskId: string; unitId: string; batchId: string; nudgeId: string }): string
}

/** One for each path of `src/router/index.ts`; a path without one fails. */
const SCREENS: Record<string, Screen> = {
  '/tasks': { as: 'caller', at: () => '/tasks' },
  '/tasks/:taskId': { as: 'caller', at: ({ taskId }) => `/tasks/${taskId}` },
  '/reports': { as: 'recorder', at: () => '/reports' },
  '/reports/paste': { as: 'recorder', at: () => '/reports/paste' },
  '/progress': { as: 'lead', at: () => '/progress' },
  '/progress/tasks': { as: 'lead', at: ({ unitId }) => `/progress/tasks?unitId=${unitId}` },
  '/progress/tasks/:taskId': { as: 'lead', at: ({ taskId }) => `/progress/tasks/${taskId}` },
  '/progress/stuck': { as: 'lead', at: ({ unitId }) => `/progress/stuck?unitId=${unitId}&place=notCalled` },
  '/progress/bulletin': { as: 'lead', at: ({ unitId }) => `/progress/bulletin?unitId=${unitId}` },
  '/progress/data-issues': { as: 'lead', at: () => '/progress/data-issues' },
  '/account': { as: 'lead', at: () => '/account' },
  '/account/duty': { as: 'lead', at: ({ unitId }) => `/account/duty?unitId=${unitId}` },
  '/nudges/:nudgeId': { as: 'recorder', at: ({ nudgeId }) => `/nudges/${nudgeId}` },
  '/account/protection': { as: 'caller', at: () => '/account/protection' },
  '/account/groups': { as: 'lead', at: () => '/account/groups' },
  '/account/members': { as: 'lead', at: () => '/account/members' },
  '/account/batches': { as: 'lead', at: () => '/account/batches' },
  '/account/batches/new': { as: 'lead', at: () => '/account/batches/new' },
  '/account/batches/:batchId': { as: 'lead', at: ({ batchId }) => `/account/batches/${batchId}` },
  '/account/departments': { as: 'lead', at: () => '/account/departments' },
  '/account/lesson': { as: 'caller', at: ({ taskId }) => `/account/lesson?task=${taskId}` },
  '/account/looks': { as: 'caller', at: () => '/account/looks' },
  '/account/look-limits': { as: 'lead', at: () => '/account/look-limits' },
  '/account/audit': { as: 'lead', at: () => '/account/audit' },
  '/account/audit/number': { as: 'lead', at: () => '/account/audit/number' },
}

/** Paths as the router has them; a child's path stands without a slash. */
function routedPaths(): string[] {
  const source = readFileSync(resolve(import.meta.dirname, '../../src/router/index.ts'), 'utf8')
  let parent = ''
  return [...source.matchAll(/path: '([^']+)'/g)].flatMap(([, path = '']) => {
    if (path.startsWith('/:rest')) return []
    if (!path.startsWith('/')) return [`${parent}/${path}`]
    parent = path
    return [path]
  })
}

const settled = (page: Page) => expect(page.locator('[aria-busy="true"]')).toHaveCount(0)

async function idsFor(page: Page) {
  const tasks = await read<TaskPage>(page, '/tasks?bucket=to_call&limit=1')
  const { units } = await read<UnitList>(page, '/units')
  const taskId = tasks.items[0]?.id ?? ''
  const { batch } = await read<TaskDetail>(page, `/tasks/${taskId}`)
  return { taskId, unitId: units[0]?.id ?? '', batchId: batch.id }
}

/** A lead reminds those on duty of a unit of what is to be called. */
async function givenNudge(lead: Page, unitId: string): Promise<string> {
  await expect(lead.locator('.screen h1').first()).toBeVisible()
  const order = { path: `/api/units/${unitId}/nudges`, key: crypto.randomUUID() }
  const nudge = await lead.evaluate(async ({ path, key }) => {
    const headers = { 'Idempotency-Key': key, 'Content-Type': 'application/json' }
    return (await fetch(path, { method: 'POST', headers, body: '{"kind":"call"}' })).json()
  }, order)
  return (nudge as Nudge).id
}

test.describe('what can be found afterwards', () => {
  test('every screen has a case', () => {
    expect(Object.keys(SCREENS).sort()).toEqual(routedPaths().sort())
  })

  for (const label of ['caller', 'recorder', 'lead'] as const) {
    test(`no screen of the ${label} leaves a clear value anywhere`, async ({ openPhone, server }) => {
      test.setTimeout(120_000)
      const page = await openPhone(label)
      await expect(page.locator('.screen h1').first()).toBeVisible()
      const evidence = await collectEvidence(page)
      const caller = label === 'caller' ? page : await openPhone('caller')
      await expect(caller.getByRole('button', { name: /开始拨打/ })).toBeVisible()
      const values = await canaries(caller, 3)
      expect(values.length).toBeGreaterThan(5)
      const { units } = await read<UnitList>(caller, '/units')
      // Once: whoever was reminded is left in peace for a while.
      const nudgeId = label === 'recorder' ? await givenNudge(await openPhone('lead'), units[0]?.id ?? '') : ''
      const ids = { ...(await idsFor(page)), nudgeId }
      await page.reload()

      for (const [path, { as, at }] of Object.entries(SCREENS)) {
        if (as !== label) continue
        await page.goto(`${server.origin(label)}/#${at(ids)}`)
        await expect(page.locator('.screen h1').last(), path).toBeVisible()
        await settled(page)
        await evidence.sweep(page)
      }

      const messages = await fetch(`http://127.0.0.1:${server.port}/simulation/stage/messages?after=0`)
      evidence.add('groups', await messages.text())
      evidence.add('server output', server.output())
      expect(evidence.leaks(values)).toEqual([])
    })
  }

  test('what is pasted leaves nothing in clear: cards, chatter, a typed tail, own records', async ({
    openPhone,
    server,
  }) => {
    const caller = await openPhone('caller')
    await expect(caller.getByRole('button', { name: /开始拨打/ })).toBeVisible()
    const values = await canaries(caller, 2)
    const [phone = ''] = values.filter(value => /^1\d{10}$/.test(value))
    const { items } = await read<TaskPage>(caller, '/tasks?bucket=to_call&limit=2')
    // With its code the message is clear, also where the number stands on several lists.
    const code = items.find(task => phone.endsWith(task.phoneTail))?.code
    const recorder = await openInbox(openPhone)
    const evidence = await collectEvidence(recorder)
    await recorder.reload()
    const unknown = '13999990000'
    await copyToPhones(
      server,
      chatOf([`#${code} ${phone} 已接通，今天核酸阴性`, `${unknown} 无人接听`, '收到，表格 20220521 12345']),
    )
    await recorder.getByRole('link', { name: '粘贴识别' }).click()

    await recorder.getByRole('button', { name: '闲聊 1 条已收起' }).click()
    await evidence.sweep(recorder)
    const stranger = recorder.getByRole('article').filter({ hasText: '没有对得上的任务' })
    await stranger.getByRole('textbox', { name: '任务码或手机尾号' }).fill(phone.slice(-4))
    await stranger.getByRole('button', { name: '查找' }).click()
    await expect(stranger.getByRole('button', { name: phone.slice(-4) }).first()).toBeVisible()
    await evidence.sweep(recorder)
    await recorder.getByRole('article').getByRole('button', { name: '录入', exact: true }).click()
    await recorder.getByRole('button', { name: /刚录入的/ }).click()
    await evidence.sweep(recorder)

    expect(evidence.leaks([...values, unknown, '20220521 12345'])).toEqual([])
  })

  test('a value that is shown leaves nothing in the page', async ({ openPhone, server }) => {
    const page = await openPhone('caller')
    await expect(page.getByRole('button', { name: /开始拨打/ })).toBeVisible()
    const evidence = await collectEvidence(page)
    const values = await canaries(page, 1)
    await page.reload()
    const { taskId } = await idsFor(page)
    await page.goto(`${server.origin('caller')}/#/tasks/${taskId}`)

    await page.getByRole('button', { name: '查看号码' }).click()
    await page.getByRole('button', { name: '核对身份' }).click()
    await expect(page.getByText('已显示在屏幕上')).toBeAttached()
    await evidence.sweep(page)
    await goToBackground(page)
    await expect(page.getByText('已显示在屏幕上')).toHaveCount(0)
    await evidence.sweep(page)

    expect(evidence.leaks(values)).toEqual([])
  })

  test('a number that is dialled is in the answer to the dial and nowhere else', async ({ openPhone, server }) => {
    const page = await openPhone('caller')
    await expect(page.getByRole('button', { name: /开始拨打/ })).toBeVisible()
    const evidence = await collectEvidence(page)
    await page.reload()

    const answer = page.waitForResponse(response => response.url().endsWith('/dial'))
    await page.getByRole('button', { name: /开始拨打/ }).click()
    const { phone, task } = (await (await answer).json()) as { phone: string; task: TaskDetail }
    expect(phone.slice(-4)).toBe(task.phoneTail)
    await expect(page.getByText('模拟拨号')).toBeVisible()
    await evidence.sweep(page)

    await page.getByRole('button', { name: '无人接听' }).click()
    await expect(page.getByText(`已记：无人接听 ${task.name} ${task.phoneTail}`)).toBeVisible()
    await evidence.sweep(page)
    await page.goto(`${server.origin('caller')}/#/tasks/${task.id}`)
    await expect(page.getByRole('heading', { name: `#${task.code}` })).toBeVisible()
    await settled(page)
    await evidence.sweep(page)

    evidence.add('server output', server.output())
    expect(evidence.leaks([phone])).toEqual([])
  })

  test('a look is listed at once for the one who looked and for the lead', async ({ openPhone, server }) => {
    const [caller, lead] = await Promise.all([openPhone('caller'), openPhone('lead')])
    await expect(caller.getByRole('button', { name: /开始拨打/ })).toBeVisible()
    await expect(lead.locator('.screen h1').first()).toBeVisible()
    await canaries(caller, 1)

    await caller.goto(`${server.origin('caller')}/#/account/looks`)
    await lead.goto(`${server.origin('lead')}/#/account/audit`)

    await expect(caller.getByText('查看证件号').first()).toBeVisible()
    await expect(lead.getByText('查看证件号').first()).toBeVisible()
    await lead.getByRole('button', { name: '拨打', exact: true }).click()
    await expect(lead.getByText('查看证件号')).toHaveCount(0)
  })
})
