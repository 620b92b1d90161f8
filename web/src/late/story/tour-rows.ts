import { make } from "../../browser/dom";
import { messageOf } from "../../browser/error-message";
import type { AddressParts, Exhibit } from "../../experiment/address";
import type { SettingError } from "../../experiment/attribute-values";
import { save } from "../export/download";
import { textOf } from "../files/open-file";
import { tour as words } from "../text/prose-story";
import { files } from "../dialogs/embed-code";
import { lectureNote, noteStyle } from "../tour/lecture-note";
import { packedTour } from "../tour/packed-tour";
import { builtInTour } from "../tour/tour";
import { exhibitOf, limits, readTour, type Shown, type TourFile, type TourStop } from "../tour/tour-file";

/** What is on screen, and how it is changed. */
export interface TourScreen {
  readonly parts: AddressParts;
  /** The page that links lead to. */
  readonly home: string;
  show(exhibit: Exhibit): void;
  /** Gives the look another tour, packed, or none. */
  change(tour: string | undefined): void;
  tell(what: string): void;
  begin(): void;
}

/** The keys of what is on screen that are JSON in an address, and objects in a file. */
const jsonKeys = ["experiment", "pinned", "sweep"];

/** The rows that make a tour: one for each stop. */
export class TourRows {
  readonly element = make("div", { class: "tour-rows" });
  readonly #screen: TourScreen;
  readonly #list = make("ol", { class: "stops", "aria-label": words.name });
  readonly #save = make("button", { type: "button" }, words.save);
  readonly #note = make("button", { type: "button" }, words.saveNote);
  readonly #builtIn = make("button", { type: "button" }, words.builtIn);
  readonly #begin = make("button", { type: "button" }, words.begin);
  #title = "";
  #stops: readonly TourStop[] = [];
  #trials: TourFile["trials"];
  #isMaking: Promise<void> = Promise.resolve();

  constructor(screen: TourScreen) {
    this.#screen = screen;
    const add = make("button", { type: "button" }, words.add);
    add.addEventListener("click", () => {
      this.#add();
    });
    this.#save.addEventListener("click", () => {
      save(new File([`${this.#json(2)}\n`], "reluscope-tour.json", { type: "application/json" }));
    });
    this.#note.addEventListener("click", () => {
      const at = files(screen.home);
      const note = lectureNote(this.#file, at, [noteStyle]);
      save(new File([note], "reluscope-lecture-note.html", { type: "text/html" }));
      screen.tell(words.noteSaved(at("")));
    });
    this.#builtIn.addEventListener("click", () => {
      this.show(builtInTour);
      this.#put(builtInTour.stops, words.opened(String(builtInTour.stops.length)));
    });
    this.#begin.addEventListener("click", () => {
      screen.begin();
    });
    const chooser = make("input", {
      ...{ type: "file", class: "spoken", tabindex: "-1", accept: ".json,application/json" },
      "aria-label": words.file,
    });
    chooser.addEventListener("change", () => {
      const [file] = chooser.files ?? [];
      if (file) void this.#open(file);
      chooser.value = "";
    });
    const open = make("button", { type: "button" }, words.open);
    open.addEventListener("click", () => {
      chooser.click();
    });
    this.element.append(
      make("div", { class: "row" }, add, this.#begin, this.#save, this.#note, open, this.#builtIn, chooser),
      make("p", { class: "aside" }, words.says),
      this.#list,
    );
    this.#draw();
  }

  /** Shows a tour that has come from elsewhere; none when there is none. */
  show(tour: TourFile | undefined): void {
    this.#title = tour?.title ?? "";
    this.#stops = tour?.stops ?? [];
    this.#trials = tour?.trials;
    this.#draw();
  }

  #add(): void {
    if (this.#stops.length >= limits.stops) {
      this.#screen.tell(words.full(String(limits.stops)));
      return;
    }
    const told = String(this.#stops.length + 1);
    this.#put([...this.#stops, { title: words.first(told), text: "", show: this.#onScreen() }], words.added(told));
    const field = this.#list.querySelector<HTMLInputElement>("li:last-child input");
    field?.focus();
    field?.select();
  }

  #onScreen(): Shown {
    return Object.fromEntries(
      Object.entries(this.#screen.parts)
        .filter(([key]) => key !== "tour")
        .map(([key, value]) => [key, jsonKeys.includes(key) ? (JSON.parse(value) as unknown) : value]),
    );
  }

  async #open(file: File): Promise<void> {
    try {
      const wrong: SettingError[] = [];
      const tour = readTour(await textOf(file), (error) => wrong.push(error));
      const told = wrong.map(({ message }) => message).join(" ");
      if (tour) {
        this.show(tour);
        this.#put(tour.stops, `${words.opened(String(tour.stops.length))} ${told}`.trim());
      } else this.#screen.tell(told);
    } catch (error) {
      this.#screen.tell(messageOf(error));
    }
  }

  get #file(): TourFile {
    return { version: 1, title: this.#title, stops: this.#stops, trials: this.#trials };
  }

  #json(indent?: number): string {
    return JSON.stringify(this.#file, undefined, indent);
  }

  #put(stops: readonly TourStop[], told: string): void {
    this.#stops = stops;
    this.#draw();
    this.#screen.tell(told);
    // One after the other, so that the last change stays.
    this.#isMaking = this.#isMaking.then(async () => {
      this.#screen.change(this.#stops.length === 0 ? undefined : await packedTour(this.#json()));
    });
  }

  #set(index: number, change: Partial<TourStop>, told: string): void {
    this.#put(
      this.#stops.map((stop, other) => (other === index ? { ...stop, ...change } : stop)),
      told,
    );
  }

  /** Moves a stop to another place. */
  #move(from: number, to: number): void {
    const stop = this.#stops[from];
    if (!stop || to < 0 || to >= this.#stops.length) return;
    const others = this.#stops.filter((_, index) => index !== from);
    this.#put([...others.slice(0, to), stop, ...others.slice(to)], words.moved);
    this.#list.querySelectorAll<HTMLElement>(to < from ? ".up" : ".down")[to]?.focus();
  }

  #draw(): void {
    for (const button of [this.#save, this.#note, this.#begin]) button.hidden = this.#stops.length === 0;
    this.#builtIn.hidden = this.#stops.length > 0;
    const root = this.#list.getRootNode() as Partial<DocumentOrShadowRoot>;
    const { activeElement } = root;
    const focused = activeElement && this.#list.contains(activeElement) ? activeElement.id : "";
    this.#list.replaceChildren(...this.#stops.map((stop, index) => this.#row(stop, index)));
    if (focused !== "") this.#list.querySelector<HTMLElement>(`#${focused}`)?.focus();
  }

  #row({ title, text, show }: TourStop, index: number): HTMLElement {
    const told = String(index + 1);
    const name = make("input", {
      ...{ type: "text", id: `stop-title-${index}`, maxlength: String(limits.title) },
      "aria-label": words.title(told),
    });
    name.value = title;
    name.addEventListener("change", () => {
      this.#set(index, { title: name.value }, words.changed);
    });
    const says = make("textarea", {
      ...{ id: `stop-text-${index}`, rows: "2", maxlength: String(limits.text), placeholder: words.placeholder },
      "aria-label": words.text(told),
    });
    says.value = text;
    says.addEventListener("change", () => {
      this.#set(index, { text: says.value }, words.changed);
    });
    const button = (id: string, name: string, label: string, press: () => void): HTMLElement => {
      const made = make("button", { type: "button", id: `stop-${id}-${index}`, class: id, "aria-label": label }, name);
      made.addEventListener("click", press);
      return made;
    };
    return make(
      "li",
      {},
      make(
        "div",
        { class: "row" },
        name,
        button("show", words.show, `${words.show}: ${title}`, () => {
          this.#screen.show(exhibitOf(show));
        }),
        button("take", words.take, `${words.take}: ${title}`, () => {
          this.#set(index, { show: this.#onScreen() }, words.taken);
        }),
        button("up", "↑", words.up(told), () => {
          this.#move(index, index - 1);
        }),
        button("down", "↓", words.down(told), () => {
          this.#move(index, index + 1);
        }),
        button("remove", "×", words.remove(told), () => {
          this.#put(
            this.#stops.filter((_, other) => other !== index),
            words.removed,
          );
        }),
      ),
      says,
    );
  }
}
