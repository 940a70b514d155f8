import './polyfills.ts'
import './styles/base.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import type { Router } from 'vue-router'
import App from './App.vue'
import { createAppRouter } from './router/index.ts'
import { getJsSdkSignature } from './app/session-api.ts'
import { noteActivity } from './http/activity.ts'
import { warmUpHttp } from './http/client.ts'
import { earlyRowsPainted, hasEarlyAnswer } from './http/early-page.ts'
import { FIRST_TASKS } from './features/tasks/task-list.ts'
import { useLiveStore } from './app/live.ts'
import { useSessionStore } from './app/session.ts'
import { useTaskStore } from './features/tasks/store.ts'
import { inWeCom } from './wecom/client.ts'

/** How long the skeleton waits for the first rows once the session is there. */
const FIRST_ROWS_MS = 3_000

/** After the first paint with rows. */
const QUIET_MS = 1_000

/** After a script that could not be fetched. */
const AGAIN_MS = 15_000

const later = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

declare global {
  interface Window {
    /** Settled when the stylesheet is there; only in the built page (`.ci/vite-first-paint.ts`). */
    hechaStyles?: Promise<unknown>
  }
}

/** Both were asked for by the early script; the page then replaces the skeleton, or the early rows, in one step. */
async function firstAnswers() {
  const session = useSessionStore()
  const tasks = hasEarlyAnswer(FIRST_TASKS) ? useTaskStore().load() : null
  await session.load()
  if (session.roles.has('caller')) await Promise.race([tasks, later(FIRST_ROWS_MS)])
}

async function start() {
  if (import.meta.env.MODE === 'static-demo') await (await import('../mock/browser.ts')).startBrowserDemo()
  const app = createApp(App)
  app.use(createPinia())
  const styles = window.hechaStyles
  if (!inWeCom()) {
    await styles
    app.mount('#app')
    return
  }

  await Promise.all([firstAnswers(), styles])
  await earlyRowsPainted()
  // A tap that came meanwhile is answered first.
  await later(0)
  const router = createAppRouter(() => useSessionStore().roles)
  if (useSessionStore().session) {
    app.use(router)
    await router.isReady().catch(() => undefined)
  }
  app.mount('#app')
  if (!useSessionStore().session) return
  noteActivity()
  void import('./features/privacy/guard/protect-page.ts').then(({ protectPage }) => protectPage(router))
  setTimeout(() => afterFirstRows(router), QUIET_MS)
}

/** Nothing here is needed to read the first rows, so it does not compete with them for the network. */
function afterFirstRows(router: Router) {
  useLiveStore().start()
  void warmUpHttp()
  followOutbox(router)
  if (useSessionStore().roles.has('caller')) {
    void import('./features/calling/TaskView.vue')
    void import('./features/tasks/TaskListEmpty.vue')
  }
  void startWecom(router)
}

/** As soon as there is a network: from then on none is needed to lose nothing. */
function followOutbox(router: Router) {
  Promise.all([import('./features/calling/tell-news.ts'), import('./app/kept/keep-outbox.ts')]).then(
    ([{ tellNews }, { keepOutbox }]) => {
      tellNews(router)
      return keepOutbox()
    },
    () => setTimeout(followOutbox, AGAIN_MS, router),
  )
}

async function startWecom(router: Router) {
  const { session } = useSessionStore()
  if (!session) return
  const [{ setRegistration }, { guardClient }] = await Promise.all([
    import('./wecom/sdk.ts'),
    import('./features/privacy/guard/client-guard.ts'),
  ])
  setRegistration({ corpId: session.corpId, agentId: session.agentId, sign: getJsSdkSignature })
  await guardClient(router)
}

void start()
