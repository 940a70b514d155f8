import { closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs'

const LIMIT_BYTES = 5_000_000

/** A descriptor for the server's output and a way to read what was written since. Starts afresh past 5 MB. */
export function openServerLog(file: string): { descriptor: number; close: () => void; read: () => string } {
  const size = existsSync(file) ? statSync(file).size : 0
  const from = size > LIMIT_BYTES ? 0 : size
  const descriptor = openSync(file, from === size ? 'a' : 'w', 0o600)
  return {
    descriptor,
    close: () => closeSync(descriptor),
    read: () => readFileSync(file).subarray(from).toString('utf8').trim(),
  }
}
