import type { Picture } from "../trainer/trainer-module";

const capacity = 64 * 2 ** 20;

/** From how many bytes on it takes longer to get new memory for an array than to fill it. */
const large = 2 ** 18;

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

  /** Gives up all. Returns the memory of the one that was used last, as far as it takes much. */
  clear(): ArrayBuffer[] {
    const last = [...this.#pictures.values()].at(-1);
    this.#pictures.clear();
    this.#bytes = 0;
    return last ? arraysOf(last).flatMap(({ buffer }) => (buffer.byteLength >= large ? buffer : [])) : [];
  }

  #remove(frame: number): void {
    const picture = this.#pictures.get(frame);
    if (picture) this.#bytes -= size(picture);
    this.#pictures.delete(frame);
  }
}

function size(picture: Picture): number {
  return arraysOf(picture).reduce((sum, { byteLength }) => sum + byteLength, 0);
}

function arraysOf(picture: Picture): Float64Array<ArrayBuffer>[] {
  return Object.values<unknown>({ ...picture, ...picture.directions }).filter(
    (part): part is Float64Array<ArrayBuffer> => part instanceof Float64Array,
  );
}
