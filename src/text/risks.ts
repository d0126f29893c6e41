import type { Words } from './locale.ts';

/** What may go wrong with an order. */
export const risks = {
  'risk.supply': { en: 'Delivery risk', zh: '交付风险' },
  'risk.supply.late': {
    en: '{quantity} of {sku} are missing and need {lead} days; {days} are left',
    zh: '{sku} 缺 {quantity}，补货需 {lead} 天，仅剩 {days} 天',
  },
  'risk.supply.in_time': {
    en: '{quantity} of {sku} are missing and come within {lead} days',
    zh: '{sku} 缺 {quantity}，{lead} 天内可补齐',
  },
  'risk.supply.unknown': {
    en: '{quantity} of {sku} are missing; its lead time is not known',
    zh: '{sku} 缺 {quantity}，补货时间未知',
  },
  'label.credit': { en: 'Credit', zh: '信用' },
  'card.decision.over_limit': { en: 'over the limit', zh: '超出额度' },
  'card.decision.within_limit': { en: 'within the limit', zh: '额度以内' },
  'card.decision.overdue': { en: '{amount} overdue', zh: '逾期 {amount}' },
  'card.decision.asked': { en: '{who} asks the owner: {text}', zh: '{who} 询问负责人：{text}' },
  'card.decision.answered': { en: '{who} answered: {text}', zh: '{who} 答复：{text}' },
} as const satisfies Record<string, Words>;
