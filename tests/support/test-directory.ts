import type { SimulatedDirectory } from '../../mock/wecom/types.ts'

/** A small corp: one city, two districts, three communities, and people in and out of the app's visible range. */
export const TEST_DIRECTORY: SimulatedDirectory = {
  corpId: 'wwtest0001',
  corpName: '明州市',
  apps: [
    {
      agentId: 1000002,
      name: '核查',
      secret: 'test-secret',
      trustedHosts: ['hecha.test'],
      visible: { departmentIds: [1], userIds: [] },
    },
  ],
  departments: [
    { id: 1, name: '明州市', parentId: 0 },
    { id: 2, name: '云屏区', parentId: 1 },
    { id: 3, name: '澜汀街道', parentId: 2 },
    { id: 4, name: '汀南社区', parentId: 3 },
    { id: 5, name: '澜桥社区', parentId: 3 },
    { id: 6, name: '江东区', parentId: 1 },
    { id: 7, name: '东埔街道', parentId: 6 },
    { id: 8, name: '北塘社区', parentId: 7 },
    { id: 9, name: '信息中心', parentId: 1 },
  ],
  members: [
    { userId: 'chen.xiao', name: '陈晓', departmentIds: [4] },
    { userId: 'lin.yu', name: '林雨', departmentIds: [4] },
    { userId: 'zhao.min', name: '赵敏', departmentIds: [3] },
    { userId: 'wu.di', name: '吴迪', departmentIds: [8] },
    { userId: 'Sun.Lei', name: '孙雷', departmentIds: [9] },
  ],
  strangers: [{ openId: 'open-1', name: '路人' }],
  phones: [],
  groups: [
    {
      chatId: 'staffgroup1',
      name: '汀南社区流调群',
      memberIds: ['chen.xiao', 'lin.yu', 'zhao.min'],
      webhook: { key: 'hook-tingnan-0001', name: '核查助手' },
    },
  ],
}
