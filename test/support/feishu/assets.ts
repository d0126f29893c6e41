import type { Ids } from './ids.ts';
import { Refusal } from './refusal.ts';

export type Assets = ReturnType<typeof createAssets>;
export type Asset = { key: string; kind: 'image' | 'file'; name: string; type: string; bytes: Buffer; byBot: boolean };

/** im-v1/image/create and im-v1/file/create: sizes; 234006, 234010. */
const most = { image: 10 * 1024 * 1024, file: 30 * 1024 * 1024 };

/** Beginnings of the kinds of image that im-v1/image/create takes; RIFF is WEBP, `ftyp` (at 4) is HEIC. */
const starts = ['89504e47', 'ffd8ff', '47494638', '52494646', '424d', '00000100', '49492a00', '4d4d002a'];

const isImage = (bytes: Buffer): boolean => {
  const start = bytes.subarray(0, 8).toString('hex');
  return starts.some((s) => start.startsWith(s)) || bytes.subarray(4, 8).toString('latin1') === 'ftyp';
};

/** im-v1/image/create: 12,000 px a side. Read of PNG only. */
function fits(bytes: Buffer): boolean {
  if (bytes.subarray(0, 4).toString('hex') !== '89504e47' || bytes.length < 24) return true;
  return bytes.readUInt32BE(16) <= 12_000 && bytes.readUInt32BE(20) <= 12_000;
}

/** Images and files, by their keys. */
export function createAssets(ids: Ids) {
  const assets = new Map<string, Asset>();

  return {
    /** Refuses what Feishu does not take; gives the rest a key. */
    add(given: Omit<Asset, 'key'>): Asset {
      if (given.bytes.length === 0) throw new Refusal(234010, "File's size can't be 0.");
      if (given.bytes.length > most[given.kind]) throw new Refusal(234006, 'The file size exceed the max value.');
      if (given.kind === 'image' && !isImage(given.bytes))
        throw new Refusal(234011, "Can't regonnize the image format.");
      if (given.kind === 'image' && !fits(given.bytes)) throw new Refusal(234039, 'Image resolution exceeds limit.');
      const asset = { ...given, key: given.kind === 'image' ? ids.image() : ids.file() };
      assets.set(asset.key, asset);
      return asset;
    },
    byKey: (key: string): Asset | undefined => assets.get(key),
  };
}
