let offsetMs = 0

/** Take over the server's clock: phones with a wrong one would count down to a wrong deadline. */
export function setServerNow(iso: string): void {
  offsetMs = Date.parse(iso) - Date.now()
}

/** Milliseconds since 1970 by the server's clock. */
export const serverNow = (): number => Date.now() + offsetMs
