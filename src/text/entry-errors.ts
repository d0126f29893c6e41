import type { Words } from './locale.ts';

/** What is asked about lines, dates and discounts as they were typed, in a line, a form or a table. */
export const entryErrors = {
  'error.line_whole': {
    en: 'Line {line}: {sku} is sold in whole {unit}, so {quantity} cannot be ordered. Type a whole number, such as {whole}.',
    zh: '第 {line} 行：{sku} 按整{unit}销售，不能订 {quantity}，请填写整数，例如 {whole}。',
  },
  'error.batch_whole': {
    en: '{sku} is sold in whole {unit}, so {quantity} cannot be ordered. Write a whole number, such as {whole}.',
    zh: '{sku} 按整{unit}销售，不能订 {quantity}，请填写整数，例如 {whole}。',
  },
  'form.line_whole': {
    en: '{sku} is sold in whole {unit}: how many are meant by {quantity}? Type a whole number in its line.',
    zh: '{sku} 按整{unit}销售：{quantity} 是指多少？请在该行填写整数。',
  },
} as const satisfies Record<string, Words>;
