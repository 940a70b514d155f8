import { describe, expect, it } from 'vitest'

import { makeCaller, startSimulation } from './simulated-corp.ts'

describe('the simulated directory', () => {
  it.each([
    ['user/get?', 41009],
    ['user/get?userid=nobody', 60111],
    ['user/get?userid=zhouhai', 60011],
    ['user/simplelist?department_id=99', 60003],
    ['user/simplelist?department_id=4', 60011],
    ['department/get?id=2', 60011],
    ['department/list?id=99', 60003],
  ])('refuses %s of an app that sees one community with %i', async (path, errcode) => {
    const { get, getToken } = makeCaller(startSimulation().simulated)

    expect((await get(`${path}&access_token=${await getToken('secret-of-narrow')}`)).body['errcode']).toBe(errcode)
  })

  it('gives a member without number, mail or address, whatever the case of the id', async () => {
    const { get, getToken } = makeCaller(startSimulation().simulated)

    const { body } = await get(`user/get?userid=CHENMING&access_token=${await getToken()}`)

    expect(body).toMatchObject({ userid: 'ChenMing', name: '陈明', department: [3], main_department: 3, status: 1 })
    expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['mobile']))
  })

  it('shows an app its own range of departments', async () => {
    const { get, getToken } = makeCaller(startSimulation().simulated)

    const { body } = await get(`department/list?access_token=${await getToken('secret-of-narrow')}`)

    expect(body['department']).toEqual([{ id: 3, name: '汀南社区', parentid: 2, order: 3 }])
  })
})
