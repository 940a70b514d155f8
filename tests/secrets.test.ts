import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { ERROR_SENTENCES } from '../contract/errors.ts'
import { QUESTIONS } from '../contract/lesson.ts'
import { builtFiles } from './support/built-files.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** What a secret looks like; each kind is shown by an example below. */
const SECRETS: Record<string, RegExp> = {
  'a private key': /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/,
  'a password in an address': /[a-z]+:\/\/[^\s/:@"'`]+:[^\s/:@"'`${}]+@/i,
  'the name of a secret setting': /WECOM_SECRET|HECHA_KEY|HECHA_FEED_KEY|DATABASE_URL/,
  'a token of a registry': /_authToken|npm_[A-Za-z0-9]{36}|ghp_[A-Za-z0-9]{36}/,
  'a webhook key': /webhook\/send\?key=[0-9a-f]{8}-/,
  'a WeCom secret': /corpsecret=[\w-]{20,}/,
}

const secretsIn = (text: string): string[] =>
  Object.entries(SECRETS).flatMap(([name, pattern]) => (pattern.test(text) ? [name] : []))

it.each([
  ['a private key', '-----BEGIN EC PRIVATE KEY-----'],
  ['a password in an address', 'postgres://hecha:geheim@db/hecha'],
  ['the name of a secret setting', 'process.env.WECOM_SECRET'],
  ['a token of a registry', '//registry.npmjs.org/:_authToken=x'],
  ['a webhook key', 'webhook/send?key=693a91f6-7'],
  ['a WeCom secret', 'gettoken?corpsecret=abcdefghijklmnopqrstu'],
])('knows %s when it sees one', (name, text) => {
  expect(secretsIn(text)).toEqual([name])
})

it('has a lock file that holds no secret and names no registry', () => {
  const lock = readFileSync(join(ROOT, 'package-lock.json'), 'utf8')
  expect(secretsIn(lock)).toEqual([])
  expect(lock.match(/"resolved": "http[^"]+/g) ?? []).toEqual([])
})

describe('the built pages', () => {
  it('hold no secret, no source map and no answer of the quiz', () => {
    const why = QUESTIONS.map(question => question.why)
    const found = builtFiles(/\.(?:js|css|html|json|map|svg)$/).flatMap(file => {
      const text = readFileSync(file, 'utf8')
      const answers = why.filter(sentence => text.includes(sentence))
      return [...secretsIn(text), ...answers, ...(file.endsWith('.map') ? ['a source map'] : [])].map(
        what => `${file.slice(ROOT.length)}: ${what}`,
      )
    })
    expect(found).toEqual([])
  })

  it('may hold every sentence the server refuses with', () => {
    expect(secretsIn(Object.values(ERROR_SENTENCES).join('\n'))).toEqual([])
  })
})
