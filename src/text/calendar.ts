import type { Words } from './locale.ts';

/** Days that are worked: of the company, in the settings, and of a member. */
export const calendar = {
  'settings.holidays': { en: 'Public holidays of', zh: '法定节假日' },
  'settings.daysOff': { en: 'Company days off', zh: '公司休息日' },
  'settings.makeUpDays': { en: 'Make-up working days', zh: '调休上班日' },
  'form.settings.hint.holidays': {
    en: 'A country code such as CN, DE or US; empty for none. A member may have another one.',
    zh: '国家代码，例如 CN、DE、US；留空表示不使用。成员可另行设置。',
  },
  'form.settings.hint.daysOff': {
    en: 'Days on which nobody works: 2026-12-24, 2026-12-28..2026-12-31',
    zh: '全公司休息的日期，例如 2026-12-24, 2026-12-28..2026-12-31',
  },
  'form.settings.hint.makeUpDays': {
    en: 'Days that are worked though they fall on a weekend or a holiday: 2026-10-10',
    zh: '周末或节假日中需要上班的日期，例如 2026-10-10',
  },
  'expected.holidays': {
    en: 'a country code such as CN, DE or US, or nothing',
    zh: '国家代码，例如 CN、DE、US，或留空',
  },
  'expected.daysOff': {
    en: 'dates or spans such as 2026-12-24, 2026-12-28..2026-12-31, at most 400 days',
    zh: '日期或日期区间，例如 2026-12-24, 2026-12-28..2026-12-31，最多 400 天',
  },
  'expected.makeUpDays': {
    en: 'dates such as 2026-10-10, at most 400, and none that is a company day off, too',
    zh: '日期，例如 2026-10-10，最多 400 个，且不得与公司休息日重复',
  },
  'calendar.no_holidays': { en: 'none', zh: '不使用' },
  'calendar.no_days': { en: 'none', zh: '无' },
  'calendar.until': { en: '{country}, known up to {year}', zh: '{country}，已收录至 {year} 年' },
  'calendar.ending': {
    en: 'The public holidays of {country} are known up to {year} only. After that, weekends alone are days off: update the desk, or enter the days off and make-up working days here.',
    zh: '{country}的法定节假日仅收录至 {year} 年。此后仅周末视为休息日：请更新订单台，或在此填写休息日和调休上班日。',
  },

  'member.workDays': { en: 'Own work days', zh: '个人工作日' },
  'member.holidays': { en: 'Own public holidays', zh: '个人法定节假日' },
  'member.quietHours': { en: 'Quiet hours', zh: '免打扰时段' },
  'member.remindAtOnce': { en: 'Tell at once what falls due in the day', zh: '当天到期事项立即提醒' },
  'member.withoutReminders': { en: 'No reminders of', zh: '不需要的提醒' },
  'member.no_quiet': { en: 'none', zh: '无' },
  'member.hint.quietHours': {
    en: 'From and to in full hours, also over midnight: 20-8. Empty: none',
    zh: '起止整点，可跨夜，例如 20-8。留空表示无',
  },
  'member.hint.withoutReminders': {
    en: 'What is late for long still goes to the manager',
    zh: '长期逾期事项仍会通知主管',
  },
  'member.hint.workHours': { en: 'From and to in full hours: 9-18', zh: '起止整点，例如 9-18' },
  'member.hint.workDays': { en: 'None chosen: those of the company', zh: '不选表示与公司一致' },
  'member.hint.holidays': {
    en: 'A country code such as CN, DE or US; “none” for no holidays; empty for those of the company',
    zh: '国家代码，例如 CN、DE、US；填“无”表示不使用；留空表示与公司一致',
  },
  'member.as_company': { en: '{text} (as the company)', zh: '{text}（与公司一致）' },
} as const satisfies Record<string, Words>;
