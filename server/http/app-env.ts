import type { Act } from '../act.ts'
import type { Deps } from '../deps.ts'

export interface AppEnv {
  Variables: {
    deps: Deps
    /** Who asks, and with which database; within a change `act.db` is its transaction. Public routes have none. */
    act: Act
    /** When what is asked for was done, where it waited on the phone since; null: now. */
    happenedAt: Date | null
    /** Asks this very app again, as another request. */
    dispatch: (request: Request) => Response | Promise<Response>
    /** What `change` was told to prepare before the transaction. */
    prepared: unknown
  }
}

/** The same behind a `change` that prepares something. */
export interface PreparedEnv<Prepared> {
  Variables: AppEnv['Variables'] & { prepared: Prepared }
}
