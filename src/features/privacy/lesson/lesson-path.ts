/** The privacy lesson, from where it leads back to the task it was missing for. */
export const lessonFor = (taskId: string) => ({ path: '/account/lesson', query: { task: taskId } })
