/** Small pictures of chosen pictures. */

import { h } from '../dom';

/** Pixels on a side; twice what is shown, for dense screens. */
const SIDE = 96;
const PAINTED = /^image\/(jpeg|png|webp|gif)$/;

/**
 * Make a square with the picture in it; an empty one for other files and for what can't be decoded.
 * It is painted, not loaded from an address: policies of host pages seldom allow blob: and would complain.
 */
export function thumbnail(file: File | undefined): HTMLElement {
  const square = h('span', { class: 'thumb', 'aria-hidden': 'true' });
  if (file && PAINTED.test(file.type)) void paint(file, square).catch(() => undefined);
  return square;
}

async function paint(file: File, square: HTMLElement): Promise<void> {
  const image = await createImageBitmap(file);
  const canvas = h('canvas', { width: SIDE, height: SIDE });
  const side = Math.min(image.width, image.height);
  const [left, top] = [(image.width - side) / 2, (image.height - side) / 2];
  canvas.getContext('2d')?.drawImage(image, left, top, side, side, 0, 0, SIDE, SIDE);
  image.close();
  square.append(canvas);
}
