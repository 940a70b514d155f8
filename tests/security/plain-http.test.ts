import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../../server/node/config.ts'

const CORP = { WECOM_CORP_ID: 'ww1', WECOM_AGENT_ID: '1', WECOM_SECRET: 's' }

describe('PUBLIC_URL', () => {
  it.each([
    'http://hecha.example.gov.cn',
    'http://10.0.0.8:8080',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'HTTP://hecha.example.gov.cn/',
    'ftp://hecha.example.gov.cn',
  ])('%s refuses to start', url => {
    expect(() => readConfig({ ...CORP, PUBLIC_URL: url })).toThrow(ConfigError)
    expect(() => readConfig({ ...CORP, PUBLIC_URL: url })).toThrow(/^PUBLIC_URL must begin with https/)
  })

  it.each(['https://hecha.example.gov.cn', 'http://127.0.0.1:8080', 'http://localhost:8080', 'http://[::1]:8080'])(
    '%s is taken',
    url => {
      expect(readConfig({ ...CORP, PUBLIC_URL: url }).PUBLIC_URL).toBe(url)
    },
  )
})
