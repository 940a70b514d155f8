import type { ReportPart } from '../part.ts'

const NONE = '未接种'

/** How many doses. */
export const VACCINE: ReportPart = {
  highlights: ({ vaccineDoses }, known) =>
    vaccineDoses === null ? [] : [{ text: `疫苗 ${vaccineDoses} 针`, isNew: vaccineDoses !== known.vaccineDoses }],
  question: {
    title: '疫苗（针）',
    label: '疫苗针数',
    answer: { choices: ['0', '1', '2', '3', '4'].map(value => ({ value, label: value })) },
    of: ({ vaccineDoses }) => (vaccineDoses === null ? null : String(vaccineDoses)),
    tell: doses => ({ vaccineDoses: doses === null ? null : Number(doses) }),
  },
  fact: ({ vaccineDoses }) => (vaccineDoses === null ? null : { label: '疫苗', value: `${vaccineDoses} 针` }),
  line: {
    place: 4,
    write({ vaccineDoses }) {
      if (vaccineDoses === null) return ''
      return vaccineDoses === 0 ? NONE : `疫苗${vaccineDoses}针`
    },
    read(text) {
      if (text === NONE) return { vaccineDoses: 0 }
      const doses = /^疫苗(\d)针$/.exec(text)?.[1]
      return doses === undefined ? null : { vaccineDoses: Number(doses) }
    },
  },
}
