import type { FormAction } from '../../../src/chat/form-state.ts';

/** Reads the action of such a button by its id: `line:add`, `line:take:0`, `line:remove:2`, `line:page:3`, `field:page:2`. */
export function formAction(actionId: string, value = ''): FormAction | undefined {
  if (actionId === 'line:add') return { kind: 'add' };
  if (/^line:take:\d+$/.test(actionId) && value !== '') return { kind: 'take', sku: value };
  const [, kind, text] = /^(line:remove|line:page|field:page):(\d{1,6})$/.exec(actionId) ?? [];
  const number = Number(text);
  if (kind === 'line:remove') return { kind: 'remove', line: number };
  if (kind === 'line:page') return { kind: 'lines', page: number };
  return kind === 'field:page' ? { kind: 'fields', page: number } : undefined;
}
