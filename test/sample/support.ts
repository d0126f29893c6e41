import { settingsSchema } from '../../src/settings/settings.ts';

/** The rules of a new desk, as they are before anybody chose otherwise. */
export const rulesOf = (more: Record<string, unknown> = {}) =>
  settingsSchema.parse({ currency: 'CNY', timezone: 'Asia/Shanghai', locale: 'en', ...more });
