import type { Words } from './locale.ts';

/** Words of the members room. */
export const members = {
  'credit.within': { en: 'Within the credit limit', zh: '在信用额度内' },
  'credit.over': { en: 'Over the credit limit', zh: '超出信用额度' },
  'error.member_inactive': {
    en: '{name} has left the desk. Choose somebody who is still active.',
    zh: '{name} 已停用，请选择在职成员。',
  },
  'error.identity_taken': {
    en: '{identity} already belongs to {name}. Unlink it there first.',
    zh: '{identity} 已绑定到 {name}，请先在那里解除绑定。',
  },
  'error.identity_form': {
    en: '“{text}” is no chat identity. Write it like console:anna or slack:T012:U034.',
    zh: '“{text}”不是有效的聊天标识，请按 console:anna 或 slack:T012:U034 的格式填写。',
  },
  'error.last_admin': {
    en: '{name} is the only admin. Make somebody else an admin first.',
    zh: '{name} 是唯一的管理员，请先指定另一位管理员。',
  },
  'error.team_not_found': {
    en: 'There is no team “{name}”. Teams are: {known}.',
    zh: '没有团队“{name}”。现有团队：{known}。',
  },
  'error.team_taken': {
    en: 'There is a team “{name}” already. Choose another name.',
    zh: '团队“{name}”已存在，请换一个名称。',
  },
  'error.timezone_unknown': {
    en: '“{text}” is not a time zone. Write it like Asia/Shanghai or Europe/Berlin.',
    zh: '“{text}”不是有效的时区，请按 Asia/Shanghai 的格式填写。',
  },
  'card.newcomer.title': { en: '{name} wants to use the desk', zh: '{name} 想使用订单台' },
  'card.newcomer.text': {
    en: '{name} wrote to the desk and is no member yet. Choose a role, or say which member it is; until then nothing is shown to them.',
    zh: '{name} 向订单台发送了消息，但还不是成员。请选择角色，或指明是哪位成员；在此之前对方看不到任何内容。',
  },
  'card.newcomer.why': { en: 'Why you are asked', zh: '需要您确认的原因' },
  'card.newcomer.link': { en: 'Is a member already', zh: '已是成员' },
  'card.newcomer.link_title': { en: 'Which member is {name}?', zh: '{name} 是哪位成员？' },
  'card.newcomer.sure': { en: 'Make {name} a member with the role “{role}”?', zh: '确定将 {name} 添加为“{role}”吗？' },
  'card.newcomer.admitted': {
    en: '{name} is a member now, with the role “{role}”. Choose a team with Edit.',
    zh: '{name} 已成为成员，角色为“{role}”。请点击“修改”选择团队。',
  },
  'card.newcomer.linked': { en: '{name} is {member} from now on.', zh: '{name} 已关联到成员 {member}。' },
  'newcomer.bot': { en: 'it is a bot', zh: '对方是机器人' },
  'newcomer.guest': { en: 'a guest of the chat', zh: '对方是访客账号' },
  'newcomer.external': { en: 'from another company', zh: '对方来自其他公司' },
  'newcomer.no_email': { en: 'the chat gives no address', zh: '聊天平台未提供邮箱' },
  'newcomer.domain': { en: 'the mail domain is not one of the company’s', zh: '邮箱域名不属于公司' },
  'newcomer.no_match': { en: 'no member has this address', zh: '没有成员使用该邮箱' },
  'newcomer.several': { en: 'several members have this address', zh: '有多位成员使用该邮箱' },
  'newcomer.role': {
    en: 'the member with this address has more rights than sales',
    zh: '使用该邮箱的成员拥有业务员以上的权限',
  },
  'newcomer.linked': { en: 'the member with this address has another account', zh: '使用该邮箱的成员已关联其他账号' },
  'error.newcomer_gone': {
    en: '{identity} is not waiting any more. Add the person with “/order team”.',
    zh: '{identity} 已不在等待列表中，请用“/order 团队”添加。',
  },
  'member.name': { en: 'Name', zh: '姓名' },
  'member.email': { en: 'E-mail', zh: '邮箱' },
  'member.roles': { en: 'Roles', zh: '角色' },
  'member.teams': { en: 'Teams', zh: '团队' },
  'member.locale': { en: 'Language', zh: '语言' },
  'member.digestHour': { en: 'Hour of the digest', zh: '每日提醒时间' },
  'member.workHours': { en: 'Working hours', zh: '工作时间' },
  'member.discountAuthority': { en: 'Discount authority', zh: '折扣权限' },
  'member.identities': { en: 'Chat identity', zh: '聊天标识' },
  'error.member_value': {
    en: '“{field}” cannot be “{text}”. Expected: {hint}.',
    zh: '“{field}”不能是“{text}”，应为：{hint}。',
  },
  'error.sign_in_used': {
    en: 'This sign-in link was used already or is older than 10 minutes. Type “/order console” in your chat for a new one.',
    zh: '登录链接已使用或已超过 10 分钟。请在聊天中输入“/order 控制台”获取新链接。',
  },
  'error.setting_unknown': {
    en: 'There is no setting “{name}”. Settings are: {known}.',
    zh: '没有设置项“{name}”。可用的设置：{known}。',
  },
  'error.setting_value': {
    en: 'The setting “{name}” cannot be “{text}”. Expected: {hint}.',
    zh: '设置项“{name}”不能是“{text}”，应为：{hint}。',
  },
  'error.settings_busy': {
    en: 'Somebody else changed the settings just now. Look at them again and repeat your change.',
    zh: '设置刚被其他人修改，请重新查看后再改。',
  },
  'error.currency_fixed': {
    en: 'The base currency stays {currency}, since orders have been counted in it. Add a rate for {text} instead.',
    zh: '已有订单按 {currency} 统计，本位币不能更改。请改为添加 {text} 的汇率。',
  },
  'error.channel_unknown': {
    en: '{address} is not connected for that purpose. The settings list what is connected; name one of those.',
    zh: '{address} 没有连接此用途。请在设置中查看已连接的会话，再从中选择。',
  },
} as const satisfies Record<string, Words>;
