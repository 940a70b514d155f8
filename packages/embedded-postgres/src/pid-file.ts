import { readFileSync } from 'node:fs'

/** What PostgreSQL writes about itself in `postmaster.pid`; a file cut short has a `pid` of NaN or no port. */
export interface PidFile {
  pid: number
  port: number | null
  /** True once connections are accepted, false while it starts, recovers or stops. */
  ready: boolean
}

/** The pid file, or null when there is none. Lines as in PostgreSQL's utils/pidfile.h. */
export function readPidFile(file: string): PidFile | null {
  let lines: string[]
  try {
    lines = readFileSync(file, 'utf8').split('\n')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw cause
  }
  const port = Number(lines[3] ?? '')
  return { pid: toPid(lines[0]), port: port > 0 ? port : null, ready: lines[7]?.trim() === 'ready' }
}

/** A standalone backend writes its number with a minus sign. */
function toPid(line: string | undefined): number {
  const pid = Math.abs(Number.parseInt(line ?? '', 10))
  return pid > 0 ? pid : Number.NaN
}
