/**
 * A picture of very many equal marks. A canvas takes some microseconds to fill one; here the mark is filled once for
 * each of a few places within a pixel, and these stamps are put together where the marks are, to an eighth of a pixel.
 *
 * How far a pixel is covered is told by its number of ones among four bits, which are set from the lowest up. So the
 * larger of two coverages is their bitwise or, and eight pixels are joined at a time.
 */

import { offscreen } from "../browser/offscreen";
import { reused } from "./reused";
import type { MarksContext } from "./svg-context";
import type { Positions, TraceMarks } from "./symbols";

/** Places of a mark within a pixel, each way. */
const places = 4;

/** Pixels in a word of 32 bits, and bits that tell how far a pixel is covered. */
const wordPixels = 8;
const levels = 4;

/** Places of a mark within a word, from left to right. */
const wordPlaces = places * wordPixels;

/** The mark at every place within a word: row by row of places, `wordPlaces` in each. */
interface Stamps {
  /** The first row of pixels, and the first pixel of the word, are this far before the mark's centre in the first place. */
  reach: number;
  /** How many pixels a stamp is high, and how many words wide. */
  height: number;
  width: number;
  /** Where each stamp begins in `cells`; where the last one ends comes last. */
  starts: Int32Array;
  /** All words that are not empty, as three numbers: row, column and the word itself. */
  cells: Int32Array;
}

const words = (): ((length: number) => Int32Array) => reused((length) => new Int32Array(length));
const takenPlaces = words();
/** For each crowd of a picture. */
const coveragesOf: ((length: number) => Int32Array)[] = [];

const knownStamps = new Map<TraceMarks, Map<number, Stamps>>();

/** The stamps of a mark whose corners are `radius` pixels from its centre. */
function stampsOf(trace: TraceMarks, radius: number): Stamps {
  const ofShape = knownStamps.get(trace) ?? new Map<number, Stamps>();
  knownStamps.set(trace, ofShape);
  const found = ofShape.get(radius);
  if (found) return found;
  const reach = Math.ceil(radius) + 1;
  const height = 2 * reach + 1;
  const width = Math.ceil((2 * reach) / wordPixels) + 1;
  const starts = [0];
  const cells: number[] = [];
  const context = offscreen(width * wordPixels, height);
  for (let row = 0; row < places; row++) {
    for (let column = 0; column < wordPlaces; column++) {
      context.clearRect(0, 0, width * wordPixels, height);
      context.beginPath();
      trace(context, Float64Array.of(reach + column / places, reach + row / places), radius, 0, 1);
      context.fill();
      const { data } = context.getImageData(0, 0, width * wordPixels, height);
      wordsOf(data).forEach((word, i) => {
        if (word !== 0) cells.push(Math.floor(i / width), i % width, word);
      });
      starts.push(cells.length);
    }
  }
  const made = { reach, height, width, starts: Int32Array.from(starts), cells: Int32Array.from(cells) };
  ofShape.set(radius, made);
  return made;
}

/** The coverage in a picture's pixels, in words. */
function wordsOf(data: Uint8ClampedArray): Int32Array {
  const words = new Int32Array(data.length / 4 / wordPixels);
  for (let pixel = 0; 4 * pixel < data.length; pixel++) {
    const level = Math.round((levels * (data[4 * pixel + 3] ?? 0)) / 255);
    const word = Math.floor(pixel / wordPixels);
    words[word] = (words[word] ?? 0) | (((1 << level) - 1) << (levels * (pixel % wordPixels)));
  }
  return words;
}

/** A canvas's methods that draw a crowd. */
export type CrowdContext = Pick<
  MarksContext,
  "getTransform" | "save" | "restore" | "imageSmoothingEnabled" | "drawImage"
>;

/** Marks of one kind. */
export interface Crowd {
  readonly trace: TraceMarks;
  readonly positions: Positions;
  readonly colour: string;
}

/**
 * Fills a mark of this radius at every position. Where two crowds overlap they share the pixels in stripes, so that neither
 * hides the other. The context may be moved and scaled, evenly; the marks are drawn at its resolution.
 */
export function paintCrowds(context: CrowdContext, given: readonly Crowd[], radius: number): void {
  const crowds = given.filter(({ positions }) => positions.length > 0);
  const { a: scale, e, f } = context.getTransform();
  const kinds = crowds.map(({ trace }) => stampsOf(trace, radius * scale));
  // Of marks with one radius all stamps have the same size.
  const [stamps] = kinds;
  if (!stamps) return;
  const extents = crowds.map(({ positions }) => extent(positions));
  const left = Math.min(...extents.map(([[left]]) => left));
  const right = Math.max(...extents.map(([[, right]]) => right));
  const top = Math.min(...extents.map(([, [top]]) => top));
  const bottom = Math.max(...extents.map(([, [, bottom]]) => bottom));
  // The picture, in the context's pixels: its upper left corner, and its size.
  const x = Math.floor(left * scale + e) - stamps.reach;
  const y = Math.floor(top * scale + f) - stamps.reach;
  const width = wordPixels * (Math.ceil(((right - left) * scale + 2) / wordPixels) + stamps.width);
  const height = Math.ceil((bottom - top) * scale) + 2 + stamps.height;
  const rowWords = width / wordPixels;
  const taken = takenPlaces(rowWords * height * places);
  const coverages = crowds.map(({ positions }, k) => {
    markPlaces(taken.fill(0), positions, scale, x + stamps.reach - e, y + stamps.reach - f, rowWords);
    const coverage = (coveragesOf[k] ??= words())(rowWords * height).fill(0);
    stampAll(coverage, taken, kinds[k] ?? stamps, rowWords);
    return coverage;
  });
  const [one, other] = coverages;
  if (one && other) shareInStripes(one, other, rowWords);
  context.save();
  context.imageSmoothingEnabled = false;
  crowds.forEach(({ colour }, k) => {
    const picture = tinted(coverages[k] ?? new Int32Array(), colour, rowWords, height);
    context.drawImage(picture, 0, 0, width, height, (x - e) / scale, (y - f) / scale, width / scale, height / scale);
  });
  context.restore();
}

/** Leaves of the pixels that two pictures have in common every other four to each, one further along in each row. */
function shareInStripes(one: Int32Array, other: Int32Array, rowWords: number): void {
  for (let i = 0; i < one.length; i++) {
    const [a, b] = [one[i] ?? 0, other[i] ?? 0];
    // A pixel that is covered at all has its lowest bit set.
    const common = Math.imul(a & b & 0x11111111, (1 << levels) - 1);
    if (common === 0) continue;
    const shift = levels * (Math.floor(i / rowWords) % wordPixels);
    const stripe = (0xffff << shift) | (shift === 0 ? 0 : 0xffff >>> (32 - shift));
    one[i] = a & ~(common & stripe);
    other[i] = b & ~(common & ~stripe);
  }
}

/** The smallest and largest x, and the smallest and largest y. */
function extent(positions: Positions): [[number, number], [number, number]] {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < positions.length; i += 2) {
    const x = positions[i] ?? 0;
    const y = positions[i + 1] ?? 0;
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  return [
    [left, right],
    [top, bottom],
  ];
}

/** Sets a bit, row by row of places, for every place where a mark is. (left, top) is the first place. */
function markPlaces(
  taken: Int32Array,
  positions: Positions,
  scale: number,
  left: number,
  top: number,
  rowWords: number,
): void {
  const finer = places * scale;
  const [firstColumn, firstRow] = [places * left - 0.5, places * top - 0.5];
  for (let i = 0; i < positions.length; i += 2) {
    const column = Math.trunc(finer * (positions[i] ?? 0) - firstColumn);
    const row = Math.trunc(finer * (positions[i + 1] ?? 0) - firstRow);
    const at = row * rowWords + (column >> 5);
    taken[at] = (taken[at] ?? 0) | (1 << (column & 31));
  }
}

/** Adds a mark to the coverage of a picture at every place that is taken. */
function stampAll(coverage: Int32Array, taken: Int32Array, { starts, cells }: Stamps, rowWords: number): void {
  // Each stamp's words, and how far they are from its first.
  const table = new Int32Array((cells.length / 3) * 2);
  for (let cell = 0; 3 * cell < cells.length; cell++) {
    table[2 * cell] = (cells[3 * cell] ?? 0) * rowWords + (cells[3 * cell + 1] ?? 0);
    table[2 * cell + 1] = cells[3 * cell + 2] ?? 0;
  }
  // The places of one word of `coverage` in one row are one word of `taken`.
  for (let i = 0; i < taken.length; i++) {
    let bits = taken[i] ?? 0;
    if (bits === 0) continue;
    const row = Math.floor(i / rowWords);
    const first = Math.floor(row / places) * rowWords + (i % rowWords);
    while (bits !== 0) {
      const column = 31 - Math.clz32(bits);
      bits ^= 1 << column;
      const stamp = (row % places) * wordPlaces + column;
      const end = ((starts[stamp + 1] ?? 0) / 3) * 2;
      for (let j = ((starts[stamp] ?? 0) / 3) * 2; j < end; j += 2) {
        const at = first + (table[j] ?? 0);
        coverage[at] = (coverage[at] ?? 0) | (table[j + 1] ?? 0);
      }
    }
  }
}

/** Where pictures are put together. */
interface Easel {
  sheet: OffscreenCanvasRenderingContext2D;
  image: ImageData;
  pixels: Int32Array;
}

/** The easel of the last picture. One of more pixels than this is given up. */
let known: Easel | undefined;
const mostPixels = 2 ** 23;

/** An easel for a picture of this size: the last one, if it is large enough. */
function easelFor(width: number, height: number): Easel {
  const { width: across = 0, height: down = 0 } = known?.image ?? {};
  if (known && across >= width && down >= height) return known;
  const sheet = offscreen(Math.max(across, width), Math.max(down, height));
  const image = sheet.createImageData(sheet.canvas.width, sheet.canvas.height);
  const easel = { sheet, image, pixels: new Int32Array(image.data.buffer) };
  known = easel.pixels.length > mostPixels ? undefined : easel;
  return easel;
}

/** A picture of this coverage in one colour, in the upper left corner of the canvas that is returned. */
function tinted(coverage: Int32Array, colour: string, rowWords: number, height: number): OffscreenCanvas {
  const width = wordPixels * rowWords;
  const { sheet, image, pixels } = easelFor(width, height);
  const shades = shadesOf(colour);
  const full = shades[shades.length - 1] ?? 0;
  for (let row = 0; row < height; row++) {
    const start = row * image.width;
    pixels.fill(0, start, start + width);
    for (let i = 0; i < rowWords; i++) {
      const word = coverage[row * rowWords + i] ?? 0;
      if (word === 0) continue;
      const first = start + wordPixels * i;
      if (word === ~0) {
        for (let pixel = 0; pixel < wordPixels; pixel++) pixels[first + pixel] = full;
      } else {
        for (let pixel = 0; pixel < wordPixels; pixel++) {
          pixels[first + pixel] = shades[(word >> (levels * pixel)) & (shades.length - 1)] ?? 0;
        }
      }
    }
  }
  sheet.putImageData(image, 0, 0, 0, 0, width, height);
  return sheet.canvas;
}

const knownShades = new Map<string, Int32Array>();

/** The four bytes of a pixel of this colour, for each coverage. */
function shadesOf(colour: string): Int32Array {
  const found = knownShades.get(colour);
  if (found) return found;
  const context = offscreen(1, 1);
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const { data } = context.getImageData(0, 0, 1, 1);
  const opacity = data[3] ?? 0;
  const shades = new Int32Array(1 << levels);
  for (let level = 1; level <= levels; level++) {
    data[3] = Math.round((opacity * level) / levels);
    shades[(1 << level) - 1] = new Int32Array(data.buffer)[0] ?? 0;
  }
  knownShades.set(colour, shades);
  return shades;
}
