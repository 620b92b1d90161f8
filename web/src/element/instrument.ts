import { magnification } from "../browser/css-scale";
import { make } from "../browser/dom";
import { acceptDrops } from "../browser/file-drops";
import { leaveWheelToPage } from "../browser/wheel-scroll";
import type { Control } from "../experiment/attribute-values";
import { NeuronBar } from "../panels/neuron-bar";
import { ParameterPanel } from "../panels/parameter-panel";
import { PlaybackControls } from "../panels/playback-controls";
import { Stage } from "../panels/stage";
import { SpokenSummary } from "../panels/spoken-summary";
import { Status } from "../panels/status";
import { Toolbar } from "../panels/toolbar";
import type { Experiment } from "../relu-scope";
import { Draft, type EditContext } from "../run/draft";
import { Player } from "../run/player";
import { Training, type Refusal, type TrainingListener } from "../run/training";
import type { FramePosition } from "../trainer/frame-position";
import type { Picture } from "../trainer/trainer-module";
import { storyKeys } from "../experiment/look";
import { needPictures, pictureOptions, type Fineness } from "../views/registry";
import { outputOf } from "../views/view";
import { ViewGrid } from "../views/view-grid";
import { isDarkAround } from "./appearance";
import type { Emit } from "./emit";
import { LateDialogs } from "./late-dialogs";
import { LateImbalance } from "./late-imbalance";
import { letRead } from "./late-reading";
import { latePanels, type LatePanels } from "./late-panels";
import { layOut } from "./layout";
import { loadLateParts } from "./load-late-parts";
import { OpenedFiles } from "./opened-files";
import { Permalink } from "./permalink";
import { Presentation } from "./presentation";
import { Problems } from "./problems";
import { readerCommands, type ReaderCommands } from "./reader-commands";
import { RedrawLoop } from "./redraw-loop";
import { RunOutcome } from "./run-outcome";

/** Puts the parts of the element together, and decides which experiment they show. */
export class Instrument {
  readonly element = make("div", { class: "instrument" });
  readonly stage: Stage;
  readonly permalink: Permalink;
  readonly problems: Problems;
  readonly outcome: RunOutcome;
  readonly dialogs: LateDialogs;
  readonly commands: ReaderCommands;
  readonly #host: HTMLElement;
  readonly #emit: Emit;
  readonly #redraw: RedrawLoop;
  readonly #presentation: Presentation;
  readonly #status: Status;
  readonly #parameters: ParameterPanel;
  readonly #panels: LatePanels;
  readonly #playback: PlaybackControls;
  readonly #toolbar: Toolbar;
  readonly #summary: SpokenSummary;
  readonly #imbalance: LateImbalance;
  readonly #neuronBar: NeuronBar;
  readonly #showControls: (controls: ReadonlySet<Control>) => void;
  /** Whether the default, or the last accepted experiment, is trained in place of a refused one. */
  #isFallback = false;
  #isOpen = false;
  #fineness: Fineness = "atRest";
  #resting: ReturnType<typeof setTimeout> | undefined;

  /** `host` fills the screen during a presentation. */
  constructor(host: HTMLElement, emit: Emit) {
    this.#host = host;
    this.#emit = emit;
    this.#redraw = new RedrawLoop(
      host,
      (now) => this.stage.player.tick(now),
      () => {
        this.#draw();
      },
    );
    const redraw = (): void => {
      this.#redraw.request();
    };
    const refit = (): void => {
      this.refit();
    };
    const train = (experiment: string, position?: FramePosition, context?: EditContext): void => {
      this.train(experiment, position, context);
    };
    const selectNeuron = (neuron: number | undefined): void => {
      if (neuron !== this.stage.look.selected) this.stage.changeLook({ selected: neuron });
      // The neuron bar reports a number that no neuron has.
      else redraw();
    };

    const training = this.#trainingFor(redraw);
    const player = new Player(training, {
      showed: (frame, picture) => {
        this.#showed(frame, picture);
      },
      changed: redraw,
    });
    const draft = new Draft(training, player, {
      accepted: (experiment) => {
        this.#accepted(experiment);
      },
      refused: (refusal, isTentative) => {
        this.#refused(refusal, isTentative);
      },
    });
    const pictures = new ViewGrid(training, player, draft, {
      seekIteration: (iteration) => {
        player.seekIteration(iteration);
      },
      changeAxes: (axes) => {
        this.stage.changeLook(axes);
      },
      select: selectNeuron,
      resized: refit,
      redraw,
    });
    this.stage = new Stage(this.element, training, player, draft, pictures, ({ views, sweep }) => {
      if (sweep !== undefined) this.#panels.many.element.open = true;
      this.#adoptLook();
      // A view has no size to be drawn at while it is hidden.
      if (views) this.refit();
      void this.#tellUnfit();
      emit("lookchange", undefined);
    });
    this.#presentation = new Presentation(host, refit);
    this.#status = new Status(() => {
      training.stop();
    });
    this.#parameters = new ParameterPanel(draft);
    this.#summary = new SpokenSummary(training, (text) => {
      pictures.describe(text);
    });
    this.#imbalance = new LateImbalance(training);
    this.#neuronBar = new NeuronBar(selectNeuron);
    this.permalink = new Permalink(this.stage, train);
    this.problems = new Problems(
      this.#status,
      {
        mark: (key, message) => {
          this.#parameters.complain(key, message);
          this.#panels.data.shown?.mark(key);
        },
        revert: () => {
          this.#parameters.revert();
          this.#panels.data.shown?.revert();
        },
      },
      emit,
    );
    this.dialogs = new LateDialogs(this.stage, this.permalink, this.problems);
    const { element, stage, permalink, dialogs } = this;
    this.commands = readerCommands(stage, permalink, this.#presentation, dialogs, (isPinned) => {
      if (isPinned) this.#panels.compare.element.open = true;
      this.problems.settleSetting("pinned");
      stage.draft.notePinned();
      emit("lookchange", undefined);
    });
    this.outcome = new RunOutcome(training, this.#status, this.problems, this.commands, emit);
    const files = new OpenedFiles(stage, this.problems, train);
    this.#panels = latePanels(stage, files, this.commands, redraw, this.problems);
    this.#playback = new PlaybackControls(this.commands);
    this.#toolbar = new Toolbar(this.commands);
    this.#showControls = layOut(element, {
      ...{ pictures, files, dialogs, panels: this.#panels },
      ...{ summary: this.#summary, playback: this.#playback, toolbar: this.#toolbar, imbalance: this.#imbalance },
      ...{ neuronBar: this.#neuronBar, status: this.#status, parameters: this.#parameters },
    });
    letRead(stage);
    leaveWheelToPage(element);
    acceptDrops(
      host,
      element,
      () => !(this.#panels.data.element.hidden && this.#panels.export.element.hidden),
      (file) => void files.open(file),
    );
    this.#adoptLook();
  }

  /** Takes an experiment to be trained unless another is asked for. */
  suggest(experiment: string): void {
    if (this.stage.draft.text === undefined) this.stage.draft.take(experiment);
  }

  /** In sight: trains what was asked for last, unless that is under way, and keeps the pictures up to date. */
  open(): void {
    this.stage.training.rest(false);
    this.#redraw.resume();
    if (this.#isOpen) return;
    this.stage.pictures.watch(true);
    this.#isOpen = true;
    this.#retrain();
  }

  /** Out of sight: trains, plays and draws nothing until it is in sight again. */
  rest(): void {
    this.#redraw.rest();
    this.stage.training.rest(true);
  }

  /** Ends the worker; what is on screen stays. */
  close(): void {
    this.rest();
    this.#isOpen = false;
    this.#presentation.leave();
    this.stage.pictures.watch(false);
    this.stage.player.pause();
    this.stage.training.close();
  }

  /** Trains an experiment, given as JSON text, once the element is in sight. A refused one changes nothing. */
  train(experiment: string, position?: FramePosition, context?: EditContext): void {
    this.#isFallback = false;
    if (this.#isOpen) void this.stage.draft.train(experiment, position, context);
    else this.stage.draft.take(experiment);
  }

  /** Offers links to what is on screen on the page `home`; none when that is empty. */
  linkTo(home: string): void {
    this.permalink.home = home;
    this.#redraw.request();
  }

  /** Shows these controls alone. */
  showControls(controls: ReadonlySet<Control>): void {
    this.commands.canSet = controls.has("parameters");
    this.#showControls(controls);
  }

  /** Adopts another document, which has its own screen refreshes and sizes. */
  move(): void {
    if (!this.#isOpen) return;
    this.stage.pictures.watch(false);
    this.stage.pictures.watch(true);
    this.refit();
    this.#redraw.restart();
  }

  /** Adopts the colours of the page. */
  followPage(): void {
    this.element.classList.toggle("dark", isDarkAround(this.#host));
  }

  /** Redraws everything at its present size and in its present colours. */
  refit(): void {
    // Browsers misplace a sticky bar where the page is scaled.
    this.element.classList.toggle("scaled", Math.abs(magnification(this.element) - 1) > 0.001);
    this.followPage();
    this.stage.pictures.fit();
    this.#panels.many.shown?.refit();
    this.#redraw.redraw();
  }

  #trainingFor(redraw: () => void): Training {
    const listener: TrainingListener = {
      ready: (offer) => {
        this.permalink.presets = offer.presets;
        this.#parameters.offer(offer);
      },
      begun: (position) => {
        this.#status.begin();
        this.#parameters.note(this.stage.training.recording?.underflow ?? "");
        this.#adoptLook();
        void this.#tellUnfit();
        this.stage.player.restart(position);
      },
      prepares: () => {
        this.#status.prepare();
      },
      refused: (refusal) => {
        const { recording } = this.stage.training;
        this.stage.draft.giveUp(recording?.experiment);
        if (recording) this.#status.update(recording);
        else this.#status.rest();
        this.#refused(refusal, false);
      },
      advanced: (recording) => {
        this.stage.player.follow();
        redraw();
        this.outcome.advance(recording);
      },
      ended: (message) => {
        this.problems.complainOfExperiment(message);
      },
      pinnedChanged: redraw,
      notPinned: ({ key, message }) => {
        this.problems.complainOfSetting("pinned", message, key || "pinned");
      },
      pictured: (frame, picture) => {
        this.stage.player.pictured(frame, picture);
      },
      notPictured: (message) => {
        this.problems.complainOfExperiment(message);
      },
      replaced: () => {
        this.#retrain();
      },
      failed: (message) => {
        this.stage.player.pause();
        this.#status.rest();
        this.problems.complainOfTrainer(message, () => {
          this.#retrain();
        });
        this.outcome.fail(message);
      },
    };
    return new Training(listener, async () => {
      const { followCoarsely, library } = await loadLateParts();
      followCoarsely(this.stage, redraw);
      return library("trainer");
    });
  }

  /** Trains what was asked for last. */
  #retrain(): void {
    this.train(this.stage.draft.text ?? "{}");
  }

  #accepted(experiment: Experiment): void {
    // Keeps the message that explains why the fallback is shown.
    if (!this.#isFallback) this.problems.settleExperiment();
    this.#isFallback = false;
    this.#parameters.show(experiment);
    this.#panels.data.shown?.update();
    this.#redraw.request();
  }

  #refused({ key, message }: Refusal, isTentative: boolean): void {
    if (isTentative) this.problems.mark(key, message);
    else this.problems.complainOfExperiment(message, key);
    this.#redraw.request();
    // What is on screen may come from an earlier trainer.
    if (this.stage.draft.experiment && this.stage.training.hasRun) return;
    if (this.#isFallback) {
      this.#status.rest();
    } else {
      if (!this.stage.draft.experiment) this.outcome.fail(message);
      this.#retrain();
      this.#isFallback = true;
    }
  }

  #showed(frame: number, picture: Picture | undefined): void {
    const { recording } = this.stage.training;
    if (!recording) return;
    const isNews = this.stage.pictures.show({ recording, frame, picture });
    this.#redraw.request();
    if (isNews && recording.plot.inputs === 2) this.#coarsen();
    if (isNews) this.#emit("framechange", recording.at(frame));
  }

  /** Tells what of the look the data on screen do not allow. */
  async #tellUnfit(): Promise<void> {
    const { look, training } = this.stage;
    const { plot } = training.recording ?? {};
    if (!plot || training.isAwaited) return;
    const isUsual = plot.inputs === 1 && look.output <= plot.outputs && !look.secondRange;
    const parts = isUsual ? undefined : await loadLateParts().catch(() => undefined);
    const unfit = parts?.unfitSettings(look, plot) ?? [];
    const [first] = unfit;
    // What has been asked for meanwhile is told of by itself.
    const now = this.stage;
    if (now.training.recording?.plot !== plot || now.training.isAwaited || now.look !== look) return;
    if (first) this.problems.complainOfSetting("unfit", unfit.map(({ message }) => message).join(" "), first.key);
    else this.problems.settleSetting("unfit");
  }

  /** Has the plane mapped coarsely, for as long as one picture follows another. */
  #coarsen(): void {
    clearTimeout(this.#resting);
    const draw = (fineness: Fineness): void => {
      this.#fineness = fineness;
      this.#adoptLook();
    };
    if (this.#fineness === "atRest") draw("moving");
    this.#resting = setTimeout(draw, 200, "atRest");
  }

  #adoptLook(): void {
    const { look, training, player, pictures } = this.stage;
    const { views } = look;
    pictures.adopt(look);
    this.#panels.look.shown?.update();
    training.pictureOptions = pictureOptions(views, look, this.#fineness);
    player.needsPictures = needPictures(views);
    player.loop = look.loop === "on";
    if (storyKeys.some((key) => look[key])) {
      void this.dialogs.tell((story) => {
        story.adopt();
      });
    }
    player.follow();
    this.#redraw.request();
  }

  #draw(): void {
    const { draft, training, player, pictures, look } = this.stage;
    const { canUndo, canRedo } = draft.history;
    const { pinnedOnPage, recording: current } = training;
    const { playing, frame: at } = player;
    this.#toolbar.update({
      ...{ canUndo, canRedo },
      presenting: this.#presentation.isOn,
      canLink: this.permalink.home !== "",
      pinned: pinnedOnPage !== undefined,
    });
    this.#panels.theory.shown?.update();
    this.#panels.neurons.shown?.update();
    this.#panels.compare.shown?.update();
    this.#panels.many.shown?.update();
    if (current) this.#playback.update(current, at, playing);
    const drawn = pictures.draw(look);
    if (!drawn) return;
    const { recording, frame, ...marked } = drawn;
    const { plot, width } = recording;
    this.#neuronBar.show({ ...marked, width, frame, plot, output: outputOf(plot, look) });
    this.#imbalance.follow(recording, frame, look.overlays.has("invariant"));
    this.#summary.follow(recording, frame, playing);
  }
}
