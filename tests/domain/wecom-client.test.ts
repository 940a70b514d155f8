import { describe, expect, it } from 'vitest'

import { detectWecomClient, isInsideWecom } from '../../domain/wecom-client.ts'
import vectors from '../fixtures/wecom-vectors.json' with { type: 'json' }

describe('the client that shows the page', () => {
  it.each(vectors.user_agents)('is told from the user agent $id', ({ id, ua }) => {
    expect(detectWecomClient(ua)).toBe(id.startsWith('private') ? 'private' : 'wecom')
  })

  it.each(vectors.jssdk_env_detection.cases)(
    'counts as WeCom for $id exactly when the SDK says so',
    ({ ua, sdk_env }) => {
      expect(isInsideWecom(ua)).toBe(sdk_env.isWeCom)
    },
  )

  it.each([
    ['Mozilla/5.0 (iPhone) MicroMessenger/8.0.50 NetType/WIFI', 'wechat'],
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36', 'browser'],
    ['', 'browser'],
  ] as const)('of %j is %s', (userAgent, kind) => {
    expect(detectWecomClient(userAgent)).toBe(kind)
  })
})
