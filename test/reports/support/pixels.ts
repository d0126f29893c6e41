import { createCanvas, loadImage } from '@napi-rs/canvas';

/** A picture as its pixels, four bytes each. */
export type Pixels = { width: number; height: number; data: Uint8ClampedArray };

/** The pixels of a PNG. */
export async function pixelsOf(png: Uint8Array): Promise<Pixels> {
  const image = await loadImage(Buffer.from(png));
  const canvas = createCanvas(image.width, image.height);
  const pen = canvas.getContext('2d');
  pen.drawImage(image, 0, 0);
  return { width: image.width, height: image.height, data: pen.getImageData(0, 0, image.width, image.height).data };
}

/** How many pixels have a colour, `#RRGGBB`. */
export function count({ data }: Pixels, colour: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16));
  let found = 0;
  for (let i = 0; i < data.length; i += 4) if (data[i] === r && data[i + 1] === g && data[i + 2] === b) found += 1;
  return found;
}
