import { watchSight } from "../../browser/visibility";
import type { Stage } from "../../panels/stage";
import type { Experiment } from "../../relu-scope";
import type { Recording } from "../../run/recording";
import { frameAt, type FramePosition } from "../../trainer/frame-position";
import type { Picture } from "../../trainer/trainer-module";
import { Ghost } from "./ghost";

/** Of more neurons than `wide` a run takes longer than a refresh of the screen or two; of so `few` it takes milliseconds. */
const wide = 8000;
const few = 2000;

/** For how long after an edit its run may be on the page without being at its end, in milliseconds. */
const patience = 1000;

/** After how many milliseconds another coarse run is asked for if the last has not come. */
const longest = 500;

/** What there is of a coarse run. */
export interface Coarse {
  readonly recording: Recording;
  /** With weights as if there were all neurons. */
  readonly picture: Picture | undefined;
  readonly neurons: number;
  /** How many neurons the experiment has. */
  readonly width: number;
  /** How much smaller the weights are of so many neurons. */
  readonly shrinkage: number;
}

/**
 * A run of few neurons in the place of many, for as long as experiments are asked for faster than their runs come: while something is
 * dragged. Initial weights have a variance of 1/width, so gradient flow makes of few neurons what it makes of as many groups of
 * equal ones, whose weights are smaller by the root of the groups' size.
 */
export class CoarseRun {
  readonly #stage: Stage;
  readonly #ghost: Ghost;
  #width = 0;
  #edited = -Infinity;
  /** When the last coarse run was asked for, until when there is no other, and what is asked for then. */
  #asked = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #next: { text: string; position: FramePosition } | undefined;
  #scaled: { of: Picture; width: number; picture: Picture } | undefined;

  /** `changed` is called when there is more of it to draw. */
  constructor(stage: Stage, changed: () => void) {
    const { training, element } = stage;
    this.#stage = stage;
    const begun = (): void => {
      this.#restFor(isCrowded() ? performance.now() - this.#asked : 0);
      changed();
    };
    this.#ghost = new Ghost(training, { begun, changed });
    training.follower = (experiment, position) => {
      this.#follow(experiment, position);
    };
    watchSight(
      element,
      () => {
        if (element.isConnected) return;
        this.#next = undefined;
        this.#ghost.close();
      },
      new AbortController().signal,
    );
  }

  /** What is to be drawn until the run that was asked for last is on the page. */
  get shown(): Coarse | undefined {
    const { run } = this.#ghost;
    if (!run?.recording || !this.#isLate) return undefined;
    const { recording } = run;
    const picture = run.picture(frameAt(this.#stage.player.position, recording.iterations));
    const [width, shrinkage] = [this.#width, Math.sqrt(few / this.#width)];
    return { recording, picture: picture && this.#scale(picture, shrinkage), neurons: few, width, shrinkage };
  }

  get #isLate(): boolean {
    const { isAwaited, recording } = this.#stage.training;
    return isAwaited || (recording?.done === false && performance.now() - this.#edited < patience);
  }

  #follow(text: string, position: FramePosition): void {
    const isLate = this.#stage.training.recording !== undefined && this.#isLate;
    this.#edited = performance.now();
    const coarse = isLate ? coarsened(text) : undefined;
    this.#next = coarse && { text: coarse.text, position };
    if (!coarse) {
      this.#ghost.hide();
      return;
    }
    this.#width = coarse.width;
    if (this.#rest === undefined) this.#ask();
  }

  #ask(): void {
    if (!this.#next || !this.#isLate) return;
    const { text, position } = this.#next;
    this.#next = undefined;
    this.#asked = performance.now();
    this.#restFor(longest);
    this.#ghost.show(text, position);
  }

  #restFor(milliseconds: number): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      this.#rest = undefined;
      this.#ask();
    }, milliseconds);
  }

  #scale(of: Picture, shrinkage: number): Picture {
    if (this.#scaled?.of !== of || this.#scaled.width !== this.#width) {
      const smaller = (values: Float64Array): Float64Array => values.map((value) => value * shrinkage);
      const { weights, directions } = of;
      const picture = {
        ...of,
        weights: smaller(weights),
        ...(directions && { directions: { ...directions, norms: smaller(directions.norms) } }),
      };
      this.#scaled = { of, width: this.#width, picture };
    }
    return this.#scaled.picture;
  }
}

/** Whether the run itself, the pictures and a coarse run want more processors than there are: then it rests for as long as it took. */
function isCrowded(): boolean {
  return (navigator.hardwareConcurrency || 2) < 4;
}

/** The experiment of so few neurons, if flow trains many that are drawn at random, and how many. */
function coarsened(experiment: string): { text: string; width: number } | undefined {
  try {
    const { network, ...given } = JSON.parse(experiment) as Partial<Experiment>;
    const { width = 0, initial } = network ?? {};
    if (given.training?.dynamics !== "flow" || initial || !(width > wide)) return undefined;
    return { text: JSON.stringify({ ...given, network: { ...network, width: few } }), width };
  } catch {
    // The trainer says what is wrong with it.
    return undefined;
  }
}
