import type { Trail } from "../trainer/trainer-module";
import type { Recording } from "./recording";
import type { Training } from "./training";

/** A trail as far as it has been recorded. */
interface Known {
  recording: Recording;
  neuron: number;
  /** Undefined where the run has no such neuron. */
  trail: Trail | undefined;
}

/** The neuron that is marked in every view: the one that is pointed at, or else the one selected. Keeps its trail. */
export class MarkedNeuron {
  readonly #training: Training;
  readonly #changed: () => void;
  #pointed: number | undefined;
  #selected: number | undefined;
  #known: Known | undefined;
  #isAsking = false;

  /** `changed` is called when another neuron is marked, and when its trail has come. */
  constructor(training: Training, changed: () => void) {
    this.#training = training;
    this.#changed = changed;
  }

  get neuron(): number | undefined {
    return this.#pointed ?? this.#selected;
  }

  get isSelected(): boolean {
    return this.#selected !== undefined && this.neuron === this.#selected;
  }

  point(neuron: number | undefined): void {
    if (neuron === this.#pointed) return;
    this.#pointed = neuron;
    this.follow();
    this.#changed();
  }

  select(neuron: number | undefined): void {
    if (neuron === this.#selected) return;
    this.#selected = neuron;
    this.follow();
    this.#changed();
  }

  /** Its trail through the frames of a run that are known of. */
  trailIn(recording: Recording): Trail | undefined {
    return this.#isKnown(recording) ? this.#known?.trail : undefined;
  }

  /** Takes note of newly recorded frames, or of another run. */
  follow(): void {
    const { neuron } = this;
    const { recording } = this.#training;
    if (neuron === undefined || !recording || this.#isAsking) return;
    if (this.#isKnown(recording) && (this.#known?.trail?.b.length ?? Infinity) >= recording.frames) return;
    this.#isAsking = true;
    void this.#training
      .ask("trail", { neuron })
      .then(
        (trail) => ({ recording, neuron, trail }),
        () => ({ recording, neuron, trail: undefined }),
      )
      .then((known) => {
        this.#known = known;
        this.#isAsking = false;
        this.#changed();
        this.follow();
      });
  }

  #isKnown(recording: Recording): boolean {
    return this.#known?.recording === recording && this.#known.neuron === this.neuron;
  }
}
