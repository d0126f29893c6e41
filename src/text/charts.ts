import type { Words } from './locale.ts';

/** Words of charts that whoever draws them adds. */
export const charts = {
  'chart.empty': { en: 'Nothing to show here.', zh: '这里没有数据。' },
  'chart.other': { en: 'Other ({count})', zh: '其他（{count}）' },
  'chart.more': { en: '{count} more, not drawn', zh: '另有 {count} 项未画出' },
} as const satisfies Record<string, Words>;
