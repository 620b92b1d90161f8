import { addressKeys, experimentOf, pinnedIn, readAddress } from "../experiment/address";
import { prefersReducedMotion, watchAppearance } from "./appearance";
import { excerpt } from "../text/excerpt";
import type { VideoOptions } from "../late/export/render-video";
import type { Exports } from "../late/export/export-files";
import { Instrument } from "./instrument";
import { press } from "./keyboard";
import { letPrint } from "./let-print";
import { loadLateParts } from "./load-late-parts";
import { changedLook, lookKeys } from "../experiment/look";
import type { Experiment, FigureOptions, Neurons, ReluScopeElement, RunSummary, View } from "../relu-scope";
import {
  checkTheme,
  controls,
  homeOf,
  numberOf,
  SettingError,
  wholeNumberOf,
  wordsOf,
} from "../experiment/attribute-values";
import { scriptPlace } from "../browser/script-place";
import { watchSight } from "../browser/visibility";
import { beSteered, steer } from "./steering-links";
import { styleSheet } from "./style-sheet";
import { isWellFormed } from "../text/well-formed";

/** A value as JSON, or the error that prevents it. */
function jsonOf(value: unknown): string | Error {
  try {
    const text: unknown = JSON.stringify(value);
    return typeof text === "string" ? text : new TypeError(`it is of type ${typeof value}`);
  } catch (error) {
    // The message about a circular structure has several lines; the first says enough.
    return new Error(error instanceof Error ? error.message.split("\n")[0] : "it throws when it is read");
  }
}

/** A value as text; undefined if it cannot be converted, as an object without a prototype. */
function textOf(value: unknown): string | undefined {
  try {
    return String(value);
  } catch {
    return undefined;
  }
}

/** The element; `relu-scope.d.ts` documents its contract. */
export class ReluScope extends HTMLElement implements ReluScopeElement {
  static readonly observedAttributes = [...addressKeys, ...["controls", "fps", "theme", "home"]].map((name) =>
    name.toLowerCase(),
  );

  static get libraries(): string {
    return scriptPlace.folder;
  }

  static set libraries(folder: string) {
    scriptPlace.folder = new URL(folder.replace(/\/?$/, "/"), document.baseURI).href;
  }

  readonly #instrument: Instrument;
  /** Aborted when the element leaves the page. */
  #connection: AbortController | undefined;
  #willTrain = false;
  readonly #unheard: Event[] = [];

  constructor() {
    super();
    this.#instrument = new Instrument(this, (name, detail) => {
      const event = new CustomEvent(name, { detail });
      // A parser sets attributes before the element is in the page, where listeners could hear an error event.
      if (name === "error" && !this.isConnected) this.#unheard.push(event);
      else this.dispatchEvent(event);
    });
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [styleSheet(this.ownerDocument)];
    root.append(this.#instrument.element);
    this.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#instrument.dialogs.callOff()) event.preventDefault();
      else press(event, this.#instrument.commands);
    });
  }

  // eslint-disable-next-line @typescript-eslint/related-getter-setter-pairs -- what is set may leave keys out
  get experiment(): Experiment | undefined {
    return structuredClone(this.#instrument.stage.training.recording?.experiment);
  }

  set experiment(value: object | string) {
    const text = typeof value === "string" ? value : jsonOf(value);
    if (typeof text === "string") this.#instrument.train(text);
    else this.#instrument.problems.complainOfExperiment(`The experiment cannot be written as JSON: ${text.message}.`);
  }

  get sweep(): string | undefined {
    return this.#instrument.stage.look.sweep;
  }

  set sweep(value: object | string | undefined) {
    const text = typeof value === "object" ? jsonOf(value) : value;
    if (text instanceof Error) this.#instrument.problems.complainOfSetting("sweep", `sweep: ${text.message}`);
    else this.#instrument.stage.changeLook({ sweep: text });
  }

  get run(): RunSummary | undefined {
    return this.#instrument.outcome.run;
  }

  get frames(): number {
    return this.#instrument.stage.training.recording?.frames ?? 0;
  }

  get frame(): number {
    return this.#instrument.stage.player.frame;
  }

  set frame(value: number) {
    const { problems, stage } = this.#instrument;
    const text = textOf(value);
    const frame = text === undefined || text.trim() === "" ? NaN : Number(text);
    if (Number.isNaN(frame)) {
      problems.complainOfSetting("frame", `frame must be a number, not “${excerpt(text ?? typeof value)}”.`);
    } else {
      problems.settleSetting("frame");
      stage.player.seek(frame);
    }
  }

  get address(): string {
    return this.#instrument.permalink.address;
  }

  set address(value: string) {
    const { problems, permalink } = this.#instrument;
    const address = textOf(value);
    for (const key of ["address", ...addressKeys]) problems.settleSetting(key);
    if (address === undefined || !isWellFormed(address)) {
      problems.complainOfSetting("address", `address must be Unicode text, not “${excerpt(address ?? typeof value)}”.`);
      return;
    }
    const wrong: SettingError[] = [];
    const exhibit = readAddress(address, (error) => wrong.push(error));
    const [first] = wrong;
    if (first) problems.complainOfSetting(first.key, wrong.map(({ message }) => message).join(" "));
    permalink.show(exhibit);
  }

  get playing(): boolean {
    return this.#instrument.stage.player.playing;
  }

  get ready(): Promise<RunSummary> {
    return this.#instrument.outcome.ready;
  }

  play(): void {
    this.#instrument.stage.player.play();
  }

  pause(): void {
    this.#instrument.stage.player.pause();
  }

  step(n: number): void {
    this.#instrument.commands.step(Math.trunc(n) || 0);
  }

  neurons(frame: number): Promise<Neurons> {
    return this.#instrument.stage.training.neurons(frame);
  }

  toSVG(view: View, options?: FigureOptions): Promise<Blob> {
    return this.#exported((exports) => exports.figure(view, "svg", options));
  }

  toPDF(view: View, options?: FigureOptions): Promise<Blob> {
    return this.#exported((exports) => exports.figure(view, "pdf", options));
  }

  toPNG(view: View, options?: FigureOptions & { scale?: number }): Promise<Blob> {
    return this.#exported((exports) => exports.figure(view, "png", options));
  }

  async toVideo(options: VideoOptions = {}): Promise<Blob> {
    const { Videos } = await loadLateParts();
    return new Videos(this.#instrument.stage).render(options, { progress: () => undefined, fellBack: () => undefined });
  }

  toCSV(options?: { neurons?: number }): Promise<Blob> {
    return this.#exported((exports) => exports.run("csv", options?.neurons));
  }

  toJSON(options?: { neurons?: number }): Promise<Blob> {
    return this.#exported((exports) => exports.run("json", options?.neurons));
  }

  toPyTorch(): Promise<Blob> {
    return this.#exported((exports) => exports.pytorch());
  }

  async #exported(make: (exports: Exports) => Blob | Promise<Blob>): Promise<Blob> {
    const { Exports } = await loadLateParts();
    return make(new Exports(this.#instrument.stage));
  }

  connectedCallback(): void {
    if (this.#connection) return;
    this.#connection = new AbortController();
    const { signal } = this.#connection;
    for (const event of this.#unheard.splice(0)) this.dispatchEvent(event);
    this.#watch(signal);
    if (this.hasAttribute("autoplay") && !prefersReducedMotion()) this.play();
    this.#instrument.suggest(this.#experimentOfAttributes());
    for (const name of ["experiment", "sweep", "frame", "address"]) this.#upgrade(name);
  }

  /** A move to another document drops the style sheets of the old one, and listeners have to follow to the new window. */
  adoptedCallback(): void {
    const { shadowRoot, ownerDocument } = this;
    if (!shadowRoot || !ownerDocument.defaultView) return;
    shadowRoot.adoptedStyleSheets = [styleSheet(ownerDocument)];
    steer(ownerDocument);
    if (!this.#connection) return;
    this.#connection.abort();
    this.#connection = new AbortController();
    this.#watch(this.#connection.signal);
    this.#instrument.move();
  }

  /** Follows the page and the screen until the signal aborts. */
  #watch(signal: AbortSignal): void {
    this.#instrument.followPage();
    beSteered(this, signal);
    watchAppearance(
      this,
      () => {
        this.#instrument.refit();
      },
      signal,
    );
    void letPrint(this.#instrument, signal);
    watchSight(
      this,
      (isInSight) => {
        if (isInSight) this.#instrument.open();
        else this.#instrument.rest();
      },
      signal,
    );
  }

  disconnectedCallback(): void {
    // An element that is only moved is back by the next microtask.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#connection?.abort();
      this.#connection = undefined;
      this.#instrument.close();
    });
  }

  attributeChangedCallback(name: string, _: string | null, value: string | null): void {
    try {
      this.#adopt(name, value);
      this.#instrument.problems.settleSetting(addressKeys.find((key) => key.toLowerCase() === name) ?? name);
    } catch (error) {
      if (!(error instanceof SettingError)) throw error;
      this.#instrument.problems.complainOfSetting(error.key, error.message);
    }
  }

  #adopt(name: string, value: string | null): void {
    const { stage, permalink } = this.#instrument;
    const { player } = stage;
    switch (name) {
      case "preset":
      case "experiment":
        this.#trainByAttributes();
        break;
      case "pinned":
        permalink.pin(pinnedIn(value));
        break;
      case "controls":
        this.#instrument.showControls(wordsOf(name, value, controls, "none"));
        break;
      case "frame":
        player.aimAt(wholeNumberOf(name, value, 0, 0, 1e9));
        break;
      case "fps":
        player.clock.framesPerSecond = numberOf(name, value, 10, 0.1, 60);
        break;
      case "loop":
        // As in HTML the attribute loops whatever its value; `off` is the address's word.
        stage.changeLook(changedLook(stage.look, name, value === null || value === "off" ? null : "on"));
        break;
      case "home":
        this.#instrument.linkTo(homeOf(value, document.baseURI));
        break;
      case "theme":
        checkTheme(value);
        this.#instrument.refit();
        break;
      default:
        for (const key of lookKeys) {
          if (key.toLowerCase() === name) stage.changeLook(changedLook(stage.look, key, value));
        }
    }
  }

  /** Trains what the attributes say after the current task, which may set both. */
  #trainByAttributes(): void {
    if (!this.#connection || this.#willTrain) return;
    this.#willTrain = true;
    queueMicrotask(() => {
      this.#willTrain = false;
      this.#instrument.train(this.#experimentOfAttributes());
    });
  }

  #experimentOfAttributes(): string {
    return experimentOf((key) => this.getAttribute(key));
  }

  /** Sets a property again that was set before the element was defined, and so hides the accessor of its class. */
  #upgrade(name: string): void {
    const value: unknown = Object.getOwnPropertyDescriptor(this, name)?.value;
    if (value === undefined) return;
    Reflect.deleteProperty(this, name);
    Reflect.set(this, name, value);
  }
}
