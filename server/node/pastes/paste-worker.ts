import { parentPort } from 'node:worker_threads'
import { readHere } from '../../pastes/read-here.ts'
import type { PasteQuestion } from '../../ports/paste-reader.ts'

/** Reads one text after another; the thread that asks holds time and memory. Nothing of a text is kept. */
parentPort?.on('message', (question: PasteQuestion) => parentPort?.postMessage(readHere(question), []))
