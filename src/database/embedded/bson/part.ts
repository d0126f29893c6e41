import { type Document, decodePlain } from './codec.ts';

/** Bytes of a value after its name, by the number of its type. */
const SIZES: Record<number, number> = { 1: 8, 6: 0, 7: 12, 8: 1, 9: 8, 10: 0, 16: 4, 17: 8, 18: 8, 19: 16 };
/** Types whose first four bytes say how many follow, and how many more there are than they say. */
const MEASURED: Record<number, number> = { 2: 4, 3: 0, 4: 0, 5: 5, 13: 4, 14: 4, 15: 0 };

/**
 * Some of the fields of stored bytes, with plain numbers: what a test reads, without decoding long lists beside it. All
 * fields where a type is not one of the usual.
 */
export function decodeSome(bytes: Uint8Array, names: ReadonlySet<string>): Document {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: [from: number, to: number][] = [];
  let [at, size] = [4, 5];
  while (at < data.length - 1 && kept.length < names.size) {
    const nameEnd = data.indexOf(0, at + 1);
    const end = nameEnd + 1 + sizeAt(data, data[at] as number, nameEnd + 1);
    if (Number.isNaN(end)) return decodePlain(bytes);
    if (isNamed(data, at + 1, nameEnd, names)) {
      kept.push([at, end]);
      size += end - at;
    }
    at = end;
  }
  return decodePlain(documentOf(data, kept, size));
}

/** A document of so many bytes, put together from stretches of another. */
function documentOf(data: Buffer, stretches: readonly [from: number, to: number][], size: number): Buffer {
  const part = Buffer.allocUnsafe(size);
  let at = part.writeInt32LE(size, 0);
  for (const [from, to] of stretches) at += data.copy(part, at, from, to);
  part[at] = 0;
  return part;
}

/** Is what lies between two places one of the names? Nearly all are told apart by their first sign. */
function isNamed(data: Buffer, from: number, to: number, names: ReadonlySet<string>): boolean {
  if (from === to) return names.has('');
  for (const name of names)
    if (name.charCodeAt(0) === data[from] || (data[from] as number) > 0x7f)
      return names.has(data.toString('utf8', from, to));
  return false;
}

function sizeAt(data: Buffer, type: number, at: number): number {
  const more = MEASURED[type];
  return more === undefined ? (SIZES[type] ?? Number.NaN) : data.readInt32LE(at) + more;
}
