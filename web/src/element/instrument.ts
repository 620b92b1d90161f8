import { acceptDrops } from "../browser/file-drops";
import { Account } from "../panels/spoken-summary";
import { readAddress, writeAddress, type Exhibit, type OnScreen } from "../experiment/address";
import { isDarkAround } from "./appearance";
import { Balance } from "../panels/imbalance-line";
import { Comparison } from "../run/comparison";
import { make, windowOf } from "../browser/dom";
import { Draft, type Manner } from "../run/draft";
// eslint-disable-next-line @typescript-eslint/no-restricted-imports -- it is here until it is loaded late
import { Link } from "../late/panels/copied-link";
import { excerpt } from "../text/excerpt";
import { firstLook, type Look } from "../experiment/look";
import type { Picture, Preset } from "../trainer/trainer-module";
import { magnification } from "../browser/css-scale";
import { NeuronBar } from "../panels/neuron-bar";
import { typeset } from "../text/number-format";
import { OnDemand } from "./late-dialogs";
import { Parameters } from "../panels/parameter-panel";
import { Pictures } from "../views/view-grid";
import type { Place } from "../trainer/frame-position";
import { Player } from "../run/player";
import { Presentation } from "./presentation";
import { names } from "../text/prose";
import { ReaderCommands } from "./reader-commands";
import type { Recording } from "../run/recording";
import type { Experiment, ReluScopeEventMap, RunSummary } from "../relu-scope";
import type { Control } from "../experiment/attribute-values";
import { Status } from "../panels/status";
import { Tools } from "../panels/toolbar";
import { Training, type Refusal } from "../run/training";
import { Transport } from "../panels/playback-controls";
import { leaveWheelToPage } from "../browser/wheel-scroll";

/** Tells the outside of an event of the element. */
export type Emit = <Name extends keyof ReluScopeEventMap>(
  name: Name,
  detail: ReluScopeEventMap[Name]["detail"],
) => void;

/** The parts of the element, put together: what is trained, what is on screen, and what leads from one to the other. */
export class Instrument {
  readonly element: HTMLElement;
  readonly training: Training;
  readonly player: Player;
  readonly draft: Draft;
  readonly presentation: Presentation;
  readonly onDemand: OnDemand;
  readonly commands = new ReaderCommands(this);
  /** The last finished run. */
  run: RunSummary | undefined;
  /** Settles with the first finished run; rejects when that fails. */
  readonly ready: Promise<RunSummary>;
  #settle: { resolve: (run: RunSummary) => void; reject: (error: Error) => void } | undefined;
  readonly #host: HTMLElement;
  readonly #emit: Emit;
  readonly #neuronBar = new NeuronBar((neuron) => {
    this.#selectNeuron(neuron);
  });
  readonly #account: Account;
  readonly #balance: Balance;
  readonly #transport: Transport;
  readonly #tools: Tools;
  readonly link = new Link();
  /** The page that links lead to; empty where there is none. */
  home = "";
  readonly #status: Status;
  readonly #parameters: Parameters;
  readonly pictures: Pictures;
  readonly #comparison: Comparison;
  /** Whether the default, or the last sound one, is being trained in place of an experiment that was refused. */
  #isFallback = false;
  #canSet = true;
  #isOpen = false;
  #isInSight = false;
  presets: readonly Preset[] = [];
  #look = firstLook;
  /** Whether the next screen refresh is waited for, and whether it has something to draw. */
  #isAwake = false;
  #isStale = false;

  /** `host` is what fills the screen on demand. */
  constructor(host: HTMLElement, emit: Emit) {
    this.#host = host;
    this.#emit = emit;
    this.presentation = new Presentation(host, () => {
      this.refit();
    });
    this.ready = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    // Whoever waits for it hears of a failure; where nobody does, the message on screen is enough.
    this.ready.catch(() => undefined);
    this.training = new Training({
      ready: (offer) => {
        this.presets = offer.presets;
        this.#parameters.offer(offer);
      },
      begun: (place) => {
        this.#status.begin();
        this.#parameters.note(this.training.recording?.underflow ?? "");
        this.player.restart(place);
      },
      prepares: () => {
        this.#status.prepare();
      },
      refused: (refusal) => {
        const { recording } = this.training;
        this.draft.giveUp(recording?.experiment);
        if (recording) this.#status.update(recording);
        else this.#status.rest();
        this.#refused(refusal, false);
      },
      advanced: (recording) => {
        this.#advanced(recording);
      },
      ended: (message) => {
        this.complain("", message, "experiment");
      },
      ghostChanged: () => {
        this.wake();
      },
      notPinned: ({ key, message }) => {
        this.complain(key === "" ? "pinned" : key, message, "pinned");
      },
      pictured: (frame, picture) => {
        this.player.pictured(frame, picture);
      },
      notPictured: (message) => {
        this.complain("", message, "experiment");
      },
      failed: (message) => {
        this.#failed(message);
      },
    });
    this.#comparison = new Comparison(this.training, () => {
      this.wake();
    });
    this.#account = new Account(this.training, (text) => {
      this.pictures.describe(text);
    });
    this.#balance = new Balance(this.training);
    this.player = new Player(this.training, {
      showed: (frame, picture) => {
        this.#showed(frame, picture);
      },
      changed: () => {
        this.wake();
      },
    });
    this.draft = new Draft(this.training, this.player, {
      accepted: (experiment) => {
        this.#accepted(experiment);
      },
      refused: (refusal, isTentative) => {
        this.#refused(refusal, isTentative);
      },
    });
    this.#transport = new Transport(this.commands);
    this.onDemand = new OnDemand(this);
    this.#tools = new Tools(this.commands);
    this.#status = new Status(() => {
      this.training.stop();
    });
    this.#parameters = new Parameters(this.draft);
    this.pictures = new Pictures(this.training, this.player, this.draft, {
      seekIteration: (iteration) => {
        this.player.seekIteration(iteration);
      },
      select: (neuron) => {
        this.#selectNeuron(neuron);
      },
      resized: () => {
        this.refit();
      },
      changed: () => {
        this.wake();
      },
    });
    this.element = make(
      "div",
      { class: "instrument" },
      this.pictures.element,
      this.#account.element,
      make("div", { class: "bar" }, this.#transport.element, this.#tools.element),
      this.link.element,
      this.#balance.element,
      this.#neuronBar.element,
      this.#status.element,
      this.onDemand.place,
      make(
        "div",
        { class: "panels" },
        this.#parameters.element,
        this.onDemand.data.element,
        this.onDemand.look.element,
        this.onDemand.theory.element,
        this.onDemand.compare.element,
        this.onDemand.export.element,
      ),
    );
    leaveWheelToPage(this.element);
    acceptDrops(
      host,
      this.element,
      () => !(this.onDemand.data.element.hidden && this.onDemand.export.element.hidden),
      (file) => void this.openFile(file),
    );
    this.#adoptLook();
  }

  /** What is to be trained unless something else is asked for. */
  suggest(experiment: string): void {
    if (this.draft.text === undefined) this.draft.take(experiment);
  }

  /** In sight: trains what was asked for last, unless that is under way, and keeps the pictures up to date. */
  open(): void {
    this.#isInSight = true;
    this.training.rest(false);
    this.wake();
    if (this.#isOpen) return;
    this.pictures.watch(true);
    this.#isOpen = true;
    this.train(this.draft.text ?? "{}");
  }

  /** Out of sight: nothing is trained, played or drawn until it is in sight again. */
  rest(): void {
    this.#isInSight = false;
    this.training.rest(true);
  }

  /** Lets go of the worker; what is on screen stays. */
  close(): void {
    this.rest();
    this.#isOpen = false;
    this.presentation.leave();
    this.pictures.watch(false);
    this.player.pause();
    this.training.close();
  }

  /** Trains an experiment, given as JSON text, once there is a page to show it. One that is refused changes nothing. */
  train(experiment: string, place?: Place, manner?: Manner): void {
    this.#isFallback = false;
    if (this.#isOpen) void this.draft.train(experiment, place, manner);
    else this.draft.take(experiment);
  }

  /** Shows an experiment in a certain way. */
  show({ experiment, frame, look, pinned }: Exhibit, manner?: Manner): void {
    this.changeLook(look);
    const current = readAddress(this.address, () => undefined);
    if (pinned !== current.pinned) this.pin(pinned);
    if (experiment === current.experiment && this.draft.experiment) {
      if (frame !== undefined) this.player.pause();
      this.player.seek(frame ?? 0);
      return;
    }
    if (frame !== undefined) this.player.headFor(frame);
    this.train(experiment, frame === undefined ? undefined : { frame }, manner);
  }

  /** The part of an address after `#` that leads to what is on screen. */
  get address(): string {
    return writeAddress(this.onScreen, this.presets);
  }

  /** Pins the run of an experiment, given as JSON text; lets go of the one that is pinned when there is none. */
  pin(experiment: string | undefined): void {
    if (experiment === undefined) this.training.unpin();
    else this.training.pinExperiment(experiment);
  }

  /** Pins the run on screen, or lets go of the one that is pinned. */
  togglePin(): void {
    if (this.training.ghost) {
      this.training.unpin();
    } else {
      this.training.pin();
      this.onDemand.compare.element.open = true;
    }
    this.#emit("lookchange", undefined);
  }

  /** Offers links to what is on screen, on that page; on none when it is empty. */
  linkTo(home: string): void {
    this.home = home;
    this.wake();
  }

  /** Trains what is in a file: an experiment, that of a run, or the one in hand with the data of a table. */
  async openFile(file: File): Promise<void> {
    try {
      const { text, isTable } = await this.onDemand.textIn(file);
      if (isTable) await this.takeTable(text, file.name);
      else this.train(text);
    } catch (error) {
      this.complain("", error instanceof Error ? error.message : String(error), "experiment");
    }
  }

  /** Trains the experiment in hand with the data of a table: one in a file of that name, or one that was pasted. */
  async takeTable(text: string, name?: string): Promise<void> {
    try {
      const points = await this.onDemand.pointsIn(text);
      if (points) this.draft.takeData(points);
    } catch (error) {
      const from = name === undefined ? names.pasted : excerpt(name);
      this.complain("data", `${from}: ${error instanceof Error ? error.message : String(error)}`, "experiment");
    }
  }

  /** What is on screen besides the experiment and the frame. */
  get look(): Look {
    return this.#look;
  }

  /** Changes what is named, draws anew, and tells the outside. */
  changeLook(change: Partial<Look>): void {
    this.#look = { ...this.#look, ...change };
    this.#adoptLook();
    // Nothing is drawn at the size that it had when it was hidden.
    if (change.views) this.refit();
    this.#emit("lookchange", undefined);
  }

  /** Shows these controls alone. */
  showControls(controls: ReadonlySet<Control>): void {
    const canSet = controls.has("parameters");
    this.#canSet = canSet;
    this.#tools.show(canSet);
    this.#transport.show(controls.has("play"), controls.has("seek"));
    this.#tools.element.hidden = !controls.has("play");
    const { data, look, theory, compare } = this.onDemand;
    const settings = [this.#parameters, data, look, theory, compare, this.#neuronBar];
    for (const { element } of settings) element.hidden = !canSet;
    this.onDemand.export.element.hidden = !controls.has("export");
    this.pictures.enable(canSet);
  }

  /** Whether the reader may change the run, or have another one trained. */
  get canSet(): boolean {
    return this.#canSet;
  }

  /** Is dark where the page is. */
  followPage(): void {
    this.element.classList.toggle("dark", isDarkAround(this.#host));
  }

  /** Has been moved into another document, which has its own clock and sizes. */
  move(): void {
    if (!this.#isOpen) return;
    this.pictures.watch(false);
    this.pictures.watch(true);
    this.#isAwake = false;
    this.refit();
    this.wake();
  }

  /** Draws everything anew, at the size and in the colours of now. */
  refit(): void {
    // The bar cannot stick where the page is scaled: the browser reckons as if it were not.
    this.element.classList.toggle("scaled", Math.abs(magnification(this.element) - 1) > 0.001);
    this.followPage();
    this.pictures.fit();
    this.#draw();
  }

  /** Shows what is wrong with a setting, or with an experiment as a whole, and tells the outside. */
  complain(key: string, message: string, about = key): void {
    if (about === "experiment") this.#mark(key, message);
    this.#status.complain(about, message, "Dismiss", () => {
      this.#parameters.revert();
      this.onDemand.data.shown?.revert();
      this.#status.clear(about);
    });
    this.#emit("error", key === "" ? { message } : { key, message });
  }

  /** What is told to be wrong, if anything is. */
  get problem(): string | undefined {
    return this.#status.problem;
  }

  /** What was wrong with a setting is put right; an experiment is when another has been accepted. */
  settle(key: string): void {
    if (key !== "experiment") this.#status.clear(key);
  }

  /** Marks the field of a refused key. */
  #mark(key: string, message: string): void {
    this.#parameters.complain(key, message);
    this.onDemand.data.shown?.mark(key);
  }

  get onScreen(): OnScreen {
    const { experiment, text } = this.draft;
    const pinned = this.training.ghost?.recording.experiment;
    return { experiment: experiment ?? text ?? "{}", frame: this.player.aim, look: this.#look, pinned };
  }

  #adoptLook(): void {
    const { views } = this.#look;
    this.pictures.adopt(this.#look);
    this.onDemand.look.shown?.show(this.#look);
    this.onDemand.theory.shown?.show(this.#look);
    this.training.needsDirections = views.has("neurons");
    this.player.needsPictures = views.has("function") || views.has("neurons");
    this.player.follow();
    this.wake();
  }

  #accepted(experiment: Experiment): void {
    // The message stays that says why the default is on screen instead of what was asked for.
    if (!this.#isFallback) this.#status.clear("experiment");
    this.#isFallback = false;
    this.#parameters.show(experiment);
    this.onDemand.data.shown?.show(experiment.data);
    this.wake();
  }

  #refused({ key, message }: Refusal, isTentative: boolean): void {
    if (isTentative) this.#mark(key, message);
    else this.complain(key, message, "experiment");
    this.wake();
    // What is on screen may be what a trainer before this one has left.
    if (this.draft.experiment && this.training.hasRun) return;
    if (this.#isFallback) {
      this.#status.rest();
    } else {
      if (!this.draft.experiment) this.#settle?.reject(new Error(message));
      this.train(this.draft.text ?? "{}");
      this.#isFallback = true;
    }
  }

  #advanced(recording: Recording): void {
    const { progress, done } = recording;
    this.#status.update(recording);
    this.player.follow();
    this.wake();
    if (progress) this.#emit("progress", { iteration: progress.iteration, iterations: progress.iterations });
    if (!done) return;
    this.run = recording.summary();
    this.#settle?.resolve(this.run);
    this.#emit("run", this.run);
    if (progress?.finished) void this.#advise(recording);
  }

  /** Says why a run has not learned, and offers what mends it. */
  async #advise(recording: Recording): Promise<void> {
    // A run that has been superseded needs no advice.
    const found = await this.training.ask("mending", {}, recording).catch(() => undefined);
    if (!found || found.trouble === "none") return;
    const advice = await this.onDemand.adviceOn(recording.experiment, found).catch((error: unknown) => {
      this.complain("", error instanceof Error ? error.message : String(error));
    });
    if (!advice || recording !== this.training.recording) return;
    const { why, remedy } = advice;
    const follow = (experiment: string) => () => {
      this.pictures.element.focus({ preventScroll: true });
      void this.draft.train(experiment);
    };
    const offered = remedy && this.#canSet ? { name: remedy.name, follow: follow(remedy.experiment) } : undefined;
    this.#status.advise(typeset(why), offered);
  }

  #failed(message: string): void {
    this.player.pause();
    this.#status.rest();
    this.#status.complain("experiment", message, "Retry", () => {
      this.#status.clear("experiment");
      this.train(this.draft.text ?? "{}");
    });
    this.#settle?.reject(new Error(message));
    this.#emit("error", { message });
  }

  #showed(frame: number, picture: Picture | undefined): void {
    const { recording } = this.training;
    if (!recording) return;
    const isNews = this.pictures.show({ recording, frame, picture });
    this.wake();
    if (isNews) this.#emit("framechange", recording.at(frame));
  }

  /** Draws on the next screen refresh. */
  wake(): void {
    this.#isStale = true;
    this.#awaitRefresh();
  }

  /** Looks at the clock on the next screen refresh, and on those after it for as long as something plays. */
  #awaitRefresh(): void {
    if (this.#isAwake || !this.#isInSight) return;
    this.#isAwake = true;
    windowOf(this.element).requestAnimationFrame((now) => {
      this.#isAwake = false;
      if (this.player.tick(now)) this.#awaitRefresh();
      if (this.#isStale) this.#draw();
    });
  }

  #draw(): void {
    this.#isStale = false;
    const { canUndo, canRedo } = this.draft.history;
    const { ghost } = this.training;
    this.#tools.update({
      presenting: this.presentation.isOn,
      canUndo,
      canRedo,
      canLink: this.home !== "",
      pinned: ghost !== undefined,
    });
    const current = this.training.recording;
    this.onDemand.compare.shown?.show(this.#comparison.of(ghost?.recording), this.#comparison.of(current));
    if (current) {
      const { playing, frame } = this.player;
      const { frames, framesInAll } = current;
      const { iteration, loss } = current.at(frame);
      const time = current.timeAt(iteration);
      this.#transport.update({ playing, frame, iteration, time, loss, frames, framesInAll });
    }
    const drawn = this.pictures.draw(this.#look);
    if (!drawn) return;
    const { recording, frame, ...marked } = drawn;
    const { plot, theory, width } = recording;
    this.#neuronBar.show({ ...marked, width, frame, plot });
    this.onDemand.theory.shown?.explain(theory);
    this.#balance.follow(recording, frame, this.#look.overlays.has("invariant"));
    this.#account.follow(recording, frame, this.player.playing);
  }

  #selectNeuron(neuron: number | undefined): void {
    if (neuron !== this.#look.selected) this.changeLook({ selected: neuron });
    // What cannot be selected is told.
    else this.wake();
  }
}
