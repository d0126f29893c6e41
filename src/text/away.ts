import type { Words } from './locale.ts';

/** Words of absences: who is away, who stands in, and what is left without anybody. */
export const away = {
  'does.away': { en: 'Somebody decides for you while you are away', zh: '外出时由他人代为审批' },
  'label.stand_in': { en: 'Stand-in', zh: '代理人' },
  'label.away_from': { en: 'First day away', zh: '开始日期' },
  'label.away_until': { en: 'Last day away', zh: '结束日期' },
  'label.absent': { en: 'Who is away', zh: '外出人员' },
  'form.away.title': { en: 'Away', zh: '外出' },
  'form.away.note': {
    en: 'Open and new decisions go to the stand-in, and back to you on the day after the last one.',
    zh: '待审批与新的审批会转给代理人，结束日期的次日自动转回。',
  },
  'card.away.title': { en: 'Absence of {name}', zh: '{name} 的外出安排' },
  'card.away.here': { en: '{name} is here.', zh: '{name} 目前在岗。' },
  'card.away.now': { en: 'Away until {until}.', zh: '外出至 {until}。' },
  'card.away.next': {
    en: 'Away from {from} until {until}; {name} decides then.',
    zh: '{from} 至 {until} 外出，由{name}代为审批。',
  },
  'card.away.decides': { en: '{name} decides meanwhile.', zh: '期间由{name}代为审批。' },
  'card.away.decides_for': {
    en: '{name} decides meanwhile, since {standIn} is away, too.',
    zh: '{standIn}也外出，期间由{name}代为审批。',
  },
  'card.away.nobody': {
    en: 'Nobody decides meanwhile: {name} is away, too, or has left. Choose another stand-in.',
    zh: '目前无人代为审批：{name}也已外出或停用，请另选代理人。',
  },
  'card.away.moved': {
    en: 'What waits now goes over within a minute.',
    zh: '待审批事项将在一分钟内转交。',
  },
  'card.away.standing_in': { en: 'Stands in for {names}.', zh: '正在代理：{names}。' },
  'card.away.warn_own': {
    en: '{name} owns or made every order that waits now, so none of them can be decided in your place by {name}. They are passed on to a manager or an admin.',
    zh: '目前待审批的订单都由{name}负责或创建，{name}不能代为审批；这些订单会转给主管或管理员。',
  },
  'card.away.warn_roles': {
    en: '{name} holds none of the roles that decide here ({roles}) and decides with these rights only what waits for {member}.',
    zh: '{name}没有相应的审批角色（{roles}），仅对等待{member}审批的订单代行此权限。',
  },
  'card.away.back': { en: 'I am back', zh: '我回来了' },
  'card.away.back_other': { en: '{name} is back', zh: '{name} 已回来' },
  'card.away.cancel': { en: 'I am not going', zh: '取消外出' },
  'card.away.change': { en: 'Set an absence', zh: '设置外出' },
  'card.away.day': { en: 'My day', zh: '我的今天' },
  'card.away.own_planned': {
    en: 'You are away from {from} until {until}; {name} stands in',
    zh: '您 {from} 至 {until} 外出，由{name}代理',
  },
  'card.away.own_cancelled': {
    en: 'Your absence from {from} until {until} is cancelled',
    zh: '您 {from} 至 {until} 的外出已取消',
  },
  'card.away.own_begun': { en: 'You are away until {until}', zh: '您外出至 {until}' },
  'card.away.own_alone': { en: 'Nobody decides for you any more', zh: '目前无人为您代为审批' },
  'card.away.other_planned': {
    en: 'You stand in for {name} from {from} until {until}',
    zh: '{from} 至 {until} 由您代理{name}',
  },
  'card.away.other_cancelled': {
    en: 'You need not stand in for {name} from {from} until {until}',
    zh: '{from} 至 {until} 无需代理{name}',
  },
  'card.away.other_begun': { en: 'You stand in for {name} until {until}', zh: '由您代理{name}至 {until}' },
  'card.away.other_over': { en: 'You no longer stand in for {name}', zh: '您不再代理{name}' },
  'card.away.other_alone': {
    en: '{name} is away until {until}, and nobody stands in',
    zh: '{name} 外出至 {until}，目前无人代理',
  },
  'card.away.text_begun': {
    en: 'What waits for {name} comes to you and is on your My day. You decide nothing that you or {name} own or made.',
    zh: '等待{name}审批的订单会发给您，并列在“我的今天”。您或{name}负责或创建的订单不能由您审批。',
  },
  'card.away.text_alone': {
    en: 'The stand-in is away, too, or has left. Choose another one with “/order away @{name} @bob until …”; what waits has been passed on.',
    zh: '代理人也已外出或停用。请用“/order 外出 @{name} @王芳 到 …”另选代理人；待审批事项已改派。',
  },
  'card.back.title': { en: 'Welcome back', zh: '欢迎回来' },
  'card.back.text': { en: 'What waits for a decision is yours again.', zh: '待审批事项已转回给您。' },
  'card.back.meanwhile': { en: 'Decided for you meanwhile', zh: '期间代您处理的事项' },
  'card.back.nothing': { en: 'Nothing was decided for you.', zh: '期间没有代您处理的事项。' },
  'card.back.more': { en: 'The latest {n} are shown.', zh: '仅显示最近 {n} 项。' },
  'card.back.other': { en: '{name} is back; decisions are theirs again.', zh: '{name} 已回来，审批已转回。' },
  'card.back.cancelled': { en: 'The planned absence is cancelled.', zh: '计划的外出已取消。' },
  'card.decision.for': { en: 'For {name}, who is away until {until}.', zh: '代{name}审批（外出至 {until}）。' },
  'card.team.away': { en: 'away until {until}, {name} stands in', zh: '外出至 {until}，由{name}代理' },
  'card.team.away_alone': { en: 'away until {until}, nobody stands in', zh: '外出至 {until}，无人代理' },
  'card.team.away_next': { en: 'away from {from} until {until}', zh: '{from} 至 {until} 外出' },
  'card.stuck.title': { en: 'Nobody may decide {order} · {customer}', zh: '{order} · {customer} 无人可审批' },
  'card.stuck.role': {
    en: 'A step of {order} needs the role “{role}”, and nobody who is left may decide it: nobody decides an order that they own or made, or two steps of one. Give one more member the role “{role}”, or “admin”.',
    zh: '{order} 有一步需要“{role}”审批，但没有人可以审批：任何人不得审批自己负责或创建的订单，也不得审批同一订单的两个步骤。请为另一位成员添加“{role}”或管理员角色。',
  },
  'card.stuck.person': {
    en: 'A step of {order} waits for {name}, who cannot decide it any more, and nobody else may: nobody decides an order that they own or made, or two steps of one. Give one more member the role “manager” or “admin”.',
    zh: '{order} 有一步等待{name}审批，现已不能审批，也没有其他人可以审批：任何人不得审批自己负责或创建的订单，也不得审批同一订单的两个步骤。请为另一位成员添加主管或管理员角色。',
  },
  'card.stuck.again': {
    en: 'It is passed on by itself as soon as somebody may decide it.',
    zh: '一旦有人可以审批，系统会自动转交。',
  },
  'card.stuck.team': { en: 'Members and roles', zh: '成员与角色' },
  'card.gone.title': { en: '{order} is not waiting for you any more', zh: '{order} 已无需您处理' },
  'card.gone.text': {
    en: 'It was decided, or is not yours to see any more. What waits for you is on your My day.',
    zh: '该订单已处理完毕，或您已无权查看。您的待办见“我的今天”。',
  },
  'error.away_usage': {
    en: 'Write who stands in and the last day away, like “/order away @bob until 2026-12-20”, or “/order away back”.',
    zh: '请写明代理人和结束日期，例如“/order 外出 @王芳 到 12月20日”，或“/order 外出 回来”。',
  },
  'error.away_self': {
    en: '{name} cannot be the own stand-in. Choose somebody else.',
    zh: '{name} 不能代理自己，请选择其他人。',
  },
  'error.away_no_role': {
    en: '{name} has no role on the desk and may decide nothing. Choose somebody else, or ask an admin to give {name} a role.',
    zh: '{name} 没有任何角色，不能审批。请选择其他人，或请管理员为 {name} 添加角色。',
  },
  'error.away_chain': {
    en: '{name} is away in that time, too, and nobody in the chain of stand-ins is left but {member}, or one who has left. Choose somebody who is here.',
    zh: '{name} 在此期间也外出，代理链最终回到 {member} 或已停用的成员。请选择在岗的人。',
  },
  'error.away_past': {
    en: '{date} is past; today is {today}. Choose a later day.',
    zh: '{date} 已过（今天是 {today}），请选择之后的日期。',
  },
  'error.away_order': {
    en: '{until} is before {from}. Choose a last day that is not before the first.',
    zh: '结束日期 {until} 早于开始日期 {from}，请修改。',
  },
  'error.away_long': {
    en: '{date} is too far away. Choose a day up to {latest}.',
    zh: '{date} 太远，请选择不晚于 {latest} 的日期。',
  },
  'error.not_away': {
    en: '{name} is not away, so there is nothing to end. See “/order away”.',
    zh: '{name} 没有外出安排，无需结束。请用“/order 外出”查看。',
  },
} as const satisfies Record<string, Words>;
