import { select } from "d3-selection";
import { contextOf } from "../../browser/canvas";
import { make, makeSvg } from "../../browser/dom";
import { drawLegend, type Legend } from "../../views/legend";
import { clear, colourOf, scaleOf, type Box } from "../../plot/surface";

/** A canvas over that of a view, and a legend, for what changes more often than the view. Nobody hears of them. */
export class Cover {
  readonly #figure: HTMLElement;
  readonly #canvas = make("canvas", { class: "cover", "aria-hidden": "true" });
  readonly #svg = makeSvg("svg", { class: "cover", "aria-hidden": "true" });
  readonly #key = makeSvg("g", { class: "key" });
  readonly #context = contextOf(this.#canvas);
  #told = "";
  #scale = 1;

  constructor(figure: HTMLElement) {
    this.#figure = figure;
    this.#svg.append(this.#key);
  }

  /** How large letters and marks are. */
  get scale(): number {
    return this.#scale;
  }

  /** A cleared canvas with its origin at the upper left corner of a plot, clipped to that and `around` pixels about it. */
  marks(box: Box, around: number): CanvasRenderingContext2D {
    const { canvas, svg } = this.#base;
    if (!this.#canvas.isConnected) {
      canvas.after(this.#canvas);
      this.#figure.append(this.#svg);
      this.#figure.classList.add("covered");
    }
    if (this.#canvas.width !== canvas.width || this.#canvas.height !== canvas.height) {
      this.#canvas.width = canvas.width;
      this.#canvas.height = canvas.height;
      this.#scale = scaleOf(this.#figure);
    }
    clear(this.#context, canvas.width / svg.viewBox.baseVal.width, box, around);
    return this.#context;
  }

  /** The colour of a part of the view. */
  colour(selector: string): string {
    return colourOf(select(this.#base.svg.querySelector<SVGGElement>(selector)) as Parameters<typeof colourOf>[0]);
  }

  /** Writes a legend with its upper left corner here. */
  write(legend: Legend, left: number, top: number): void {
    const told = JSON.stringify([legend, left, top]);
    if (told === this.#told) return;
    this.#told = told;
    this.#key.setAttribute("transform", `translate(${left},${top})`);
    drawLegend(select(this.#key), legend);
  }

  remove(): void {
    if (!this.#canvas.isConnected) return;
    this.#canvas.remove();
    this.#svg.remove();
    this.#figure.classList.remove("covered");
  }

  get #base(): { canvas: HTMLCanvasElement; svg: SVGSVGElement } {
    const [canvas, svg] = [this.#figure.querySelector("canvas"), this.#figure.querySelector("svg")];
    if (!canvas || !svg) throw new Error("This view has no canvas.");
    return { canvas, svg };
  }
}
