import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { makeCaller, ORIGIN, startSimulation } from './simulated-corp.ts'

const TYPES = ['text', 'markdown', 'markdown_v2', 'textcard', 'news', 'image', 'template_card', 'mpnews', 'other']

/** Bodies that get past the first checks, with anything in the fields. */
const bodies = fc.oneof(
  fc.jsonValue(),
  fc
    .tuple(fc.constantFrom(...TYPES), fc.jsonValue(), fc.jsonValue(), fc.jsonValue())
    .map(([type, part, list, other]) => ({
      msgtype: type,
      [type]: part,
      userlist: list,
      touser: 'ChenMing',
      agentid: 1000002,
      chatid: 'group1',
      safe: other,
    })),
  fc.constantFrom(...TYPES).chain(type =>
    fc.jsonValue().map(articles => ({
      msgtype: type,
      [type]: { articles, content: articles },
      agentid: 1000002,
      touser: '@all',
    })),
  ),
)

describe('the simulated service', () => {
  it.each(['appchat/create', 'appchat/send', 'message/send', 'message/recall', 'webhook/send'])(
    'answers %s with an errcode whatever the body',
    async api => {
      const { simulated } = startSimulation({ settings: { webhookPerMinute: 10_000 } })
      const { post, getToken } = makeCaller(simulated)
      const path = `${api}?key=hook-of-tingnan&access_token=${await getToken()}`
      await post(path.replace(api, 'appchat/create'), {
        name: '群',
        userlist: ['ChenMing', 'linyue'],
        chatid: 'group1',
      })

      await fc.assert(
        fc.asyncProperty(bodies, async body => {
          const answer = await post(path, body)
          expect(answer.status).toBe(200)
          expect(answer.body['errcode']).toEqual(expect.any(Number))
        }),
        { numRuns: 150 },
      )
    },
  )

  it.each(['/stage/say', '/stage/phones/caller', '/stage/clipboard', '/stage/faults', '/lab', '/client/verify'])(
    'takes no harm from broken JSON at %s',
    async path => {
      const request = new Request(`${ORIGIN}/simulation${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"text":',
      })

      expect((await startSimulation().simulated.fetch(request)).status).toBeLessThan(500)
    },
  )
})
