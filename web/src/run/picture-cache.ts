import type { Picture } from "../trainer/trainer-module";

const capacity = 64 * 2 ** 20;

/** Pictures by frame, the least recently used given up first when they take more than 64 MiB. */
export class PictureCache {
  readonly #pictures = new Map<number, Picture>();
  #bytes = 0;

  get(frame: number): Picture | undefined {
    const picture = this.#pictures.get(frame);
    if (!picture) return undefined;
    this.#pictures.delete(frame);
    this.#pictures.set(frame, picture);
    return picture;
  }

  set(frame: number, picture: Picture): void {
    this.#remove(frame);
    this.#pictures.set(frame, picture);
    this.#bytes += size(picture);
    for (const oldest of this.#pictures.keys()) {
      if (this.#bytes <= capacity || oldest === frame) break;
      this.#remove(oldest);
    }
  }

  clear(): void {
    this.#pictures.clear();
    this.#bytes = 0;
  }

  #remove(frame: number): void {
    const picture = this.#pictures.get(frame);
    if (picture) this.#bytes -= size(picture);
    this.#pictures.delete(frame);
  }
}

function size(picture: Picture): number {
  return Object.values<unknown>({ ...picture, ...picture.directions }).reduce<number>(
    (sum, part) => sum + (part instanceof Float64Array ? part.byteLength : 0),
    0,
  );
}
