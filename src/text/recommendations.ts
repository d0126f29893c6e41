import type { Words } from './locale.ts';

/** What a customer may want next, and why. */
export const recommendations = {
  'recommend.title': { en: 'Recommended next', zh: '推荐产品' },
  'recommend.item': { en: '{sku} {name} × {quantity} {unit}', zh: '{sku} {name} × {quantity} {unit}' },
  'recommend.due': {
    en: 'usually every {days} days, last {passed} days ago',
    zh: '通常每 {days} 天一次，上次在 {passed} 天前',
  },
  'recommend.together': { en: 'often bought with {sku}', zh: '常与 {sku} 一起购买' },
  'recommend.usual': { en: 'ordered {times} times before', zh: '已订购 {times} 次' },
  'recommend.once': { en: 'ordered once before', zh: '订购过 1 次' },
  'recommend.popular': { en: 'sells well', zh: '销量较好' },
  'recommend.order': { en: 'Order these', zh: '按推荐下单' },
} as const satisfies Record<string, Words>;
