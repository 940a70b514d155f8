import { fresh, type ReportPart } from '../part.ts'

/** Where the resident lives. It is personal: told as given or not, and never to the group. */
export const ADDRESS: ReportPart = {
  highlights: ({ address }) => (address ? [fresh('有住址')] : []),
  question: {
    title: '住址',
    answer: { maxLength: 120, placeholder: '没有问到' },
    of: ({ address }) => address,
    tell: address => ({ address }),
  },
}
