/** Something that must be done again and again, and how long ago it last was. Seconds. */
export interface Beat {
  name: string
  ageS: number
  /** Older than this it is stuck. */
  limitS: number
}

/** What the process keeps doing, so that it can say what has stopped. Measured by a clock that no setting moves. */
export interface Pulse {
  /** From now on this has to beat; a second call changes the limit only. */
  expect(name: string, limitS: number): void
  /** It was done just now. */
  beat(name: string): void
  ages(): Beat[]
}

export function createPulse(nowMs: () => number = () => performance.now()): Pulse {
  const beats = new Map<string, { at: number; limitS: number }>()
  return {
    expect: (name, limitS) => void beats.set(name, { at: beats.get(name)?.at ?? nowMs(), limitS }),
    beat(name) {
      const known = beats.get(name)
      if (known) known.at = nowMs()
    },
    ages: () => [...beats].map(([name, { at, limitS }]) => ({ name, ageS: (nowMs() - at) / 1000, limitS })),
  }
}

export const isStuck = ({ ageS, limitS }: Beat): boolean => ageS > limitS
