import { standalone } from "./figure";
import { imageOf } from "./svg-image";

/** Layers of a view that change from frame to frame. */
const moving = ":is(.title, .cursor, .contours, .words)";

/**
 * The SVG layer of a view as pictures that a canvas can paint. What stays the same from one frame to the next is made
 * into a picture once, what moves each time.
 */
export class Layers {
  readonly #svg: SVGSVGElement;
  readonly #parts = [
    { holds: (layer: Element) => !layer.matches(moving), told: "", image: new Image() },
    { holds: (layer: Element) => layer.matches(moving), told: "", image: new Image() },
  ];

  /** The SVG has to be in the page as long as it is painted. */
  constructor(svg: SVGSVGElement) {
    this.#svg = svg;
  }

  /** Makes the pictures of how the layers are now, `width` by `height` pixels of the canvas. */
  async prepare(width: number, height: number): Promise<void> {
    const { fontFamily, color } = getComputedStyle(this.#svg);
    await Promise.all(
      this.#parts.map(async (part) => {
        const layers = [...this.#svg.children].filter(part.holds);
        const told = [width, height, color, ...layers.map(({ outerHTML }) => outerHTML)].join("\n");
        if (told === part.told) return;
        const copy = standalone(this.#svg, () => fontFamily, part.holds);
        copy.setAttribute("width", String(width));
        copy.setAttribute("height", String(height));
        const image = await imageOf(new XMLSerializer().serializeToString(copy));
        Object.assign(part, { told, image });
      }),
    );
  }

  /** Paints what was prepared, with its upper left corner there. */
  paint(context: CanvasRenderingContext2D, left: number, top: number): void {
    for (const { image } of this.#parts) context.drawImage(image, left, top);
  }
}
