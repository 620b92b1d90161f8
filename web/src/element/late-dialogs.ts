import { messageOf } from "../browser/error-message";
import { make } from "../browser/dom";
import type { EmbedDialog, Embedded } from "../late/dialogs/embed-dialog";
import type { HelpDialog } from "../late/dialogs/help-dialog";
import type { CopiedLinkNotice } from "../late/panels/copied-link";
import type { Story } from "../late/story/story";
import type { Tour } from "../late/tour/tour";
import type { Stage } from "../panels/stage";
import { loadLateParts, type LateParts } from "./load-late-parts";
import type { Permalink } from "./permalink";
import type { Problems } from "./problems";

/** The dialogs, notices and the guided tour: loaded when the reader first asks for one of them. */
export class LateDialogs {
  /** Holds those that are loaded. */
  readonly element = make("div", { class: "on-demand" });
  /** Where the outcome of copying a link is announced. */
  readonly notice = make("div", { class: "link", role: "status" });
  readonly #stage: Stage;
  readonly #permalink: Permalink;
  readonly #problems: Problems;
  #tour: Tour | undefined;
  #story: Story | undefined;
  #help: HelpDialog | undefined;
  #embed: EmbedDialog | undefined;
  #copied: CopiedLinkNotice | undefined;
  /** Aborted when the reader calls off what is still being loaded. */
  #loading: AbortController | undefined;
  #isTourComing = false;

  constructor(stage: Stage, permalink: Permalink, problems: Problems) {
    this.#stage = stage;
    this.#permalink = permalink;
    this.#problems = problems;
  }

  /** Whether the guided tour is under way, or will be once it is loaded. */
  get isTouring(): boolean {
    return this.#tour?.isOn === true || this.#isTourComing;
  }

  /** Begins the tour, or leaves it; `isQuiet` leaves the focus where it is. */
  async toggleTour(isQuiet = false): Promise<void> {
    this.#isTourComing = !this.isTouring;
    await this.#open(({ Tour }) => {
      this.#tour ??= this.#placed(new Tour(this.#stage, this.#permalink));
      return this.#tour.toggle(isQuiet);
    });
    this.#isTourComing = false;
  }

  /** Moves on by this many stops of the tour; back where negative. */
  async goOnTour(stops: number): Promise<void> {
    await this.#open(() => {
      this.#tour?.go(stops);
    });
  }

  leaveTour(): void {
    this.#tour?.leave();
  }

  /** Hands the story over: pace, pauses and what else is told of a run. */
  async tell(listen: (story: Story) => void): Promise<void> {
    await this.#open(({ Story }) => {
      listen(
        (this.#story ??= this.#placed(
          new Story(this.#stage, this.#permalink, this.#problems, () => {
            if (!this.isTouring) void this.toggleTour(true);
          }),
        )),
      );
    });
  }

  async openHelp(): Promise<void> {
    await this.#open(({ HelpDialog }) => {
      this.#help ??= this.#placed(new HelpDialog());
      this.#help.open();
    });
  }

  async openEmbed(embedded: Embedded): Promise<void> {
    await this.#open(({ EmbedDialog }) => {
      this.#embed ??= this.#placed(new EmbedDialog());
      this.#embed.open(embedded);
    });
  }

  /** Says whether a link was copied; `isCopied` is undefined for a link that is too long. */
  async noteCopied(link: string, isCopied: Promise<boolean> | undefined): Promise<void> {
    await this.#open(({ CopiedLinkNotice }) => {
      this.#copied ??= new CopiedLinkNotice(this.notice);
      void this.#copied.show(link, isCopied);
    });
  }

  /** Keeps what is still being loaded from opening. Returns whether there was anything. */
  callOff(): boolean {
    const isLoading = this.#loading !== undefined;
    this.#loading?.abort();
    this.#loading = undefined;
    this.#isTourComing = false;
    return isLoading;
  }

  /** Loads the late parts and uses them, unless the reader calls it off. */
  async #open(use: (parts: LateParts) => unknown): Promise<void> {
    const loading = (this.#loading ??= new AbortController());
    let parts: LateParts;
    try {
      parts = await loadLateParts();
    } catch (error) {
      this.#problems.complainOfPart(messageOf(error));
      return;
    } finally {
      if (this.#loading === loading) this.#loading = undefined;
    }
    if (!loading.signal.aborted) await use(parts);
  }

  #placed<Part extends { readonly element: HTMLElement }>(part: Part): Part {
    this.element.append(part.element);
    return part;
  }
}
