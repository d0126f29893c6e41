import { onDemand } from 'bson';
import type { IndexInfo } from './catalog.ts';

/** A top-level field in a document's bytes: type, name and value, each by offset and length. */
type Element = readonly [type: number, nameAt: number, nameLength: number, at: number, length: number];

/** The top-level fields in which two versions of a document differ, read from their bytes. */
export function changedFields(before: Uint8Array, next: Uint8Array): ReadonlySet<string> {
  const left = fieldsIn(before);
  const changed = new Set<string>();
  for (const [name, value] of fieldsIn(next)) {
    const old = left.get(name);
    left.delete(name);
    if (!old || Buffer.compare(old, value) !== 0) changed.add(name);
  }
  for (const name of left.keys()) changed.add(name);
  return changed;
}

/** The bytes of each top-level field, its type before its value. */
function fieldsIn(bytes: Uint8Array): Map<string, Buffer> {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const elements = onDemand.parseToElements(bytes, 0) as Iterable<Element>;
  const fields = new Map<string, Buffer>();
  for (const [, nameAt, nameLength, at, length] of elements) {
    const value = all.subarray(nameAt - 1, at + length);
    fields.set(all.toString('utf8', nameAt, nameAt + nameLength), value);
  }
  return fields;
}

/** Whether an index can have other keys for a document when these fields of it change. */
export function reaches(index: IndexInfo, changed: ReadonlySet<string>): boolean {
  const fields = rootsOf(index);
  return fields === undefined || fields.some((name) => changed.has(name));
}

const roots = new WeakMap<IndexInfo, { fields: string[] | undefined }>();

/** The top-level fields that decide about an index's keys; undefined where a partial index asks in other ways. */
function rootsOf(index: IndexInfo): string[] | undefined {
  const known = roots.get(index);
  if (known) return known.fields;
  const paths = [...Object.keys(index.key), ...Object.keys(index.partial ?? {})];
  const isPlain = paths.every((path) => !path.startsWith('$'));
  const fields = isPlain ? paths.map((path) => path.split('.')[0] as string) : undefined;
  roots.set(index, { fields });
  return fields;
}
