import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DomainError } from '../../../server/errors.ts'
import { fairQueue, type QueueLimits } from '../../../server/http/fair-queue.ts'

/** Jobs that are done when the test says so, in the order in which they began. */
function jobs(limits: QueueLimits = { perMember: 10, inAll: 100 }) {
  const queue = fairQueue(limits)
  const began: string[] = []
  const ends: (() => void)[] = []
  const ask = (name: string, signal?: AbortSignal) =>
    queue.run({ by: name.charAt(0), ...(signal && { signal }) }, async () => {
      began.push(name)
      await new Promise<void>(end => ends.push(end))
      return name
    })
  /** Ends whatever begins, until nothing waits. */
  const finish = async () => {
    for (let quiet = 0; quiet < 5; quiet += 1) {
      await Promise.resolve()
      const end = ends.shift()
      if (!end) continue
      end()
      quiet = 0
    }
  }
  return { ask, began, finish }
}

const code = (cause: unknown) => (cause instanceof DomainError ? cause.code : String(cause))

describe('what waits', () => {
  it('is done in turns: one who sends much does not keep others waiting', async () => {
    const { ask, began, finish } = jobs()
    const all = Promise.all(['a1', 'a2', 'a3', 'a4', 'b1', 'c1', 'b2'].map(name => ask(name)))
    await finish()

    expect(await all).toEqual(['a1', 'a2', 'a3', 'a4', 'b1', 'c1', 'b2'])
    expect(began).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4'])
  })

  it('is refused beyond what a member and all together may send', async () => {
    const { ask, finish } = jobs({ perMember: 2, inAll: 3 })
    const asked = ['a1', 'a2', 'a3', 'a4', 'b1', 'c1'].map(name => ask(name).catch(code))
    await finish()

    expect(await Promise.all(asked)).toEqual(['a1', 'a2', 'a3', 'reader_busy', 'b1', 'reader_busy'])
  })

  it('is dropped when its sender has gone, before its turn or before it came', async () => {
    const { ask, began, finish } = jobs()
    const sender = new AbortController()
    const asked = [ask('a1'), ask('b1', sender.signal).catch(code), ask('c1')]
    sender.abort()
    asked.push(ask('d1', sender.signal).catch(code))
    await finish()

    expect(await Promise.all(asked)).toEqual(['a1', 'given_up', 'c1', 'given_up'])
    expect(began).toEqual(['a1', 'c1'])
  })

  it('runs as many at once as it may, one of each member', async () => {
    const { ask, began, finish } = jobs({ atOnce: 2, perMember: 10, inAll: 100 })
    const all = Promise.all(['a1', 'a2', 'b1', 'c1', 'a3'].map(name => ask(name)))
    await Promise.resolve()
    expect(began).toEqual(['a1', 'b1'])
    await finish()

    expect(await all).toEqual(['a1', 'a2', 'b1', 'c1', 'a3'])
    expect(began).toEqual(['a1', 'b1', 'a2', 'c1', 'a3'])
  })

  it('goes on after a job that failed', async () => {
    const queue = fairQueue({ perMember: 1, inAll: 1 })
    const failed = queue.run({ by: 'a' }, () => Promise.reject(new Error('broken'))).catch(String)
    const next = queue.run({ by: 'b' }, async () => 'done')

    expect([await failed, await next]).toEqual(['Error: broken', 'done'])
  })

  it('is done once each, and nobody waits for more than one job of every other member', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 9 }), async members => {
        const { ask, began, finish } = jobs()
        const names = members.map((by, i) => `${by}${i}`)
        const all = Promise.all(names.map(name => ask(name)))
        await finish()

        expect((await all).length).toBe(names.length)
        expect([...began].sort()).toEqual([...names].sort())
        for (const by of new Set(members)) {
          const [first] = names.filter(name => name.startsWith(by))
          // The one that ran when all came, then at most one of each member before it.
          expect(began.indexOf(first ?? '')).toBeLessThanOrEqual(new Set(members).size)
        }
      }),
    )
  })
})
