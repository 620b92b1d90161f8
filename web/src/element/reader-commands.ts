import { addressParts } from "../experiment/address";
import type { Commands } from "../panels/commands";
import type { Instrument } from "./instrument";

/** The commands, carried out by an instrument. */
export class ReaderCommands implements Commands {
  readonly #instrument: Instrument;

  constructor(instrument: Instrument) {
    this.#instrument = instrument;
  }

  get canSet(): boolean {
    return this.#instrument.canSet;
  }

  get canAddPoint(): boolean {
    return this.canSet && this.#instrument.pictures.element.matches(":focus");
  }

  get canDeselect(): boolean {
    return this.#instrument.look.selected !== undefined && !this.canLeave;
  }

  get canLeave(): boolean {
    const { onDemand, presentation } = this.#instrument;
    return onDemand.isTouring || presentation.isOn;
  }

  toggle(): void {
    const { player } = this.#instrument;
    if (player.playing) player.pause();
    else player.play();
  }

  replay(): void {
    this.#instrument.player.replay();
  }

  step(frames: number): void {
    const { player } = this.#instrument;
    player.pause();
    player.seek(player.frame + frames);
  }

  turn(pages: number): void {
    const { onDemand } = this.#instrument;
    if (onDemand.isTouring) void onDemand.goOnTour(pages);
    else this.step(10 * pages);
  }

  seek(frame: number): void {
    this.#instrument.player.seek(frame);
  }

  present(): void {
    const { presentation, pictures } = this.#instrument;
    presentation.toggle();
    // So that the next press of space plays, instead of pressing the button again.
    pictures.element.focus({ preventScroll: true });
  }

  addPoint(): void {
    this.#instrument.pictures.addPoint();
  }

  undo(): void {
    void this.#instrument.draft.undo();
  }

  redo(): void {
    void this.#instrument.draft.redo();
  }

  togglePin(): void {
    this.#instrument.togglePin();
  }

  toggleTour(): void {
    void this.#instrument.onDemand.toggleTour();
  }

  openHelp(): void {
    void this.#instrument.onDemand.openHelp();
  }

  copyLink(): void {
    const { link, home, address } = this.#instrument;
    void link.copy(`${home}#${address}`);
  }

  openEmbed(): void {
    const { onDemand, training, onScreen, presets, home } = this.#instrument;
    void onDemand.openEmbedSheet({
      parts: addressParts(onScreen, presets),
      name: training.recording?.name ?? "",
      home,
    });
  }

  deselect(): void {
    this.#instrument.changeLook({ selected: undefined });
  }

  leave(): void {
    const { onDemand, presentation } = this.#instrument;
    if (onDemand.isTouring) onDemand.leaveTour();
    else presentation.leave();
  }
}
