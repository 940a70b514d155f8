import { describe, expect, it } from 'vitest'

import { readHint, reactionTo, WecomError } from '../../../server/ports/wecom-error.ts'
import vectors from '../../fixtures/wecom-vectors.json' with { type: 'json' }

describe('a WeCom refusal', () => {
  it.each([
    [-1, 'retry'],
    [null, 'retry'],
    [40014, 'refresh'],
    [42001, 'refresh'],
    [40029, 'login'],
    [42022, 'login'],
    [45009, 'wait'],
    [40001, 'stop'],
    [60020, 'stop'],
    [48002, 'stop'],
    [50001, 'stop'],
    [93000, 'stop'],
    [60111, 'sync'],
    [81013, 'drop'],
    [41001, 'bug'],
    [123456, 'bug'],
  ] as const)('with code %s asks to %s', (errcode, reaction) => {
    expect(reactionTo(errcode)).toBe(reaction)
  })

  it.each(vectors.errmsg_samples.filter(({ errmsg }) => errmsg.includes('hint')))(
    'with code $errcode yields its support id',
    ({ errmsg }) => {
      expect(errmsg).toContain(`[${readHint(errmsg)}]`)
    },
  )

  it('names the call, the code and the support id and nothing else', () => {
    const error = new WecomError({ api: 'appchat/send', errcode: 45009, hint: '16_80_ab' })

    expect(error.message).toBe('WeCom appchat/send: 45009 (hint 16_80_ab)')
  })
})
