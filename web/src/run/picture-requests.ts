import { PictureCache } from "./picture-cache";
import type { Picture, PictureOptions } from "../trainer/trainer-module";

/** Whether a picture has all that is asked for, on the axes that are. */
export function serves({ options: made, directions, critical, plane }: Picture, options: PictureOptions): boolean {
  return (
    (directions !== undefined || !options.needsDirections) &&
    (critical !== undefined || made.needsCritical || !options.needsCritical) &&
    String(made.xRange) === String(options.xRange) &&
    String(made.weightRange) === String(options.weightRange) &&
    String(made.secondRange) === String(options.secondRange) &&
    made.output === options.output &&
    (!plane || (made.plane?.columns ?? 0) >= (options.plane?.columns ?? 0))
  );
}

/** The pictures of the run on the page. One is requested at a time; of those that wait, the one wanted last. */
export class PictureRequests {
  /** What pictures must be made for from now on. */
  options: PictureOptions = { needsDirections: false, needsCritical: false };
  readonly #request: (frame: number, options: PictureOptions) => void;
  readonly #pictures = new PictureCache();
  /** The frame whose picture is wanted, and the one whose picture is requested. */
  #wanted: number | undefined;
  #lastMemory: readonly ArrayBuffer[] = [];
  #requested: { frame: number; known: Picture | undefined } | undefined;

  constructor(request: (frame: number, options: PictureOptions) => void) {
    this.#request = request;
  }

  /** The picture of a frame if it is at hand; otherwise it is requested. */
  want(frame: number): Picture | undefined {
    const picture = this.atHand(frame);
    this.#wanted = picture ? undefined : frame;
    this.#requestWanted();
    return picture;
  }

  atHand(frame: number): Picture | undefined {
    const picture = this.#pictures.get(frame);
    return picture && serves(picture, this.options) ? picture : undefined;
  }

  /** Requests a picture that will be wanted soon, unless one is wanted now. */
  prefetch(frame: number): void {
    if (this.#wanted === undefined && !this.atHand(frame)) this.#send(frame);
  }

  /** Keeps a picture. */
  keep(frame: number, picture: Picture): void {
    this.#pictures.set(frame, picture);
  }

  /**
   * The request is answered, with a picture or without one. Returns what can be shown: also a picture whose axes are no
   * longer those asked for, until the next has come, but none that lacks directions.
   */
  answer(frame: number, answer?: Picture): Picture | undefined {
    const picture = answer && { ...this.#requested?.known, ...answer };
    this.#requested = undefined;
    if (picture) this.keep(frame, picture);
    if (this.#wanted === frame && (!picture || serves(picture, this.options))) this.#wanted = undefined;
    this.#requestWanted();
    return picture?.directions || !this.options.needsDirections ? picture : undefined;
  }

  /** The worker has ended: the request will not be answered. */
  forget(): void {
    this.#requested = undefined;
  }

  /** Begins with another run. Returns the memory of a picture of the run before the last, which nobody looks at any more. */
  clear(): readonly ArrayBuffer[] {
    const spare = this.#lastMemory;
    this.#lastMemory = this.#pictures.clear();
    this.#wanted = undefined;
    this.#requested = undefined;
    return spare;
  }

  #requestWanted(): void {
    if (this.#wanted !== undefined) this.#send(this.#wanted);
  }

  #send(frame: number): void {
    if (this.#requested !== undefined) return;
    // Other axes show the same neurons, which may be a million.
    const kept = this.#pictures.get(frame);
    const known = kept?.directions || !this.options.needsDirections ? kept : undefined;
    this.#requested = { frame, known };
    this.#request(frame, known ? { ...this.options, knowsNeurons: true } : this.options);
  }
}
