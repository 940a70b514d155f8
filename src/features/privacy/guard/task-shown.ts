import type { Router } from 'vue-router'

/** Which task is on the screen, as a deed is told to the server; nothing where it is a list. */
export function taskShown(router: Router): { taskId?: string } {
  const { name, params } = router.currentRoute.value
  return name === 'task' ? { taskId: String(params['taskId']) } : {}
}
