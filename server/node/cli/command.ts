/** What a command may touch of the world; tests give their own. */
export interface CommandIo {
  readonly stdin: AsyncIterable<string | Uint8Array>
  out(text: string): void
  err(text: string): void
  readFile(path: string): Promise<string>
  readBytes(path: string): Promise<Uint8Array<ArrayBuffer>>
  writeBytes(path: string, bytes: Uint8Array): Promise<void>
  /** The moment of the run, ISO with offset. */
  now(): string
  /** Settings of the run; without it those of the process. */
  readonly env?: Record<string, string | undefined>
}

/** One command of `hecha`. `run` resolves to the exit code: 0 done, 1 wrong input, 2 cannot run. */
export interface Command {
  readonly name: string
  /** One line, English and Chinese. */
  readonly summary: string
  readonly usage: string
  run(args: readonly string[], io: CommandIo): Promise<number>
}

export const EXIT = { done: 0, wrongInput: 1, cannotRun: 2 } as const

/** Input a person can put right; the message says how. Ends the command with exit code 1. */
export class WrongInput extends Error {
  override readonly name = 'WrongInput'
}
