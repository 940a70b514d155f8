import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ERROR_SENTENCES } from '../../../contract/errors.ts'
import { goToLogin, loginRefusal, loginWorked, startOver } from '../../../src/app/login.ts'
import { openPage } from '../../support/page-client.ts'

/** The address the page stands at; `left` is where it went. */
function standAt(search: string, hash = '') {
  const left: string[] = []
  const replace = (url: string) => void left.push(url)
  vi.stubGlobal('location', { pathname: '/', search, hash, replace, reload: () => left.push('again') })
  return left
}

beforeEach(() => {
  openPage()
  vi.stubGlobal('sessionStorage', window.sessionStorage)
  window.sessionStorage.clear()
})

describe('the login', () => {
  it('comes back to the very place it was left from', () => {
    const left = standAt('', '#/tasks/1')

    expect(goToLogin()).toBe(true)

    expect(left).toEqual([`/api/auth/login?returnTo=${encodeURIComponent('/#/tasks/1')}`])
  })

  it('is not tried again at once: a refused cookie would send the page round and round', () => {
    const left = standAt('')
    goToLogin()

    expect(goToLogin()).toBe(false)

    expect(left).toHaveLength(1)
  })

  it('may be tried at once after one that worked', () => {
    standAt('')
    goToLogin()
    loginWorked()

    expect(goToLogin()).toBe(true)
  })

  it.each(['login_failed', 'not_a_member', 'no_role', 'database_unavailable'] as const)('says why: %s', async code => {
    standAt(`?login=${code}`)

    expect(await loginRefusal()).toMatchObject({ code, message: ERROR_SENTENCES[code] })
  })

  it.each(['', '?login=', '?login=made_up', '?login=toString'])('says nothing of its own at %j', async search => {
    standAt(search)

    expect(await loginRefusal()).toBeNull()
  })

  it('is begun anew without the refusal in the address', () => {
    const left = standAt('?login=login_failed', '#/account')
    goToLogin()

    startOver()

    expect(left.at(-1)).toBe('/#/account')
    expect(goToLogin()).toBe(true)
  })
})
