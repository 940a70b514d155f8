import { startDemoServer } from './support/demo-server.ts'
import { groupMessages } from './support/stage.ts'
import { expect, test } from './support/test.ts'

test('after kill -9 everything is still there: tasks, reports, group chat and log-ins', async ({ browser }) => {
  test.setTimeout(150_000)
  const server = await startDemoServer()
  try {
    const page = await (await browser.newContext()).newPage()
    const get = (path: string) => page.evaluate(async url => (await fetch(url)).json(), path)
    const post = (path: string, body: unknown) =>
      page.evaluate(
        async ([url, json]) => {
          const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }
          return (await fetch(url, { method: 'POST', headers, body: json })).status
        },
        [path, JSON.stringify(body)] as const,
      )
    await page.goto(`${server.origin('caller')}/api/auth/login`)
    const all = await get('/api/tasks?bucket=all&limit=100')
    const { version, id } = all.items.find((task: { status: string }) => task.status === 'to_call')
    const outcome = { version, callAttemptId: null, outcome: 'no_answer', callBackAt: null }
    expect(await post(`/api/tasks/${id}/call-attempts`, outcome)).toBe(200)
    const messages = await groupMessages(server, 'tingnan')

    await server.kill()
    await server.restart()

    expect(await get(`/api/tasks/${id}`)).toMatchObject({ version: version + 1, lastOutcome: 'no_answer' })
    expect((await get('/api/tasks?bucket=all&limit=100')).items).toHaveLength(all.items.length)
    expect((await groupMessages(server, 'tingnan')).slice(0, messages.length)).toEqual(messages)
    await page.context().close()
  } finally {
    await server.stop()
  }
})
