import { imageSize } from 'image-size';
import { DeskError } from '../errors.ts';
import { sniff } from './sniff.ts';

/** Pictures that every chat shows on a card; others come along as files. */
const shownMimes: readonly string[] = ['image/png', 'image/jpeg', 'image/gif'];

/** What every chat takes, Feishu least: open.feishu.cn/document/server-docs/im-v1/image/create */
export const photoLimits = { bytes: 10 * 1024 * 1024, side: 12_000, gifSide: 2_000 };

/** Whether a card shows it; anything else comes along as a file. */
export const isShownPhoto = ({ mime }: { mime: string }): boolean => shownMimes.includes(mime);

/** Pixels of the longer side; undefined where the bytes do not say. */
function longerSide(bytes: Uint8Array): number | undefined {
  try {
    // A copy of its own: of a part of a larger memory it reads beyond the end.
    const { width, height } = imageSize(new Uint8Array(bytes));
    return Math.min(width, height) > 0 ? Math.max(width, height) : undefined;
  } catch {
    return undefined;
  }
}

/** What pictures are called. */
export const photoNames = /\.(?:png|jpe?g|gif|webp|heic|heif)$/i;

/** The type of a photo that every chat takes. Throws `error.photo_none`, `error.photo_large`. */
export function checkedPhoto(bytes: Uint8Array, name: string): string {
  const mime = sniff(bytes, name);
  if (!mime.startsWith('image/')) throw new DeskError('error.photo_none', { name });
  const side = longerSide(bytes);
  if (side === undefined) throw new DeskError('error.photo_none', { name });
  const mostSide = mime === 'image/gif' ? photoLimits.gifSide : photoLimits.side;
  if (bytes.byteLength > photoLimits.bytes || side > mostSide)
    throw new DeskError('error.photo_large', { name, most: mostSide });
  return mime;
}
