// What is lost and what comes twice when things break: `npm run faults`, or some of them: `npm run faults -- short`,
// `npm run faults -- silent`; nothing broken for ten minutes: `npm run faults -- soak 10`. Needs a built page (`npm run build`).
import { FAULTS } from './faults.ts'
import { playRound, type Played } from './play-round.ts'
import { soak } from './soak.ts'
import { startWorld } from './world.ts'

const PROCESSES = 3

const [which = '', minutes = '10'] = process.argv.slice(2)
if (which === 'soak') await soakAlone(Number(minutes))
const chosen = FAULTS.filter(fault => (which === 'short' ? fault.short : fault.name.includes(which)))
if (chosen.length === 0) {
  process.stderr.write(`no fault is named ${which}; there are:\n${FAULTS.map(({ name }) => `  ${name}\n`).join('')}`)
  process.exit(1)
}

const world = await startWorld(which === 'short' ? 2 : PROCESSES)
const rounds: Played[] = []
try {
  for (const fault of chosen) {
    const round = await playRound(world, fault)
    rounds.push(round)
    process.stdout.write(`${lineOf(round)}\n`)
  }
} finally {
  await world.stop()
}

const sum = (of: (round: Played) => number) => rounds.reduce((total, round) => total + of(round), 0)
const worst = (of: (round: Played) => number) => Math.max(...rounds.map(of))
const lost = sum(round => round.database.lost + round.group.lost)
const doubled = sum(round => round.database.doubled + round.group.doubled)
process.stdout.write(
  `\n${rounds.length} rounds, ${sum(round => round.acknowledged)} acknowledged, ${lost} lost, ${doubled} doubled, ` +
    `worst healing ${seconds(worst(round => round.healedMs))}, a group silent for ${seconds(worst(round => round.silentMs))}\n`,
)
process.exit(lost + doubled === 0 && rounds.every(round => round.problem === null) ? 0 : 1)

async function soakAlone(forMinutes: number): Promise<never> {
  const quiet = await startWorld(PROCESSES)
  const wrong = await soak(quiet, forMinutes).finally(() => quiet.stop())
  process.exit(wrong === 0 ? 0 : 1)
}

function lineOf({ name, acknowledged, database, group, decided, healedMs, silentMs, problem }: Played): string {
  const good = database.lost + database.doubled + group.lost + group.doubled === 0 && problem === null
  return [
    `${good ? '✔' : '✘'} ${name.padEnd(30)}`,
    `${String(acknowledged).padStart(5)} acknowledged`,
    `database ${database.lost} lost ${database.doubled} doubled`,
    `group ${group.lost} lost ${group.doubled} doubled (${decided} decided by a person)`,
    `healed ${seconds(healedMs)}`,
    `silent ${seconds(silentMs)}`,
    problem ?? '',
  ].join('  ')
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
