import type { CopyWay } from '../../contract/audit.ts'

/** An answer as far as it can be read without knowing its shape. */
export interface EarlyAnswer {
  ok: boolean
  status: number
  /** Null where it was no JSON. */
  body: unknown
}

/** What `src/early/` does before the page's own script is there, and hands over to it. */
export interface EarlyPage {
  /** By path under `/api`. */
  answers: Record<string, Promise<EarlyAnswer> | undefined>
  /** Settled when the early rows are on the screen; only where there are any. */
  painted?: Promise<void>
  /** Pixels the early rows are scrolled by. */
  scrolled: number
  /** End the early guard, watermark and cover. */
  stops: (() => void)[]
  /** What was refused last; the page says it again in its own place, and writes it down. */
  tried: CopyWay | null
  /** The page protects itself by now. */
  ended: boolean
}

declare global {
  interface Window {
    hechaEarly?: EarlyPage
  }
}

/** The answer that is already under way for this path, once: a second call asks the server again. */
export function takeEarlyAnswer(path: string): Promise<EarlyAnswer> | undefined {
  const answers = window.hechaEarly?.answers
  const answer = answers?.[path]
  if (answers) delete answers[path]
  return answer
}

export const hasEarlyAnswer = (path: string): boolean => window.hechaEarly?.answers[path] !== undefined

/** Settled when nothing that is drawn early waits to be seen: drawing the page sooner would only hold it back. */
export const earlyRowsPainted = (): Promise<void> => window.hechaEarly?.painted ?? Promise.resolve()

/** How far the early rows were scrolled, in pixels, once. */
export function takeEarlyScroll(): number {
  const early = window.hechaEarly
  const scrolled = early?.scrolled ?? 0
  if (early) early.scrolled = 0
  return scrolled
}

/** The page has its own guard, watermark and cover now. Answers what the early ones refused last. */
export function endEarlyProtection(): CopyWay | null {
  const early = window.hechaEarly
  if (!early) return null
  early.ended = true
  for (const stop of early.stops.splice(0)) stop()
  return early.tried
}
