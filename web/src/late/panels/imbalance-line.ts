import { make } from "../../browser/dom";
import { FrameQuery } from "../../run/frame-query";
import type { Recording } from "../../run/recording";
import type { Training } from "../../run/training";
import { typesetText } from "../../text/notation";
import { formatNumber, typeset } from "../../text/number-format";
import { imbalance as words } from "../text/prose-opened";

/** Shows in a line of text how far from balanced the neurons of the frame on screen are. */
export class ImbalanceLine {
  readonly #element: HTMLElement;
  readonly #question: FrameQuery<"imbalance">;
  #at: { recording: Recording; frame: number } | undefined;

  constructor(element: HTMLElement, training: Training) {
    this.#element = element;
    this.#question = new FrameQuery(training, "imbalance", ({ largest, drift }) => {
      element.replaceChildren(
        make("span", {}, ...typesetText(words.largest), " ", ...typeset(formatNumber(largest))),
        make("span", {}, ...typesetText(words.drift), " ", ...typeset(formatNumber(drift))),
      );
    });
  }

  /** Follows the frame on screen when wanted, unless gradient flow does not keep the balance. */
  follow(recording: Recording, frame: number, isWanted: boolean): void {
    const isShown = isWanted && recording.theory.keepsBalance;
    this.#element.hidden = !isShown;
    if (!isShown) {
      this.#at = undefined;
      return;
    }
    if (this.#at?.recording === recording && this.#at.frame === frame) return;
    this.#at = { recording, frame };
    this.#question.ask(frame);
  }
}
