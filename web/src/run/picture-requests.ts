import { PictureCache } from "./picture-cache";
import type { Picture } from "../trainer/trainer-module";

/** The pictures of the run on the page. One is requested at a time; of those that wait, the one wanted last. */
export class PictureRequests {
  readonly #request: (frame: number, needsDirections: boolean) => void;
  readonly #pictures = new PictureCache();
  #needsDirections = false;
  /** The frame whose picture is wanted, and the one whose picture is requested. */
  #wanted: number | undefined;
  #requested: number | undefined;

  constructor(request: (frame: number, needsDirections: boolean) => void) {
    this.#request = request;
  }

  /** Whether pictures must have the neurons' directions from now on. */
  get needsDirections(): boolean {
    return this.#needsDirections;
  }

  set needsDirections(value: boolean) {
    if (value && !this.#needsDirections) this.#pictures.clear();
    this.#needsDirections = value;
  }

  /** The picture of a frame if it is at hand; otherwise it is requested. */
  want(frame: number): Picture | undefined {
    const picture = this.#pictures.get(frame);
    this.#wanted = picture ? undefined : frame;
    this.#requestWanted();
    return picture;
  }

  atHand(frame: number): Picture | undefined {
    return this.#pictures.get(frame);
  }

  /** Requests a picture that will be wanted soon, unless one is wanted now. */
  prefetch(frame: number): void {
    if (this.#wanted === undefined && !this.#pictures.has(frame)) this.#send(frame);
  }

  /** Keeps a picture. Returns whether it serves: one without directions may not. */
  keep(frame: number, picture: Picture): boolean {
    const serves = picture.directions !== undefined || !this.#needsDirections;
    if (serves) this.#pictures.set(frame, picture);
    return serves;
  }

  /** The request is answered, with a picture or without one. Returns whether the picture serves. */
  answer(frame: number, picture?: Picture): boolean {
    this.#requested = undefined;
    const serves = !picture || this.keep(frame, picture);
    if (serves && this.#wanted === frame) this.#wanted = undefined;
    this.#requestWanted();
    return serves;
  }

  /** The worker has ended: the request will not be answered. */
  forget(): void {
    this.#requested = undefined;
  }

  /** Begins with another run. */
  clear(): void {
    this.#pictures.clear();
    this.#wanted = undefined;
    this.#requested = undefined;
  }

  #requestWanted(): void {
    if (this.#wanted !== undefined) this.#send(this.#wanted);
  }

  #send(frame: number): void {
    if (this.#requested !== undefined) return;
    this.#requested = frame;
    this.#request(frame, this.#needsDirections);
  }
}
