import { parseHere } from '../../batches/parse-upload.ts'
import type { UploadParser } from '../../ports/upload-parser.ts'
import { startParserThread } from '../lists/upload-parser.ts'

/** Parses in place what own readers can, and in a thread with limits what needs the library for other workbooks. */
export const consoleParser: UploadParser = async question => {
  const answer = parseHere(question)
  if (answer.refused !== 'file_is_xls' && answer.refused !== 'file_is_html') return answer
  const thread = startParserThread()
  try {
    return await thread.parse(question)
  } finally {
    await thread.close()
  }
}
