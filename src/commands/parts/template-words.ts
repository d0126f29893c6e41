import type { TemplateStep } from '../../templates/card.ts';

/** What can be typed after `template`, in either language. */
const words: Readonly<Partial<Record<TemplateStep, readonly string[]>>> = {
  save: ['save', '保存', '存为', '存'],
  use: ['use', '使用', '用'],
  show: ['show', 'open', '查看', '打开'],
  new: ['new', 'create', '新建', '新增'],
  edit: ['edit', '修改', '编辑'],
  share: ['share', '共享'],
  own: ['unshare', '收回'],
  repeat: ['repeat', 'schedule', '定期', '重复'],
  pause: ['pause', '暂停'],
  resume: ['resume', '恢复'],
  delete: ['delete', 'remove', '删除'],
};

/** The step that typed words begin with, and what follows it. */
export function templateStep(typed: string): { step?: TemplateStep; rest: string } {
  const text = typed.trim();
  const [first = '', ...others] = text.split(/\s+/);
  const found = Object.entries(words).find(([, some]) => some.includes(first.toLowerCase()));
  return found ? { step: found[0] as TemplateStep, rest: others.join(' ') } : { rest: text };
}

/** The whole list is asked for. */
export const isListWord = (text: string): boolean => ['', 'list', '列表'].includes(text.trim().toLowerCase());
