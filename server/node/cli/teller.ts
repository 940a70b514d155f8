import type { IntakeAnswer } from '../../../contract/intake.ts'
import { DomainError, refusalSentence } from '../../errors.ts'
import type { CommandIo } from './command.ts'
import { answerText } from './import-text.ts'

/** Prints the answers of file after file; a refused file does not keep the others from being read. */
export interface Teller {
  attempt(fileName: string, read: () => Promise<IntakeAnswer>): Promise<void>
  refused(): boolean
}

export function createTeller(asJson: boolean, io: CommandIo): Teller {
  let refusals = 0
  const refuse = (file: string, { code, details: { row } }: DomainError) => {
    refusals += 1
    const message = refusalSentence(code, row)
    if (asJson) io.out(`${JSON.stringify({ file, refused: code, ...(row === undefined ? {} : { row }), message })}\n`)
    io.err(`hecha import: ${file}: ${message}\n`)
  }
  return {
    refused: () => refusals > 0,
    async attempt(fileName, read) {
      try {
        const answer = await read()
        io.out(asJson ? `${JSON.stringify(answer)}\n` : answerText(answer))
      } catch (cause) {
        if (!(cause instanceof DomainError)) throw cause
        refuse(fileName, cause)
      }
    },
  }
}
