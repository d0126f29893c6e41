/**
 * A multipart body, byte by byte: Feishu's client sends bytes without a file name, which the platform's own reader takes
 * for a text.
 */
type Part = { name: string; bytes: Buffer; isFile: boolean };

const between = Buffer.from('\r\n\r\n');

function partOf(bytes: Buffer): Part | undefined {
  const end = bytes.indexOf(between);
  if (end < 0) return undefined;
  const head = bytes.subarray(0, end).toString();
  const name = /name="([^"]*)"/i.exec(head)?.[1];
  if (name === undefined) return undefined;
  return { name, bytes: bytes.subarray(end + between.length), isFile: /filename|content-type/i.test(head) };
}

/** The parts of a body; undefined if it is none. */
export function partsOf(type: string, body: Buffer): Part[] | undefined {
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (!boundary) return undefined;
  const mark = Buffer.from(`\r\n--${boundary}`);
  const whole = Buffer.concat([Buffer.from('\r\n'), body]);
  const parts: (Part | undefined)[] = [];
  let from = whole.indexOf(mark);
  while (from >= 0) {
    const next = whole.indexOf(mark, from + mark.length);
    if (next < 0) break;
    parts.push(partOf(whole.subarray(from + mark.length + 2, next)));
    from = next;
  }
  return parts.includes(undefined) || parts.length === 0 ? undefined : (parts as Part[]);
}
