import type { Context } from 'hono'
import type { AppEnv } from './app-env.ts'

/** Requests that were made earlier than they arrive. Only the server itself can enter one: no header says so. */
const happened = new WeakMap<Request, Date>()

/** Sends a request of this member through the same door as any other, with the time at which it happened. */
export async function sendLate(c: Context<AppEnv>, request: Request, at: Date): Promise<Response> {
  happened.set(request, at)
  return c.var.dispatch(request)
}

/** When what a request asks for happened; null: now. */
export const happenedAt = (request: Request): Date | null => happened.get(request) ?? null
