import { DomainError } from '../errors.ts'
import { WecomError } from './wecom-error.ts'
import { wecomRefusal } from './wecom-refusal.ts'

/**
 * Asks WeCom for something a person waits for.
 * @throws DomainError `wecom_unavailable`, `wecom_rate_limited`, `wecom_refused`
 */
export async function askWecom<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (cause) {
    if (cause instanceof WecomError) throw new DomainError(wecomRefusal(cause), {}, { cause })
    throw cause
  }
}
