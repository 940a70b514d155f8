import { parseArgs, type ParseArgsConfig } from 'node:util'
import { EXIT, type Command, type CommandIo } from './command.ts'

/** Reads the words after a command's name; a wrong one is said on standard error and answers null. */
export function readArgs<T extends NonNullable<ParseArgsConfig['options']>>(
  name: string,
  args: readonly string[],
  io: CommandIo,
  options: T,
) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options })
  } catch (cause) {
    io.err(`hecha ${name}: ${cause instanceof Error ? cause.message : String(cause)}\n`)
    return null
  }
}

/** Says how a command is used; the exit code of `--help`. */
export function help(command: Command, io: CommandIo): number {
  io.out(`${command.usage}\n`)
  return EXIT.done
}

/** The environment of the run; tests give their own. */
export const environmentOf = (io: CommandIo) => io.env ?? process.env
