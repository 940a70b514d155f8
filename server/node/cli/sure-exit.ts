import { ERROR_SENTENCES } from '../../../contract/errors.ts'
import { DomainError } from '../../errors.ts'
import { EXIT, WrongInput, type Command } from './command.ts'

/** The command with wrong input told on standard error and answered with its exit code. */
export function sureExit(command: Command): Command {
  return {
    ...command,
    async run(args, io) {
      try {
        return await command.run(args, io)
      } catch (cause) {
        if (!(cause instanceof WrongInput || cause instanceof DomainError)) throw cause
        const sentence = cause instanceof DomainError ? ERROR_SENTENCES[cause.code] : cause.message
        io.err(`hecha ${command.name}: ${sentence}\n`)
        return EXIT.wrongInput
      }
    },
  }
}
