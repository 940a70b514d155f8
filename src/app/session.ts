import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { PAGE_REFUSALS } from '../../contract/page-refusals.ts'
import type { Session } from '../../contract/session.ts'
import type { Role } from '../../contract/staff.ts'
import { endSession, getSession } from './session-api.ts'
import { ApiError } from '../http/api-error.ts'
import { homeUnitName } from './grants.ts'
import { goToLogin, loginRefusal, loginWorked } from './login.ts'
import { onSignedOut } from '../http/sign-out.ts'
import { useChange } from '../http/useChange.ts'
import { setServerNow } from './server-clock.ts'

/** Kept on the phone, being nobody's secret: the first rows are drawn in this size before anything is known. */
function applyTextSize(large: boolean) {
  document.documentElement.classList.toggle('large-text', large)
  localStorage.setItem('hecha.large-text', large ? 'yes' : 'no')
}

/** Who is logged in and what that opens. */
export const useSessionStore = defineStore('session', () => {
  const session = shallowRef<Session | null>(null)
  const error = shallowRef<ApiError | null>(null)
  /** Counts questions and answers: what was asked before the newest answer is older than that. */
  let turn = 0

  const roles = computed(() => new Set<Role>(session.value?.grants.map(grant => grant.role)))
  const unitName = computed(() => homeUnitName(session.value?.grants ?? []))

  // Whoever ended it, and wherever: from now on nothing is to be read here.
  onSignedOut(cause => {
    if (session.value) close(cause)
  })

  /** Nothing of it is shown any more, not by an answer that is still on its way either. */
  function close(cause: ApiError) {
    turn += 1
    session.value = null
    error.value = cause
  }

  /** The session as the server answered with it just now. */
  function accept(answer: Session) {
    turn += 1
    session.value = answer
    error.value = null
    setServerNow(answer.now)
    applyTextSize(answer.largeText)
  }

  /** Ask who is there; without a session, leave for login. */
  async function load() {
    const asked = (turn += 1)
    try {
      const answer = await getSession()
      if (asked === turn) accept(answer)
      loginWorked()
    } catch (cause) {
      const problem = ApiError.from(cause)
      const refusal = problem.signedOut ? await loginRefusal() : problem
      if (refusal || !goToLogin()) error.value = refusal ?? problem
    }
  }

  function loggedOut() {
    close(new ApiError('unauthenticated', '已退出登录。'))
  }

  /** Nobody touched the page for too long: it shows nothing any more, and the server is told. True where it answered. */
  async function endIdle(): Promise<boolean> {
    close(new ApiError('session_idle', PAGE_REFUSALS.session_idle))
    const ending = useChange(endSession)
    return (await ending.submit({})) !== null || ending.error.value?.code !== 'offline'
  }

  return { session, error, roles, unitName, accept, load, loggedOut, endIdle }
})
