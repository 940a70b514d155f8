import { ERROR_SENTENCES } from '../../contract/errors.ts'
import { POST_UNKNOWN } from '../../contract/reports.ts'
import type { Deps } from '../deps.ts'
import { failureWords, isPassing } from '../errors.ts'
import { WecomError } from '../ports/wecom-error.ts'
import { wecomRefusal } from '../ports/wecom-refusal.ts'
import { ofMessage } from '../privacy/places.ts'
import { nextTry } from './next-try.ts'
import { noteOutcome } from './note-outcome.ts'
import { postToGroup } from './post-to-group.ts'
import { RENEW_EVERY_MS, renewLease, takeNext, type TakenMessage } from './take-next.ts'

/** What a process that is asked to stop tells the messages it has in hand. */
export interface Hands {
  /** From then on an answer of WeCom is no longer waited for. */
  leaving: AbortSignal
}

/** Trouble on our side passes soon; the message was not sent. */
const OWN_TROUBLE_WAIT_MS = 2_000

/** Posts the first message of a group and keeps what became of it. False where none is due. */
export async function deliverNext(deps: Deps, groupId: string, hands: Hands): Promise<boolean> {
  const message = await takeNext(deps, groupId)
  if (message === null) return false
  const renewing = setInterval(() => void renewLease(deps, message).catch(() => undefined), RENEW_EVERY_MS)
  try {
    await post(deps, message, hands)
    const attempts = message.attempts + 1
    await noteOutcome(deps, message, { state: 'sent', attempts, sentAt: deps.clock(), problem: null })
  } catch (cause) {
    await noteFailure(deps, message, cause)
  } finally {
    clearInterval(renewing)
  }
  return true
}

/** @throws WecomError also where the process leaves before the answer is there */
async function post(deps: Deps, message: TakenMessage, { leaving }: Hands): Promise<void> {
  const text = deps.sealer.open(message.contentSealed, ofMessage(message))
  const sent = postToGroup(deps, message, { kind: 'text', text, mentionedUserIds: message.mentions })
  const left = new Promise<never>((_, reject) => {
    const leave = () => reject(new WecomError({ api: 'send', errcode: null, mayHaveArrived: true }))
    if (leaving.aborted) leave()
    leaving.addEventListener('abort', leave, { once: true })
    void sent.finally(() => leaving.removeEventListener('abort', leave)).catch(() => undefined)
  })
  await Promise.race([sent, left])
}

async function noteFailure(deps: Deps, message: TakenMessage, cause: unknown): Promise<void> {
  const now = deps.clock()
  if (cause instanceof WecomError) {
    const attempts = message.attempts + 1
    const { api, errcode, hint } = cause
    const next = nextTry(cause, attempts, now)
    const problem = next.state === 'unknown' ? POST_UNKNOWN : ERROR_SENTENCES[wecomRefusal(cause)]
    deps.log('warn', 'group message not delivered', {
      messageId: message.id,
      attempts,
      api,
      errcode,
      hint,
      state: next.state,
    })
    return noteOutcome(deps, message, { attempts, problem, ...next })
  }
  // Before anything was sent: our own database, or a message that cannot be opened.
  const passing = isPassing(cause)
  deps.log(passing ? 'warn' : 'error', 'group message not sent', { messageId: message.id, cause: failureWords(cause) })
  const nextTryAt = new Date(now.getTime() + OWN_TROUBLE_WAIT_MS)
  const problem = ERROR_SENTENCES[passing ? 'database_unavailable' : 'internal']
  return noteOutcome(deps, message, { state: passing ? 'queued' : 'failed', problem, nextTryAt })
}
