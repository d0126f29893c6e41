import type { FeishuCard } from '../../../../adapters/feishu/render/index.ts';
import { type Element, everyElement } from './elements.ts';

const textKeys = ['content', 'display_name'];

/** All that elements say, in their order, without what only machines read. */
export function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): string[] => {
    if (key === 'value' || key === 'behaviors') return [];
    if (key === 'rows' && Array.isArray(inner)) return inner.flatMap((row) => Object.values(row).map(String));
    if (typeof inner !== 'string') return textsOf(inner);
    return [...textKeys, 'default_value'].includes(key) ? [inner] : [];
  });
}

/** What could be read as markup: every element that is no plain text, and cells of tables that are none. */
export function interpreted({ header, body }: FeishuCard): string[] {
  return everyElement([header, body]).flatMap((one: Element): string[] => {
    if (['markdown', 'lark_md', 'person', 'person_list', 'at'].includes(String(one.tag))) return [String(one.tag)];
    if (one.tag !== 'table') return [];
    return (one.columns as Element[]).flatMap((c) => (c.data_type === 'text' ? [] : [String(c.data_type)]));
  });
}
