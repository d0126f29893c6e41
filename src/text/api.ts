import type { Words } from './locale.ts';

/** Words of the API and its tokens. */
export const api = {
  'does.token': { en: 'Tokens with which programs use the API', zh: '供程序调用接口的令牌' },
  'card.token.title': { en: 'API tokens', zh: '接口令牌' },
  'card.token.none': {
    en: 'No program uses the API yet. Write /order token, a person and what it is for: /order token @anna finance sync.',
    zh: '目前没有程序使用接口。请输入 /order token、成员和用途，例如：/order token @王芳 财务同步。',
  },
  'card.token.item': { en: '{name} · {member}', zh: '{name} · {member}' },
  'card.token.made': { en: 'made {date}', zh: '{date} 创建' },
  'card.token.used': { en: 'used {date}', zh: '{date} 使用' },
  'card.token.unused': { en: 'never used', zh: '未使用' },
  'card.token.waiting': { en: 'not collected yet', zh: '尚未领取' },
  'card.token.revoke': { en: 'Revoke', zh: '吊销' },
  'card.token.revoke_sure': {
    en: 'Revoke “{name}” of {member}? The program that uses it stops working at once.',
    zh: '确定吊销 {member} 的“{name}”吗？使用它的程序将立即失效。',
  },
  'card.token.revoked': { en: '“{name}” of {member} is revoked.', zh: '{member} 的“{name}”已吊销。' },
  'card.token.code_title': { en: 'A token for {member}: {name}', zh: '{member} 的令牌：{name}' },
  'card.token.code': {
    en: 'The program collects its token with this code, once and within 10 minutes: {code}',
    zh: '程序请用此代码领取令牌，仅限一次，10 分钟内有效：{code}',
  },
  'card.token.call': { en: 'For example: {call}', zh: '例如：{call}' },
  'card.token.rights': {
    en: 'Whoever has the token reads what {member} may read. The chat never shows it; revoke it with /order token.',
    zh: '持有令牌者可读取 {member} 有权查看的内容。聊天中不会显示令牌；可用 /order token 吊销。',
  },
  'error.token_name': {
    en: 'Say whose rights the token carries and what it is for, in at most {most} characters: /order token @anna finance sync.',
    zh: '请说明令牌使用谁的权限和用途，用途最多 {most} 个字符，例如：/order token @王芳 财务同步。',
  },
  'error.token_code': {
    en: 'This code is unknown, was used or is too old. Ask an admin for a new one: /order token.',
    zh: '代码无效、已使用或已过期。请管理员用 /order token 重新生成。',
  },
  'error.api_token': {
    en: 'The call carries no token that holds. Send the header Authorization with the word Bearer and a token; an admin makes one with /order token.',
    zh: '请求未携带有效令牌。请在 Authorization 请求头中写 Bearer 和令牌；管理员可用 /order token 生成令牌。',
  },
  'error.api_path': {
    en: 'There is nothing at this address. /api/v1/openapi.json lists what there is.',
    zh: '此地址不存在。可用地址见 /api/v1/openapi.json。',
  },
  'error.api_query': {
    en: '“{name}” does not fit. What may stand behind the question mark: {known}; /api/v1/openapi.json says how.',
    zh: '参数“{name}”不正确。可用参数：{known}，格式见 /api/v1/openapi.json。',
  },
  'error.api_body': {
    en: 'The body of the call does not fit. /api/v1/openapi.json says what it has to be.',
    zh: '请求内容不正确，格式见 /api/v1/openapi.json。',
  },
  'error.api_too_large': {
    en: 'The body of the call is too large. Send less at once.',
    zh: '请求内容过大，请减少后重试。',
  },
  'error.api_too_fast': {
    en: 'Too many calls. Wait a second and go on slower.',
    zh: '调用过于频繁，请稍候并降低频率。',
  },
  'audit.from.api': { en: 'API', zh: '接口' },
  'did.token.issue': { en: 'made an API token', zh: '生成接口令牌' },
  'did.token.collect': { en: 'collected an API token', zh: '领取接口令牌' },
  'did.token.revoke': { en: 'revoked an API token', zh: '吊销接口令牌' },
  'try.token.issue': { en: 'make an API token', zh: '生成接口令牌' },
  'try.token.revoke': { en: 'revoke an API token', zh: '吊销接口令牌' },
  'try.token': { en: 'manage API tokens', zh: '管理接口令牌' },
} as const satisfies Record<string, Words>;
