import type { Exhibit } from "../experiment/address";
import type { Advice } from "../late/panels/advice";
import type { ColumnSheet } from "../late/dialogs/column-dialog";
import type { ComparePanel } from "../late/panels/compare-panel";
import type { DataPanel } from "../late/panels/data-panel";
import { make } from "../browser/dom";
import type { EmbedSheet, Embedded } from "../late/dialogs/embed-dialog";
import type { ExportPanel } from "../late/panels/export-panel";
import type { Exports } from "../late/export/export-files";
import type { Help } from "../late/dialogs/help-dialog";
import type { Instrument } from "./instrument";
import type { Look } from "../experiment/look";
import type { Mended } from "../trainer/trainer-module";
import { LatePanel, type PanelContent } from "../panels/panel";
import type { Points } from "../experiment/data-points";
import { names } from "../text/prose";
import type { Experiment } from "../relu-scope";
import { addStyles } from "./style-sheet";
import type { TheoryPanel } from "../late/panels/theory-panel";
import type { Tour } from "../late/panels/tour";
import type { Videos } from "../late/export/videos";
import type { ViewPanel } from "../late/panels/look-panel";

type Opened = typeof import("../late/panels/late-parts");

let loading: Promise<Opened> | undefined;

/** What is loaded, in the order in which it is asked for; rejects with a sentence when it cannot be had. */
function opened(): Promise<Opened> {
  loading ??= import("../late/panels/late-parts").then(
    (parts) => {
      addStyles(...parts.styles);
      return parts;
    },
    () => {
      loading = undefined;
      throw new Error(names.isNotLoaded);
    },
  );
  return loading;
}

/** A panel whose content is made of what is loaded. */
function late<Content extends PanelContent>(
  name: "data" | "look" | "theory" | "compare" | "export",
  contentOf: (parts: Opened) => Content,
  unfolded: (content: Content) => void = () => undefined,
): LatePanel<Content> {
  return new LatePanel(name, names[name], async () => contentOf(await opened()), unfolded);
}

/**
 * The parts of the instrument that are loaded when the reader first asks for one of them: all panels but the first, the
 * sheets, the tour, and what leaves the page.
 */
export class OnDemand {
  readonly data: LatePanel<DataPanel>;
  readonly look: LatePanel<ViewPanel>;
  readonly theory: LatePanel<TheoryPanel>;
  readonly compare: LatePanel<ComparePanel>;
  readonly export: LatePanel<ExportPanel>;
  /** Where the tour and the sheets stand once they are loaded. */
  readonly place = make("div", { class: "on-demand" });
  readonly #instrument: Instrument;
  #tour: Tour | undefined;
  #help: Help | undefined;
  #embedSheet: EmbedSheet | undefined;
  #columnSheet: ColumnSheet | undefined;
  /** Calls off what the reader has asked for and is still being loaded. */
  #way: AbortController | undefined;
  #isTourOnItsWay = false;

  constructor(instrument: Instrument) {
    this.#instrument = instrument;
    const open = (file: File): void => void instrument.openFile(file);
    this.data = late(
      "data",
      ({ DataPanel }) =>
        new DataPanel(instrument.draft, {
          open,
          paste: (text) => void instrument.takeTable(text),
        }),
      (panel) => {
        if (instrument.draft.experiment) panel.show(instrument.draft.experiment.data);
      },
    );
    const change = (look: Partial<Look>): void => {
      instrument.changeLook(look);
    };
    this.look = late(
      "look",
      ({ ViewPanel }) => new ViewPanel(change),
      (panel) => {
        panel.show(instrument.look);
      },
    );
    this.theory = late(
      "theory",
      ({ TheoryPanel }) => new TheoryPanel(change),
      (panel) => {
        panel.show(instrument.look);
        instrument.wake();
      },
    );
    this.compare = late(
      "compare",
      ({ ComparePanel }) =>
        new ComparePanel(() => {
          instrument.togglePin();
        }),
      () => {
        instrument.wake();
      },
    );
    this.export = late(
      "export",
      (parts) => new parts.ExportPanel(this.#exportsBy(parts), new parts.Videos(instrument), open),
    );
  }

  /** Whether the guided tour is under way, or will be once it is loaded. */
  get isTouring(): boolean {
    return this.#tour?.isOn === true || this.#isTourOnItsWay;
  }

  /** Begins the guided tour, or leaves it. */
  async toggleTour(): Promise<void> {
    this.#isTourOnItsWay = !this.isTouring;
    await this.#open((parts) => {
      this.#tour ??= this.#placed(this.#guide(parts));
      this.#tour.toggle();
    });
    this.#isTourOnItsWay = false;
  }

  /** Goes so many stops of the tour on, or back, as soon as it is there. */
  async goOnTour(by: number): Promise<void> {
    await this.#open(() => {
      this.#tour?.go(by);
    });
  }

  leaveTour(): void {
    this.#tour?.leave();
  }

  /** Keeps what is still being loaded from opening. Returns whether there was anything. */
  callOff(): boolean {
    const isOnItsWay = this.#way !== undefined;
    this.#way?.abort();
    this.#way = undefined;
    this.#isTourOnItsWay = false;
    return isOnItsWay;
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
    return this.#exportsBy(await opened());
  }

  /** The same for videos. */
  async videos(): Promise<Videos> {
    const { Videos } = await opened();
    return new Videos(this.#instrument);
  }

  /** The text in a file, and whether it is a table. Rejects when the file cannot be read. */
  async textIn(file: File): Promise<{ text: string; isTable: boolean }> {
    const { isTable, textOf } = await opened();
    const text = await textOf(file);
    return { text, isTable: isTable(file, text) };
  }

  /**
   * The points in the text of a table; undefined when the reader, who is asked which columns they are in where that is not
   * clear, does not say. Rejects with what is wrong with it.
   */
  async pointsIn(text: string): Promise<Points | undefined> {
    const { ColumnSheet, pointsIn, readTable } = await opened();
    const table = readTable(text);
    if (table.columns) return pointsIn(table, table.columns);
    this.#columnSheet ??= this.#placed(new ColumnSheet());
    const columns = await this.#columnSheet.ask(table);
    return columns && pointsIn(table, columns);
  }

  /** Why a run has not learned, and what mends it, in words. Rejects with a sentence when those cannot be loaded. */
  async adviceOn(experiment: Experiment, found: Mended): Promise<Advice | undefined> {
    const { adviceOn } = await opened();
    return adviceOn(experiment, found);
  }

  #exportsBy({ Exports }: Opened): Exports {
    const { training, player, pictures, element } = this.#instrument;
    return new Exports(training, player, element, (view) => pictures.subject(view, this.#instrument.look));
  }

  /** Does something with what is loaded, unless it is called off, or tells the reader that it cannot be had. */
  async #open(use: (parts: Opened) => void): Promise<void> {
    const way = (this.#way ??= new AbortController());
    let parts: Opened;
    try {
      parts = await opened();
    } catch (error) {
      this.#instrument.complain("", error instanceof Error ? error.message : String(error));
      return;
    } finally {
      if (this.#way === way) this.#way = undefined;
    }
    if (!way.signal.aborted) use(parts);
  }

  #placed<Part extends { readonly element: HTMLElement }>(part: Part): Part {
    this.place.append(part.element);
    return part;
  }

  /** The tour, which gives back what was on screen before it. */
  #guide({ Tour, toured: experiment }: Opened): Tour {
    const instrument = this.#instrument;
    const { training, player, draft, pictures } = instrument;
    let before: (Exhibit & { playing: boolean }) | undefined;
    const manner = { isPassing: true };
    return new Tour({
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
