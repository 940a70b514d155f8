import { expect, it } from 'vitest'
import { createClosers } from '../../../server/node/closers.ts'

it('closes the newest first, and once', async () => {
  const closers = createClosers()
  const order: string[] = []
  await closers.add('database', name => order.push(name))
  await closers.add(Promise.resolve('server'), name => order.push(name))

  await Promise.all([closers.close(), closers.close()])

  expect(order).toEqual(['server', 'database'])
  expect(closers.closing).toBe(true)
})

it('waits for what is still opening, and passes over what never opened', async () => {
  const closers = createClosers()
  const closed: string[] = []
  let open = (_name: string) => {}
  void closers.add(new Promise<string>(resolve => (open = resolve)), name => closed.push(name))
  const failed = closers.add(Promise.reject(new Error('no port')), () => closed.push('never'))
  await expect(failed).rejects.toThrow('no port')

  const closing = closers.close()
  expect(closed).toEqual([])
  open('database')
  await closing

  expect(closed).toEqual(['database'])
})
