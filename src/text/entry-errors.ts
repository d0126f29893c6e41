import type { Words } from './locale.ts';

/** What is asked about lines, dates and discounts as they were typed, in a line, a form or a table. */
export const entryErrors = {
  'error.field_meanwhile': {
    en: 'Somebody else changed this while the form was open; it is “{now}” now. Open the form again and enter your change once more.',
    zh: '表单打开期间他人修改了此项，现为“{now}”。请重新打开表单后再次修改。',
  },
  'error.line_whole': {
    en: 'Line {line}: {sku} is sold in whole {unit}, so {quantity} cannot be ordered. Type a whole number, such as {whole}.',
    zh: '第 {line} 行：{sku} 按整{unit}销售，不能订 {quantity}，请填写整数，例如 {whole}。',
  },
  'error.quantity_whole': {
    en: '{sku} is counted in whole {unit}, so {quantity} cannot be right. Type a whole number, such as {whole}.',
    zh: '{sku} 按整{unit}计数，{quantity} 有误，请填写整数，例如 {whole}。',
  },
  'error.batch_whole': {
    en: '{sku} is sold in whole {unit}, so {quantity} cannot be ordered. Write a whole number, such as {whole}.',
    zh: '{sku} 按整{unit}销售，不能订 {quantity}，请填写整数，例如 {whole}。',
  },
  'form.date_far': {
    en: 'Requested {date} is almost a year away: was the day that has just passed meant? Change it if so.',
    zh: '要求交期 {date} 距今将近一年：是指刚过去的那天吗？如有误请修改。',
  },
  'form.line_whole': {
    en: '{sku} is sold in whole {unit}: how many are meant by {quantity}? Type a whole number in its line.',
    zh: '{sku} 按整{unit}销售：{quantity} 是指多少？请在该行填写整数。',
  },
  'batch.ask.discount': {
    en: '{column}: how much is “{text}” (row {row})? The numbers of this column can be read in two ways.',
    zh: '{column}：“{text}”（第 {row} 行）是多少？该列数字有两种读法。',
  },
  'batch.ask.percent': { en: '{text} = {off} % off', zh: '{text} = 优惠 {off}%' },
  'batch.ask.fraction': { en: '{text} = {off} % off, as a fraction', zh: '{text} = 优惠 {off}%（小数）' },
  'batch.ask.paid': { en: '{text} = “{text}折”, {off} % off', zh: '{text} = {text} 折，优惠 {off}%' },
  'error.field_date_year': {
    en: '{field}: is “{text}” {past}, which has passed, or {next}? Write the year.',
    zh: '{field}：“{text}”是已经过去的 {past}，还是 {next}？请写明年份。',
  },
} as const satisfies Record<string, Words>;
