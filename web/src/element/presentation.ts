/**
 * Showing the element alone: on the whole screen, or in the whole window where the browser keeps the screen to itself (a
 * phone, a frame). While it lasts the element has the attribute `presenting`, which the style sheet follows.
 */
export class Presentation {
  readonly #host: HTMLElement;
  readonly #changed: () => void;

  /** `changed` is called when it has begun or ended. */
  constructor(host: HTMLElement, changed: () => void) {
    this.#host = host;
    this.#changed = changed;
    host.addEventListener("fullscreenchange", () => {
      if (!this.#hasScreen) this.#set(false);
    });
  }

  get isOn(): boolean {
    return this.#host.hasAttribute("presenting");
  }

  toggle(): void {
    if (this.isOn) this.leave();
    else this.#enter();
  }

  leave(): void {
    // Rejects when the screen has just been given back otherwise.
    if (this.#hasScreen) this.#host.ownerDocument.exitFullscreen().catch(() => undefined);
    this.#set(false);
  }

  #enter(): void {
    this.#set(true);
    if (!this.#host.ownerDocument.fullscreenEnabled) return;
    this.#host.requestFullscreen().then(
      () => {
        // It may have been left before the screen was given.
        if (!this.isOn) this.leave();
      },
      // Without leave to take the screen the window has to do.
      () => undefined,
    );
  }

  get #hasScreen(): boolean {
    return this.#host.matches(":fullscreen");
  }

  #set(on: boolean): void {
    if (on === this.isOn) return;
    this.#host.toggleAttribute("presenting", on);
    this.#changed();
  }
}
