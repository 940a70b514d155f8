import { RevealAnswer, type Reveal } from '../../../../contract/reveals.ts'
import { http } from '../../../http/client.ts'
import { parse } from '../../../http/parse.ts'

/** One field of one task in clear. Whoever asks for it forgets it after `seconds`. */
export async function revealField(requestId: string, taskId: string, reveal: Reveal): Promise<RevealAnswer> {
  return parse(RevealAnswer, await http.change('POST', `/tasks/${taskId}/reveals`, { requestId, body: reveal }))
}
