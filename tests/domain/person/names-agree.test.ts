import { expect, it } from 'vitest'
import { namesAgree } from '../../../domain/person/names-agree.ts'

it.each([
  ['张三丰', '张三丰', true],
  ['张 三丰', '张 三丰', true],
  ['张', '张三丰', true],
  ['欧阳', '欧阳娜', true],
  ['张*', '张三丰', true],
  ['张某某', '张三丰', true],
  ['张xx', '张三丰', true],
  ['陈*明', '陈小明', true],
  ['张三丰', '张**', true],
  ['张*', '张某', true],
  ['MARIA Lopez', 'Maria Lopez', true],
  ['张三', '张三丰', false],
  ['张三丰', '张三', false],
  ['张珊', '张三', false],
  ['陈*华', '陈小明', true],
  ['陈*明', '陈明', true],
  ['欧阳*丽', '欧阳娜', true],
  ['欧阳*', '欧小娜', false],
  ['李*', '张三丰', false],
  ['*三', '张三', false],
  ['M', 'Maria Lopez', false],
  ['Max', 'Maxim', false],
  ['', '张三丰', false],
  ['张', '', false],
])('%s and %s: %s', (told, listed, agree) => {
  expect(namesAgree(told, listed)).toBe(agree)
})
