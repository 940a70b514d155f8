import { expect, it } from 'vitest'
import { rowPlacer } from '../../../domain/lists/place-row.ts'

const place = rowPlacer([
  { id: 'tn', name: '汀南社区', street: '澜汀街道', district: '云屏区', own: true },
  { id: 'xtn', name: '新汀南社区', street: '澜汀街道', district: '云屏区', own: true },
  { id: 'xx1', name: '新兴社区', street: '澜汀街道', district: '云屏区', own: true },
  { id: 'xx2', name: '新兴社区', street: '东埔街道', district: '江东区', own: true },
  { id: 'foreign', name: '大汀南社区', street: '东埔街道', district: '江东区', own: false },
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
  ['its column where another name holds it', { community: '新汀南社区' }, 'xtn'],
  ['the address where another name holds it', { address: '云屏区新汀南社区8栋' }, 'xtn'],
  ['nothing where the street speaks against it', { community: '汀南社区', street: '东埔街道' }, null],
  ['nothing where it is foreign, though its name holds one of ours', { address: '大汀南社区8栋' }, null],
  ['nothing when two are named', { address: '汀南社区8栋（原新汀南社区）' }, null],
  ['nothing when names repeat', { community: '新兴社区' }, null],
  ['nothing for a foreign community', { community: '北角社区' }, null],
  ['nothing for an estate alone', { address: '栖云花园3栋' }, null],
])('a row is found by %s', (_, facts, expected) => {
  expect(place({ ...nothing, ...facts })).toBe(expected)
})
