import { cpus } from 'node:os'
import { benchApi } from './api.ts'
import { benchCampaign } from './campaign.ts'
import { benchImport } from './import.ts'
import { benchIntake } from './intake.ts'
import { benchTaskList } from './list.ts'
import { benchPage } from './page.ts'
import { benchReportText } from './report-text.ts'
import type { BenchRow } from './row.ts'
import { benchStream } from './stream.ts'

/** What can be measured; `npm run bench -- api stream` measures some. */
const BENCHES: Readonly<Record<string, () => Promise<BenchRow[]>>> = {
  api: benchApi,
  intake: benchIntake,
  page: benchPage,
  list: benchTaskList,
  import: benchImport,
  'report-text': benchReportText,
  stream: benchStream,
  campaign: benchCampaign,
}

const chosen = process.argv.slice(2)
const rows: BenchRow[] = []
for (const [name, bench] of Object.entries(BENCHES)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue
  process.stderr.write(`measuring ${name} …\n`)
  rows.push(...(await bench()))
}

const sign = (met: boolean | null) => (met === null ? '' : met ? 'yes' : 'NO')
console.log(`\n${cpus().length} cores, Node ${process.version}\n`)
console.log('| what | measured | limit | met |\n| --- | --- | --- | --- |')
for (const { what, measured, limit, met } of rows) console.log(`| ${what} | ${measured} | ${limit} | ${sign(met)} |`)
process.exit(0)
