import { errorOfAnswer, type ApiError } from './api-error.ts'

const listeners = new Set<(error: ApiError) => void>()

/** Be told when an answer says that the session is over, whoever asked. */
export function onSignedOut(listener: (error: ApiError) => void): void {
  listeners.add(listener)
}

/** The error of an answer that is not 2xx; where it ends the session, everybody who listens is told. */
export function refusalOf(status: number, body: unknown): ApiError {
  const error = errorOfAnswer(status, body)
  if (status === 401) listeners.forEach(listener => listener(error))
  return error
}
