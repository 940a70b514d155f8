import { create, isAxiosError, isCancel } from 'axios'
import { isPersonPresent } from './activity.ts'
import { ApiError } from './api-error.ts'
import { refusalOf } from './sign-out.ts'

declare module 'axios' {
  interface AxiosRequestConfig {
    /** Made once for a change and kept over its repeats. */
    requestId?: string
  }
}

/** The one client of the page. Requests carry what the server must know of them; whatever fails rejects with ApiError. */
export const client = create({ baseURL: '/api', validateStatus: status => status < 400 })

client.interceptors.request.use(config => {
  if (config.requestId !== undefined) config.headers.set('Idempotency-Key', config.requestId)
  // What the page asks for by itself, because colleagues work, does not keep the session of an absent person alive.
  if (!isPersonPresent()) config.headers.set('X-Hecha-Passive', '1')
  return config
})

client.interceptors.response.use(undefined, (cause: unknown) => Promise.reject(errorOf(cause)))

function errorOf(cause: unknown): ApiError {
  if (isCancel(cause)) return ApiError.cancelled()
  if (isAxiosError(cause) && cause.response) return refusalOf(cause.response.status, cause.response.data)
  return ApiError.offline(cause)
}
