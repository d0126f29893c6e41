/** Types that are told by the first bytes of a file, whatever its name says. */
const signatures: readonly [mime: string, at: number, bytes: string][] = [
  ['image/png', 0, '89504e470d0a1a0a'],
  ['image/jpeg', 0, 'ffd8ff'],
  ['image/gif', 0, '474946383961'],
  ['image/gif', 0, '474946383761'],
  ['image/webp', 8, '57454250'],
  ['image/heic', 4, '6674797068656963'],
  ['image/heic', 4, '667479706d696631'],
  ['image/heic', 4, '6674797068656978'],
  ['image/heic', 4, '6674797068657663'],
  ['application/pdf', 0, '255044462d'],
];
const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The type of a file, from its bytes; the name only tells a sheet or a table from other archives and texts. */
export function sniff(bytes: Uint8Array, name: string): string {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('hex');
  const known = signatures.find(([, at, hex]) => head.startsWith(hex, at * 2));
  if (known) return known[0];
  if (head.startsWith('504b0304') && /\.xlsx$/i.test(name)) return sheet;
  if (!bytes.includes(0) && /\.(csv|tsv|txt)$/i.test(name)) return 'text/csv';
  return 'application/octet-stream';
}
