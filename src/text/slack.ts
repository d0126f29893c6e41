import type { Words } from './locale.ts';

/** Words that are shown in Slack only: what its pages, dialogs and modals need besides the cards and forms. */
export const slack = {
  'slack.product': { en: 'OrderDesk', zh: '订单台' },
  'slack.form_ready': {
    en: 'Your form “{title}” is ready. Open it with the button.',
    zh: '表单“{title}”已准备好，请点击按钮打开。',
  },
  'slack.form_open': { en: 'Open the form', zh: '打开表单' },
  'slack.install_done': {
    en: 'The desk is installed in {team}. Type /order in Slack.',
    zh: '订单台已安装到 {team}，请在 Slack 中输入 /order。',
  },
  'slack.install_refused': {
    en: 'The workspace {team} is not one of this company’s. Ask an admin to add it in “/order settings”, then install again.',
    zh: '工作区 {team} 不属于本公司。请管理员先在“/order 设置”中添加，再重新安装。',
  },
  'slack.install_failed': {
    en: 'The installation did not work. Start again from /slack/install.',
    zh: '安装未成功，请从 /slack/install 重新开始。',
  },
  'slack.preparing': { en: 'One moment, this is being prepared…', zh: '正在准备，请稍候…' },
  'slack.close': { en: 'Close', zh: '关闭' },
  'slack.cancel': { en: 'Cancel', zh: '取消' },
  'slack.confirm_yes': { en: 'Yes, go on', zh: '确定' },
} as const satisfies Record<string, Words>;
