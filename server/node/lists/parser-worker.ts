import { parentPort } from 'node:worker_threads'
import { parseHere } from '../../batches/parse-upload.ts'
import type { UploadQuestion } from '../../ports/upload-parser.ts'
import { readOtherWorkbook } from '../../spreadsheet/other-workbook.ts'

/** Parses one list after another, each as it is asked for; the thread that asks holds time and memory. */
parentPort?.on('message', (question: UploadQuestion) =>
  parentPort?.postMessage(parseHere(question, readOtherWorkbook), []),
)
