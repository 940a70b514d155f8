import { takeSample } from './api.ts'
import { byId } from './dom.ts'

/** 「化验室:给尾号5678 出一条阴性」. */
export function connectLab(): void {
  const form = byId('lab', HTMLFormElement)
  const output = form.querySelector('output')
  form.addEventListener('submit', event => {
    event.preventDefault()
    const data = new FormData(form)
    const tail = String(data.get('tail'))
    takeSample(tail, String(data.get('result')))
      .then(answer => {
        if (!output) return
        const accepted = 'accepted' in answer ? answer.accepted : 0
        output.textContent = accepted > 0 ? `已出 ${accepted} 条` : `没有尾号 ${tail} 的任务`
      })
      .catch(() => output && (output.textContent = '化验室没有回应'))
  })
}
