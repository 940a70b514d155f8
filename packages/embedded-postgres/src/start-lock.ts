import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedPostgresError } from './errors.ts'
import { identify, isAlive } from './processes.ts'

const NAME = /^start\.(\d+)\.lock$/
const WAIT_MS = 120_000

interface Holder {
  pid: number
  identity: string
  released: boolean
}

/**
 * Runs `work` while no other process on this machine runs its own under the same directory. Node has no flock, so the
 * lock is a row of numbered files: the highest number holds it, taking over from a dead or finished holder means
 * creating the next number (which only one can), and lower numbers are swept by the holder. A holder killed with
 * `kill -9` is known by its process number and start time.
 */
export async function withStartLock<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const number = await acquire(directory)
  try {
    return await work()
  } finally {
    replace(directory, number, { ...thisProcess(), released: true })
  }
}

async function acquire(directory: string): Promise<number> {
  const deadline = Date.now() + WAIT_MS
  while (Date.now() < deadline) {
    const number = tryAcquire(directory)
    if (number !== null) return number
    await sleep(10 + Math.random() * 20)
  }
  throw new EmbeddedPostgresError(
    `另一个进程一直在启动数据库，请稍后再试 / another process has been starting the database for ${WAIT_MS / 1000} s: ${directory}`,
  )
}

function tryAcquire(directory: string): number | null {
  const highest = listNumbers(directory).at(-1) ?? 0
  if (highest > 0 && isHeld(directory, highest)) return null

  const mine = highest + 1
  if (!create(directory, mine)) return null
  const numbers = listNumbers(directory)
  if (numbers.at(-1) !== mine) {
    rmSync(fileOf(directory, mine), { force: true })
    return null
  }
  for (const number of numbers.filter(number => number < mine)) rmSync(fileOf(directory, number), { force: true })
  return mine
}

function isHeld(directory: string, number: number): boolean {
  try {
    const holder = JSON.parse(readFileSync(fileOf(directory, number), 'utf8')) as Holder
    return !holder.released && isAlive(holder.pid, holder.identity)
  } catch {
    // Swept by a newer holder, or torn by a power cut: the next number decides.
    return false
  }
}

/** Creates the file with its contents in one step, so that nobody reads it half written; false when it exists. */
function create(directory: string, number: number): boolean {
  const draft = writeDraft(directory, thisProcess())
  try {
    linkSync(draft, fileOf(directory, number))
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw cause
  } finally {
    rmSync(draft, { force: true })
  }
}

function replace(directory: string, number: number, holder: Holder): void {
  renameSync(writeDraft(directory, holder), fileOf(directory, number))
}

function writeDraft(directory: string, holder: Holder): string {
  const draft = join(directory, `draft-${randomUUID()}`)
  writeFileSync(draft, JSON.stringify(holder))
  return draft
}

function thisProcess(): Holder {
  return { pid: process.pid, identity: identify(process.pid), released: false }
}

function listNumbers(directory: string): number[] {
  return readdirSync(directory)
    .map(name => Number(NAME.exec(name)?.[1] ?? Number.NaN))
    .filter(number => !Number.isNaN(number))
    .sort((a, b) => a - b)
}

function fileOf(directory: string, number: number): string {
  return join(directory, `start.${number}.lock`)
}
