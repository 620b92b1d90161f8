/**
 * What pictures need of a canvas, for Node: paths that are filled one at a time, and pixels. Coverages are those of resvg,
 * which draws as Chromium's Skia does.
 */

import { Buffer } from "node:buffer";
import { path, type Path } from "d3-path";
import { encode } from "fast-png";
import { channels } from "./css-colour";
import { Resvg } from "./resvg";

interface Pixels {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/** Pixels that are drawn on, and the context that draws. */
class Sheet implements Pixels {
  readonly canvas = this;
  fillStyle = "black";
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  #path: Path = path();

  constructor(width: number, height: number) {
    [this.width, this.height] = [width, height];
    this.data = new Uint8ClampedArray(4 * width * height);
  }

  beginPath(): void {
    this.#path = path();
  }

  moveTo(x: number, y: number): void {
    this.#path.moveTo(x, y);
  }

  lineTo(x: number, y: number): void {
    this.#path.lineTo(x, y);
  }

  closePath(): void {
    this.#path.closePath();
  }

  /** Fills the path, on a sheet that is empty. */
  fill(): void {
    const [red, green, blue] = channels(this.fillStyle);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${this.width}" height="${this.height}"><path fill="rgb(${red},${green},${blue})" d="${this.#path.toString()}"/></svg>`;
    const picture = new Resvg(svg).render();
    this.data.set(picture.pixels);
    picture.free();
  }

  clearRect(): void {
    this.data.fill(0);
  }

  fillRect(): void {
    const colour = channels(this.fillStyle);
    for (let i = 0; i < this.data.length; i += 4) this.data.set(colour, i);
  }

  createImageData(width: number, height: number): Pixels {
    return { data: new Uint8ClampedArray(4 * width * height), width, height };
  }

  getImageData(): Pixels {
    return { data: this.data.slice(), width: this.width, height: this.height };
  }

  /** Puts as many columns and rows of these pixels as are last given, from their upper left corner, into that of the sheet. */
  putImageData({ data, width, height }: Pixels, ...places: number[]): void {
    const [, , , , columns = width, rows = height] = places;
    for (let row = 0; row < rows; row++) {
      this.data.set(data.subarray(4 * width * row, 4 * (width * row + columns)), 4 * this.width * row);
    }
  }
}

/** A sheet as the pictures see it. */
export function offscreen(width: number, height: number): OffscreenCanvasRenderingContext2D {
  return new Sheet(width, height) as unknown as OffscreenCanvasRenderingContext2D;
}

/** The upper left part of a sheet as PNG, in a data URL. */
export function pngAddress(image: unknown, _x: number, _y: number, width: number, height: number): string {
  const sheet = image as Sheet;
  const data = new Uint8ClampedArray(4 * width * height);
  for (let row = 0; row < height; row++) {
    data.set(sheet.data.subarray(4 * sheet.width * row, 4 * (sheet.width * row + width)), 4 * width * row);
  }
  return `data:image/png;base64,${Buffer.from(encode({ width, height, data })).toString("base64")}`;
}
