import { isObject, itemAt, type Json } from './rule.ts';

/** A component in its place: the containers around it, the outermost first. */
export type Place = { element: Json; at: string; around: Json[] };

/** A table has columns too, but no components in them. */
function childrenOf(element: Json): [key: string, list: unknown[]][] {
  const key = element.tag === 'column_set' ? 'columns' : 'elements';
  const children = element[key];
  return Array.isArray(children) ? [[key, children]] : [];
}

/** Every component of a list, those in containers too; columns are among them. */
export function placesIn(list: readonly unknown[], at: string, around: Json[] = []): Place[] {
  return list.flatMap((element, i) => {
    if (!isObject(element)) return [];
    const place = { element, at: itemAt(at, i, element), around };
    const inside = childrenOf(element).flatMap(([key, children]) =>
      placesIn(children, `${place.at} -> ${key}`, [...around, element]),
    );
    return [place, ...inside];
  });
}

/** Every component of a card. */
export function placesOf(card: Json): Place[] {
  const body = isObject(card.body) ? card.body : {};
  return placesIn(Array.isArray(body.elements) ? body.elements : [], 'ROOT -> body -> elements');
}

/** Parts of a card that are the desk's own data, or VChart's. */
const opaque = new Set(['value', 'chart_spec', 'rows', 'style']);

/** Every object with a tag, in header and body: what the limit of 200 counts. */
export function taggedIn(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(taggedIn);
  if (!isObject(value)) return [];
  const inside = Object.entries(value).flatMap(([key, part]) => (opaque.has(key) ? [] : taggedIn(part)));
  return typeof value.tag === 'string' ? [value, ...inside] : inside;
}
