import { html } from 'hono/html'

import type { SimulatedDirectory, SimulatedMember } from './types.ts'

const STYLE = `
  body { margin: 0; padding: 24px 16px 48px; font: 16px/1.6 system-ui, sans-serif; color: #1f2430; background: #f4f6f9; }
  main { max-width: 430px; margin: 0 auto; }
  p.note { display: inline-block; margin: 0; padding: 2px 10px; border-radius: 10px; font-size: 13px; color: #8a4b00; background: #ffeccc; }
  h1 { font-size: 20px; margin: 12px 0 16px; }
  h2 { font-size: 13px; font-weight: 500; color: #667085; margin: 20px 0 6px; }
  a { display: flex; justify-content: space-between; padding: 12px 16px; margin-bottom: 1px; background: #fff; color: inherit; text-decoration: none; min-height: 24px; }
  a span { color: #667085; font-size: 14px; }
`

/** Asks who is holding the phone. Only invented people are in the simulated corp. */
export function choosePersonPage(directory: SimulatedDirectory, currentUrl: string) {
  const groups = directory.departments
    .map(({ id, name }) => ({ name, members: directory.members.filter(member => member.departmentIds[0] === id) }))
    .filter(({ members }) => members.length > 0)
  return page(
    '选择登录的人',
    html`<h1>${directory.corpName}:现在是谁拿着手机?</h1>
      ${groups.map(
        group =>
          html`<h2>${group.name}</h2>
            ${group.members.map(member => link(currentUrl, member.userId, member.name, describe(member)))}`,
      )}
      <h2>不是本单位的人</h2>
      ${directory.strangers.map(({ openId, name }) => link(currentUrl, openId, name, '外部人员'))}`,
  )
}

/** What a phone shows when the login address itself is wrong. */
export function refusedPage(errcode: number) {
  return page(
    '无法登录',
    html`<h1>无法登录</h1>
      <p>登录地址有误,错误码 ${errcode}。请联系管理员。</p>`,
  )
}

function page(title: string, body: unknown) {
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <link rel="icon" href="data:," />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · 模拟环境</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <main>
          <p class="note">模拟环境</p>
          ${body}
        </main>
      </body>
    </html>`
}

function link(currentUrl: string, id: string, name: string, detail: string) {
  const target = new URL(currentUrl)
  target.searchParams.set('member', id)
  return html`<a href="${target.search}">${name}<span>${detail}</span></a>`
}

function describe({ position, status = 1 }: SimulatedMember): string {
  return status === 5 ? '已离职' : (position ?? '')
}
