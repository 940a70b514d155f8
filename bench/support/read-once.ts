import { readFileSync } from 'node:fs'
import { parseList } from '../../domain/lists/parse-list.ts'
import { readWorkbook } from '../../server/spreadsheet/read-workbook.ts'

// Reads the list on standard input once, in a process of its own, and prints how far the process grew and how long it took.
const bytes = readFileSync(0)
const before = process.memoryUsage().rss
const from = performance.now()
const cpuBefore = process.cpuUsage()
parseList({ file: 'list.xlsx', grids: readWorkbook(bytes), today: '2022-05-21' })
const { user, system } = process.cpuUsage(cpuBefore)
const grownBytes = process.resourceUsage().maxRSS * 1024 - before
console.log(JSON.stringify({ ms: performance.now() - from, cpuMs: (user + system) / 1000, grownBytes }))
