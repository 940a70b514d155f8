// @vitest-environment happy-dom
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

import { inWeCom } from '../../../../src/wecom/client.ts'
import { simulateDialling } from '../../../../mock/wecom/client/dial-sheet.ts'
import { createLocalFiles } from '../../../../mock/wecom/client/local-files.ts'
import { isPhoneHost, PHONE_USER_AGENT, pretendToBePhone } from '../../../../mock/wecom/client/phone-host.ts'

describe('a simulated phone', () => {
  it.each([
    ['caller.hecha.localhost', true],
    ['recorder.hecha.localhost', true],
    ['lead.hecha.localhost', true],
    ['hecha.localhost', false],
    ['caller', false],
    ['my-caller.hecha.localhost', false],
    ['localhost', false],
  ])('is at %s: %s', (hostname, isPhone) => {
    expect(isPhoneHost(hostname)).toBe(isPhone)
  })

  it('calls itself 政务微信', () => {
    const navigator = { userAgent: 'Chrome' } as Navigator
    pretendToBePhone(navigator)

    expect(navigator.userAgent).toBe(PHONE_USER_AGENT)
    expect(inWeCom(navigator.userAgent)).toBe(true)
  })
})

describe('a simulated call', () => {
  beforeAll(() => simulateDialling(window))
  beforeEach(() => {
    vi.useFakeTimers()
    document.body.replaceChildren()
  })
  afterEach(() => vi.useRealTimers())

  const makeLink = () => {
    const link = document.createElement('a')
    link.href = 'tel:13800005678'
    link.innerHTML = '<b>拨打</b>'
    return link
  }

  it.each([
    [
      'tapped',
      () => {
        const link = makeLink()
        document.body.append(link)
        link.querySelector('b')?.click()
        link.remove()
      },
    ],
    ['clicked by script without being on the page', () => makeLink().click()],
  ])('of a link %s shows the last four digits for two seconds and nothing more of the number', (_, dial) => {
    dial()

    expect(document.body.textContent).toContain('模拟拨号中(尾号5678)')
    expect(document.body.innerHTML).not.toContain('1380000')
    vi.advanceTimersByTime(2_000)
    expect(document.body.textContent).toBe('')
  })
})

it('files chosen from a chat come back as base64 of their bytes, others not at all', async () => {
  const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => index % 256)
  const input = document.createElement('input')
  vi.spyOn(input, 'click').mockImplementation(() => {
    Object.defineProperty(input, 'files', { value: [new File([bytes], '名单.xlsx')] })
    input.dispatchEvent(new Event('change'))
  })
  const files = createLocalFiles({ createElement: () => input } as unknown as Document)

  const [chosen] = await files.choose({ multiple: false, type: 'file' })

  expect(chosen).toMatchObject({ name: '名单.xlsx', size: 20_000, type: 'file' })
  expect(await files.read(chosen?.localId ?? '')).toBe(Buffer.from(bytes).toString('base64'))
  expect(await files.read('invented')).toBeNull()
})
