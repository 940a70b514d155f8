/**
 * The privacy lesson and its quiz, all of it. Read by the server only (`GET /api/training` hands out what may be seen):
 * a page that imports this file would carry the answers.
 */
export interface LessonPage {
  title: string
  points: readonly string[]
}

export interface Question {
  id: string
  text: string
  options: readonly string[]
  /** Index of the right option. */
  right: number
  /** Said to who chose another. */
  why: string
}

/** How long reading it takes; said before it begins. */
export const LESSON_MINUTES = 3

export const LESSON: readonly LessonPage[] = [
  {
    title: '为什么要遮住',
    points: [
      '名单里是居民的姓名、电话、证件号和住址。泄露一次，收不回来。',
      '列表和卡片只显示遮住的内容：张*、138****5678。核对身份，大多数时候这些就够了。',
      '拨打不需要看到号码：点「拨打」，系统直接交给电话。',
    ],
  },
  {
    title: '「查看」意味着什么',
    points: [
      '确有需要时点「查看」，选一个原因，只显示这一项，15 秒后自动遮住。',
      '每次查看都会记下：谁、什么时候、哪一条、什么原因。您自己和统筹都能看到。',
      '一小时最多查看 60 项，超过会暂停并告诉统筹。好奇、帮朋友打听，都不是原因。',
    ],
  },
  {
    title: '截屏和拍照',
    points: [
      '不截屏，不用另一台手机拍屏幕。截屏会被记下并告诉统筹，页面上有您的名字水印。',
      '网页挡不住所有截屏和拍照，守住的是人。',
      '系统出错要反映，说任务码（如 K7Q2M）就行，不用截图。',
    ],
  },
  {
    title: '电话里怎么说',
    points: [
      '先说自己是谁、哪个社区。请对方报姓名，不要替对方念出姓名、证件号或住址来「核对」。',
      '接电话的不是本人，不说本人的行程、核酸和病情，只请转告回电。',
      '在公共场合放低声音，不开免提。',
    ],
  },
  {
    title: '群里怎么发',
    points: [
      '只用系统生成的反馈：任务码、遮住的姓名、尾号。群里不发完整号码、证件号、门牌号。',
      '不把信息转到微信、短信或其他群，也不发给居民的邻居和单位。',
      '发错了，马上在群里撤回，并告诉统筹。',
    ],
  },
  {
    title: '手机丢了怎么办',
    points: [
      '立刻告诉统筹和管理员，停用您的账号；30 分钟不操作，系统会自动退出。',
      '手机里没有存居民的信息，但没锁屏的手机谁都能用：设好锁屏密码，不借给别人用。',
      '换岗、离岗当天，请统筹收回岗位。',
    ],
  },
]

export const QUESTIONS: readonly Question[] = [
  {
    id: 'need',
    text: '哪一种情况可以点「查看」？',
    options: ['朋友托我打听邻居的电话', '两位同名居民住同一栋，要核对门牌才能上门', '想看看名单里有没有认识的人'],
    right: 1,
    why: '只有工作确实需要时才查看。每次查看都会记下原因，帮人打听和好奇都不行。',
  },
  {
    id: 'screenshot',
    text: '系统显示的内容好像有错，怎么反映？',
    options: ['截屏发到群里', '用另一台手机拍下来发给统筹', '把任务码告诉统筹'],
    right: 2,
    why: '截图和照片会带走居民的信息，任务码就能找到这一条。',
  },
  {
    id: 'family',
    text: '接电话的是居民的家人，怎么说？',
    options: ['说明自己是哪个社区，请本人回电', '把核酸情况告诉家人，请他转达', '念出证件号，请家人核对'],
    right: 0,
    why: '除了本人，谁都不能从我们这里听到他的行程、核酸和证件。',
  },
  {
    id: 'group',
    text: '往群里反馈一条核查结果，可以带什么？',
    options: ['姓名和完整号码，方便数据组查', '任务码、遮住的姓名和尾号', '证件号后六位和门牌号'],
    right: 1,
    why: '群消息会留在每个人的手机里。任务码加尾号，数据组已经能对上。',
  },
  {
    id: 'lost',
    text: '手机丢了，第一件事是什么？',
    options: ['先找几天，找不到再说', '买新手机，重新登录', '立刻告诉统筹和管理员，停用账号'],
    right: 2,
    why: '在账号停用之前，拿到手机的人可能看到您能看到的一切。',
  },
]
