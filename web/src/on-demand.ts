import { make } from "./dom";
import type { Exhibit } from "./address";
import type { ComparePanel } from "./compare-panel";
import type { DataPanel } from "./data-panel";
import type { EmbedSheet, Embedded } from "./embed-sheet";
import type { ExportPanel } from "./export-panel";
import type { Exports } from "./exports";
import type { Help } from "./help";
import type { Instrument } from "./instrument";
import { LatePanel } from "./panel";
import type { Points } from "./points";
import { names } from "./prose";
import type { TheoryPanel } from "./theory-panel";
import type { Tour } from "./tour";
import type { Videos } from "./videos";

/** What is loaded; rejects with a sentence when it cannot be had. */
async function opened(): Promise<typeof import("./opened")> {
  try {
    return await import("./opened");
  } catch {
    throw new Error(names.isNotLoaded);
  }
}

/**
 * The parts of the instrument that are loaded when the reader first asks for one of them: most panels, the sheets, the
 * tour, and what leaves the page.
 */
export class OnDemand {
  readonly data: LatePanel<DataPanel>;
  readonly theory: LatePanel<TheoryPanel>;
  readonly compare: LatePanel<ComparePanel>;
  readonly export: LatePanel<ExportPanel>;
  /** Where the tour and the sheets stand once they are loaded. */
  readonly place = make("div", { class: "on-demand" });
  readonly #instrument: Instrument;
  #tour: Tour | undefined;
  #help: Help | undefined;
  #embedSheet: EmbedSheet | undefined;

  constructor(instrument: Instrument) {
    this.#instrument = instrument;
    const open = (file: File): void => void instrument.openFile(file);
    this.data = new LatePanel(
      "data",
      names.data,
      async () => {
        const { DataPanel } = await opened();
        const complain = (message: string): void => {
          instrument.complain("experiment", "data", message);
        };
        return new DataPanel(instrument.draft, { open, complain });
      },
      (panel) => {
        if (instrument.draft.experiment) panel.show(instrument.draft.experiment.data);
      },
    );
    this.theory = new LatePanel(
      "theory",
      names.theory,
      async () => {
        const { TheoryPanel } = await opened();
        return new TheoryPanel((change) => {
          instrument.changeLook(change);
        });
      },
      (panel) => {
        panel.show(instrument.look);
        instrument.wake();
      },
    );
    this.compare = new LatePanel(
      "compare",
      names.compare,
      async () => {
        const { ComparePanel } = await opened();
        return new ComparePanel(() => {
          instrument.togglePin();
        });
      },
      () => {
        instrument.wake();
      },
    );
    this.export = new LatePanel(
      "export",
      names.export,
      async () => {
        const { ExportPanel } = await opened();
        return new ExportPanel(await this.exports(), await this.videos(), open);
      },
      () => undefined,
    );
  }

  /** Whether the guided tour is under way. */
  get isTouring(): boolean {
    return this.#tour?.isOn === true;
  }

  /** Begins the guided tour, or leaves it. */
  async toggleTour(): Promise<void> {
    await this.#open(({ Tour, toured }) => {
      this.#tour ??= this.#placed(this.#guide(Tour, toured));
      this.#tour.toggle();
    });
  }

  /** Goes so many stops of the tour on, or back. */
  goOnTour(by: number): void {
    this.#tour?.go(by);
  }

  leaveTour(): void {
    this.#tour?.leave();
  }

  /** Opens the help sheet. */
  async openHelp(): Promise<void> {
    await this.#open(({ Help }) => {
      this.#help ??= this.#placed(new Help());
      this.#help.open();
    });
  }

  /** Opens the sheet with code for other pages. */
  async openEmbedSheet(embedded: Embedded): Promise<void> {
    await this.#open(({ EmbedSheet }) => {
      this.#embedSheet ??= this.#placed(new EmbedSheet());
      this.#embedSheet.open(embedded);
    });
  }

  /** What makes files of the run on screen. Rejects with a sentence when it cannot be loaded. */
  async exports(): Promise<Exports> {
    const { Exports } = await opened();
    const { training, player, pictures, element } = this.#instrument;
    return new Exports(training, player, element, (view) => pictures.subject(view, this.#instrument.look));
  }

  /** The same for videos. */
  async videos(): Promise<Videos> {
    const { Videos } = await opened();
    return new Videos(this.#instrument);
  }

  /** The points in a file; rejects with what is wrong with it. */
  async pointsOf(file: File): Promise<Points> {
    const { pointsOf } = await opened();
    return pointsOf(file);
  }

  async #open(use: (parts: Awaited<ReturnType<typeof opened>>) => void): Promise<void> {
    try {
      use(await opened());
    } catch (error) {
      this.#instrument.complain("setting", "", error instanceof Error ? error.message : String(error));
    }
  }

  #placed<Part extends { readonly element: HTMLElement }>(part: Part): Part {
    this.place.append(part.element);
    return part;
  }

  /** The tour, which gives back what was on screen before it. */
  #guide(GuidedTour: typeof Tour, experiment: string): Tour {
    const instrument = this.#instrument;
    const { training, player, draft, pictures } = instrument;
    let before: (Exhibit & { playing: boolean }) | undefined;
    const manner = { isPassing: true };
    return new GuidedTour({
      begun: () => {
        const { playing, frame } = player;
        const pinned = training.ghost && JSON.stringify(training.ghost.recording.experiment);
        before = { experiment: draft.text ?? "{}", frame, look: instrument.look, pinned, playing };
      },
      arrived: (frame, look) => {
        instrument.show({ experiment, frame, look, pinned: undefined }, manner);
        pictures.element.scrollIntoView({ block: "start" });
      },
      left: () => {
        if (!before) return;
        instrument.show(before, manner);
        if (before.playing) player.play();
      },
    });
  }
}
