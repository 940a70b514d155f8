import { FIELD_LABELS, REJECT_TEXT, type IntakeAnswer, type SheetAnswer } from '../../../contract/intake.ts'

/** An answer as a person at the console reads it. */
export function answerText(answer: IntakeAnswer): string {
  const { file, rows, linked, merged, rejected, tasks, subjects } = answer
  const lines = [
    file,
    `  ${rows} 行 = 新 ${answer.new} + 已知 ${linked} + 合并 ${merged} + 退回 ${rejected} · ${tasks} 个任务 ${subjects} 人`,
    ...answer.sheets.flatMap(sheetLines),
    ...answer.rejects.map(
      ({ sheet, row, column, value, reason }) =>
        `  退回 ${sheet === null ? '' : `${sheet} `}第 ${row} 行 ${oneLine(column)} ${oneLine(value)} ${REJECT_TEXT[reason]}`,
    ),
  ]
  return `${lines.join('\n')}\n`
}

function sheetLines({ name, headerRow, mapping, unknown, notes }: SheetAnswer): string[] {
  const read = Object.entries(mapping).map(([header, field]) => `${oneLine(header)} → ${FIELD_LABELS[field]}`)
  return [
    `  ${name === null ? '' : `${name} · `}第 ${headerRow} 行是表头`,
    `    ${read.join('  ')}`,
    ...(unknown.length > 0 ? [`    认不出: ${unknown.map(oneLine).join('、')}`] : []),
    ...notes.map(note => `    ${oneLine(note)}`),
  ]
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ')
