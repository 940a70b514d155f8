import { RevealAnswer, type Reveal } from '../../../../contract/reveals.ts'
import { defineChange, typed } from '../../../http/change.ts'

/** One field of one task in clear. Whoever asks for it forgets it after `seconds`. */
export const revealField = defineChange({
  kind: 'reveal-field',
  method: 'POST',
  path: '/tasks/:taskId/reveals',
  label: '查看明文',
  body: typed<Reveal>(),
  answer: RevealAnswer,
})
