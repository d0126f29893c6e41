import type { Words } from './locale.ts';

/** What is said of a review that waits. */
export const waiting = {
  'review.waiting.50': {
    en: '{order} has waited for your decision for half of the review time. It is due {time}.',
    zh: '{order} 等待您的审批已过一半时限，截止时间 {time}。',
  },
  'review.waiting.80': {
    en: '{order} still waits for your decision. It is due {time}.',
    zh: '{order} 仍在等待您的审批，即将到期：{time}。',
  },
  'review.waiting.100': {
    en: '{order} is overdue: {who} should have decided by {time}. Please decide, or see to it.',
    zh: '{order} 审批已超时：{who} 应于 {time} 前处理。请您处理或跟进。',
  },
  'review.waiting.150': {
    en: '{order} is long overdue: it waits for {who} and was due {time}. Who can take it?',
    zh: '{order} 审批严重超时：等待 {who} 处理，截止时间为 {time}。谁可以接手？',
  },
  'review.nobody': { en: 'nobody who may decide', zh: '（暂无可审批人）' },
} as const satisfies Record<string, Words>;
