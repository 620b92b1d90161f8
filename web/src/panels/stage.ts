import { firstLook, type Look } from "../experiment/look";
import type { Draft } from "../run/draft";
import type { Player } from "../run/player";
import type { Training } from "../run/training";
import type { ViewGrid } from "../views/view-grid";

/** What is on screen: an experiment, a frame of its run, and the look of its pictures. */
export class Stage {
  readonly element: HTMLElement;
  readonly training: Training;
  readonly player: Player;
  readonly draft: Draft;
  readonly pictures: ViewGrid;
  readonly #lookChanged: (change: Partial<Look>) => void;
  #look = firstLook;

  /** `element` holds the pictures and has their style sheet; `lookChanged` is called after every change of the look. */
  constructor(
    element: HTMLElement,
    training: Training,
    player: Player,
    draft: Draft,
    pictures: ViewGrid,
    lookChanged: (change: Partial<Look>) => void,
  ) {
    this.element = element;
    this.training = training;
    this.player = player;
    this.draft = draft;
    this.pictures = pictures;
    this.#lookChanged = lookChanged;
  }

  get look(): Look {
    return this.#look;
  }

  changeLook(change: Partial<Look>): void {
    this.#look = { ...this.#look, ...change };
    this.#lookChanged(change);
  }
}
