import { DataGrips } from "./data-handles";
import { make, windowOf } from "../browser/dom";
import type { Draft } from "../run/draft";
import type { Subject } from "../plot/surface";
import { functionScene, functionView, type FunctionScene } from "./function-view";
import type { Look, View } from "../experiment/look";
import { lossView } from "./loss-view";
import { MarkedNeuron } from "../run/marked-neuron";
import type { Picture, Trail } from "../trainer/trainer-module";
import { watchNeurons } from "./neuron-hit-test";
import { neuronsView } from "./neurons-view";
import type { Player } from "../run/player";
import type { Recording } from "../run/recording";
import type { Training } from "../run/training";

/** A frame of a run; its picture is there when pictures are needed. */
export interface Shown {
  recording: Recording;
  frame: number;
  picture: Picture | undefined;
}

/** What has been drawn, and the neuron that is marked in it. */
export interface Drawn {
  recording: Recording;
  frame: number;
  neuron: number | undefined;
  isSelected: boolean;
  trail: Trail | undefined;
}

export interface PicturesListener {
  /** The reader wants to go to an iteration. */
  seekIteration(iteration: number): void;
  /** The reader wants a neuron to be marked, or none. */
  select(neuron: number | undefined): void;
  /** A picture has another size than it was drawn at. */
  resized(): void;
  /** There is something to draw. */
  changed(): void;
}

/** The views of the frame on screen, side by side, and what the reader does in them. */
export class Pictures {
  readonly element: HTMLElement;
  readonly grips: DataGrips;
  readonly #training: Training;
  readonly #player: Player;
  readonly #function = functionView();
  readonly #neurons = neuronsView();
  readonly #loss: ReturnType<typeof lossView>;
  readonly #marked: MarkedNeuron;
  readonly #resized: () => void;
  #resizing: ResizeObserver | undefined;
  #shown: Shown | undefined;

  constructor(training: Training, player: Player, draft: Draft, listener: PicturesListener) {
    this.#training = training;
    this.#player = player;
    this.#loss = lossView((iteration) => {
      listener.seekIteration(iteration);
    });
    const changed = (): void => {
      listener.changed();
    };
    this.#marked = new MarkedNeuron(training, changed);
    for (const { figure, neuronAt } of [this.#function, this.#neurons]) {
      watchNeurons(figure, neuronAt, {
        point: (neuron) => {
          this.#marked.point(neuron);
        },
        select: (neuron) => {
          listener.select(neuron);
        },
      });
    }
    this.grips = new DataGrips(this.#function.figure, draft, changed);
    this.#resized = () => {
      listener.resized();
    };
    this.element = make(
      "div",
      {
        class: "views",
        tabindex: "0",
        role: "group",
      },
      ...this.#views.map(({ figure }) => figure),
    );
    this.enable(true);
  }

  /** Whether the reader may change the data, too. */
  enable(canSet: boolean): void {
    this.grips.enable(canSet);
    const adds = canSet ? ", Enter adds a data point" : "";
    this.element.setAttribute("aria-label", `Pictures. Space plays, arrow keys step${adds}.`);
  }

  /** Begins to watch the size of the pictures, or ends it, and with it what is being dragged in them. */
  watch(on: boolean): void {
    this.#resizing?.disconnect();
    this.#resizing = on ? new (windowOf(this.element).ResizeObserver)(this.#resized) : undefined;
    for (const { figure } of this.#views) this.#resizing?.observe(figure);
    if (on) return;
    this.grips.letGo();
    this.#loss.letGo();
  }

  /** Shows the views that a look has, and no others. */
  adopt({ views, selected }: Look): void {
    this.#marked.select(selected);
    this.#function.figure.hidden = !views.has("function");
    this.#neurons.figure.hidden = !views.has("neurons");
    this.#loss.figure.hidden = !views.has("loss");
    this.element.dataset.count = String(views.size);
  }

  /** Takes a frame to be drawn next. Returns whether it is another than the one before. */
  show(shown: Shown): boolean {
    const isNews = this.#shown?.recording !== shown.recording || this.#shown.frame !== shown.frame;
    this.#shown = shown;
    return isNews;
  }

  /** Adopts the size and the colours of now. */
  fit(): void {
    for (const view of this.#views) view.fit();
  }

  /** Draws the frame that was shown last, if there is one. */
  draw(look: Look): Drawn | undefined {
    if (!this.#shown) return undefined;
    const { recording, frame, picture } = this.#shown;
    const { views, lossScale } = look;
    if (picture) {
      const scene = this.#scene(look, recording, frame, picture, views.has("neurons"));
      if (views.has("function")) this.#drawFunction(scene);
      if (views.has("neurons")) this.#neurons.draw(scene);
    }
    const { recording: current, ghost } = this.#training;
    const at = recording === current ? this.#player.frame : frame;
    this.#loss.draw(recording, at, lossScale, ghost?.recording);

    this.#marked.follow();
    const { neuron, isSelected } = this.#marked;
    const trail = this.#marked.trailIn(recording);
    this.#function.mark(trail);
    this.#neurons.mark(trail);
    return { recording, frame, neuron, isSelected, trail };
  }

  /** A view of the frame on screen, as what a figure is to show. */
  async subject(view: View, look: Look): Promise<Subject> {
    const { recording, version, ghost } = this.#training;
    if (!recording) throw new Error("There is no run yet.");
    const { frame } = this.#player;
    const needsDirections = view === "neurons";
    const picture = await this.#training.ask("picture", { frame, needsDirections });
    const scene = this.#scene(look, recording, frame, picture, needsDirections);
    const title = `${recording.name}: ${view}, iteration ${picture.iteration}, frame ${frame}`;
    const views: Readonly<Record<View, Subject["draw"]>> = {
      function: (surface) => {
        functionView(surface).draw(scene);
      },
      neurons: (surface) => {
        neuronsView(surface).draw(scene);
      },
      loss: (surface) => {
        lossView(() => undefined, surface).draw(recording, frame, look.lossScale, ghost?.recording);
      },
    };
    return { title, creator: `ReLUscope ${version}`, draw: views[view] };
  }

  /** What was shown last. */
  get shown(): Shown | undefined {
    return this.#shown;
  }

  /** The trail of the neuron that is marked, if it is at hand. */
  trailIn(recording: Recording): Trail | undefined {
    return this.#marked.trailIn(recording);
  }

  /** Says in words what the function view shows. */
  describe(text: string): void {
    this.#function.describe(text);
  }

  get #views(): readonly { figure: HTMLElement; fit(): void }[] {
    return [this.#function, this.#neurons, this.#loss];
  }

  /** A frame of a run as it is to be seen, with what is pinned behind it. */
  #scene(
    look: Look,
    recording: Recording,
    frame: number,
    picture: Picture,
    needsDirections: boolean,
  ): FunctionScene {
    const { ghost } = this.#training;
    const behind = ghost?.pictureAt(recording.at(frame).iteration, needsDirections);
    return functionScene(recording, look, frame, picture, ghost && { recording: ghost.recording, picture: behind });
  }

  #drawFunction(scene: FunctionScene): void {
    const drawn = this.grips.inHand(scene);
    this.#function.draw(drawn);
    if (this.#function.layout) this.grips.draw(this.#function.layout, drawn);
  }
}
