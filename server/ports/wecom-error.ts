/**
 * What to do about a refusal:
 * - `retry`: busy or unreachable, try again with back-off
 * - `wait`: frequency limit, try again when the window is over
 * - `refresh`: the token or ticket died early, get another once
 * - `login`: the person has to log in again
 * - `stop`: configuration or permission, a human has to look
 * - `sync`: the directory changed, read it again
 * - `drop`: this message or recipient cannot be served, go on with the next
 * - `bug`: our request was malformed
 */
export type WecomReaction = 'retry' | 'wait' | 'refresh' | 'login' | 'stop' | 'sync' | 'drop' | 'bug'

const REACTIONS: Record<WecomReaction, readonly number[]> = {
  retry: [-1, 45033],
  wait: [45009],
  refresh: [40014, 42001],
  login: [40029, 42022, 84014, 84015, 84025],
  stop: [
    40001, 40013, 40091, 40056, 301002, 48002, 48004, 48005, 48006, 50001, 50003, 60020, 80001, 85005, 86001, 86003,
    86008, 93000, 93004, 93006, 93008,
  ],
  sync: [50002, 60003, 60011, 60021, 60111, 60123, 86216],
  drop: [40003, 40201, 45002, 45008, 81013, 82001, 82002, 82003],
  bug: [],
}

const REACTION_BY_CODE = new Map(
  Object.entries(REACTIONS).flatMap(([reaction, codes]) =>
    codes.map((code): [number, WecomReaction] => [code, reaction as WecomReaction]),
  ),
)

/** Codes not in WeCom's table of reactions are our mistake until shown otherwise. `null`: there was no answer at all. */
export function reactionTo(errcode: number | null): WecomReaction {
  return errcode === null ? 'retry' : (REACTION_BY_CODE.get(errcode) ?? 'bug')
}

export interface WecomErrorDetails {
  /** For example `appchat/send`: never a whole address, those carry the token. */
  api: string
  /** `null` when WeCom did not answer, or not in its format. */
  errcode: number | null
  /** WeCom's own id of the failed call, to quote in a support request. */
  hint?: string | null
  /** HTTP status where it was not 200. */
  status?: number | null
  /** There was no answer, yet WeCom may have done what was asked: the request was on its way. */
  mayHaveArrived?: boolean
}

/** A call WeCom refused or did not answer. Neither message nor fields hold a secret, a token or message content. */
export class WecomError extends Error {
  override readonly name = 'WecomError'
  readonly api: string
  readonly errcode: number | null
  readonly hint: string | null
  readonly status: number | null
  readonly mayHaveArrived: boolean

  constructor({ api, errcode, hint = null, status = null, mayHaveArrived = false }: WecomErrorDetails) {
    super(
      `WeCom ${api}: ${errcode ?? (status === null ? 'no answer' : `HTTP ${status}`)}${hint ? ` (hint ${hint})` : ''}`,
    )
    this.api = api
    this.errcode = errcode
    this.hint = hint
    this.status = status
    this.mayHaveArrived = mayHaveArrived
  }

  get reaction(): WecomReaction {
    return reactionTo(this.errcode)
  }
}

/** The support id in `invalid code, hint: [1607658081_80_bb45…], from ip: …`. */
export function readHint(errmsg: string): string | null {
  return /hint: \[([\w-]{1,80})\]/.exec(errmsg)?.[1] ?? null
}
