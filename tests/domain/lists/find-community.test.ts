import { expect, it } from 'vitest'
import { communityFinder } from '../../../domain/lists/find-community.ts'

const find = communityFinder([
  { id: 'tn', name: '汀南社区', street: '澜汀街道', district: '云屏区' },
  { id: 'xx1', name: '新兴社区', street: '澜汀街道', district: '云屏区' },
  { id: 'xx2', name: '新兴社区', street: '东埔街道', district: '江东区' },
])
const nothing = { community: null, street: null, district: null, address: null }

it.each([
  ['its column', { community: '汀南社区' }, 'tn'],
  ['its column without the ending', { community: '汀南' }, 'tn'],
  ['its column with the committee', { community: '汀南社区居委会' }, 'tn'],
  ['the street where names repeat', { community: '新兴社区', street: '东埔' }, 'xx2'],
  ['the address', { address: '明州市云屏区澜汀街道汀南社区栖云花园3栋' }, 'tn'],
  ['street and community in the address', { address: '江东区东埔街道新兴社区1栋' }, 'xx2'],
  ['a column that holds both', { community: '澜汀街道汀南社区' }, 'tn'],
  ['nothing when names repeat', { community: '新兴社区' }, null],
  ['nothing for a foreign community', { community: '北角社区' }, null],
  ['nothing for an estate alone', { address: '栖云花园3栋' }, null],
])('a row is found by %s', (_, facts, expected) => {
  expect(find({ ...nothing, ...facts })).toBe(expected)
})
