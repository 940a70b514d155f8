import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync } from 'node:fs'

/** A process that exists. `identity` differs between two processes that had the same number one after the other. */
interface RunningProcess {
  identity: string
  zombie: boolean
}

/** The process of this number, or null when there is none. */
function findProcess(pid: number): RunningProcess | null {
  if (!isSignalable(pid)) return null
  if (process.platform === 'linux') return readProcStat(pid)
  if (process.platform === 'win32') return { identity: String(pid), zombie: false }
  return readPs(pid)
}

/** What to write down so that `isAlive` can tell later whether this very process is still there. */
export function identify(pid: number): string {
  return findProcess(pid)?.identity ?? String(pid)
}

export function isAlive(pid: number, identity: string): boolean {
  const found = findProcess(pid)
  return found !== null && !found.zombie && found.identity === identity
}

/** Whether the process is a PostgreSQL server on this directory (PostgreSQL makes it its working directory). */
export function isPostgresOn(pid: number, directory: string): boolean {
  const found = findProcess(pid)
  if (!found || found.zombie) return false
  if (process.platform === 'linux') return isPostgresByProc(pid, directory)
  if (process.platform === 'win32') return runQuietly('tasklist', ['/FI', `PID eq ${pid}`, '/NH']).includes('postgres')
  const command = runQuietly('ps', ['-o', 'command=', '-p', String(pid)])
  return command.includes('postgres') && command.includes(directory)
}

function isSignalable(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** See proc_pid_stat(5): the name in brackets may hold anything, so fields count from the last bracket. */
function readProcStat(pid: number): RunningProcess | null {
  const text = readQuietly(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  if (text === null) return null
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return { identity: `${pid}@${fields[19]}`, zombie: fields[0] === 'Z' || fields[0] === 'X' }
}

function readPs(pid: number): RunningProcess | null {
  const text = runQuietly('ps', ['-o', 'stat=,lstart=', '-p', String(pid)]).trim()
  if (text === '') return null
  const [state = '', ...started] = text.split(/\s+/)
  return { identity: `${pid}@${started.join(' ')}`, zombie: state.startsWith('Z') }
}

function isPostgresByProc(pid: number, directory: string): boolean {
  const name = readQuietly(() => readFileSync(`/proc/${pid}/comm`, 'utf8').trim())
  const workingDirectory = readQuietly(() => readlinkSync(`/proc/${pid}/cwd`))
  return name === 'postgres' && workingDirectory === readQuietly(() => realpathSync(directory))
}

function readQuietly(read: () => string): string | null {
  try {
    return read()
  } catch {
    return null
  }
}

function runQuietly(command: string, args: string[]): string {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return ''
  }
}
