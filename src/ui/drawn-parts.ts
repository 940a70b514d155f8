import { h, type FunctionalComponent, type VNode } from 'vue'
import type { Drawn } from './drawn.ts'

const toNode = (part: Drawn | string): VNode | string =>
  typeof part === 'string' ? part : h(part.tag, part.attributes, part.parts.map(toNode))

/** What is described as data because it is also drawn before Vue is there (`src/early/`). */
export const DrawnParts: FunctionalComponent<{ parts: readonly Drawn[] }> = ({ parts }) => parts.map(toNode)
DrawnParts.props = ['parts']
