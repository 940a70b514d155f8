import { parentPort } from 'node:worker_threads'
import { readListFile, type ListFileQuestion } from '../../batches/read-list-file.ts'

/** Reads one list after another, each as it is asked for; the thread that asks holds time and memory. */
parentPort?.on('message', (question: ListFileQuestion) => parentPort?.postMessage(readListFile(question), []))
