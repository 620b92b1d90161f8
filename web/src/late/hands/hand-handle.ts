import { makeSvg } from "../../browser/dom";
import type { Stage } from "../../panels/stage";
import { formatNumber } from "../../text/number-format";
import { directions } from "../../views/data-keys";
import type { DrawnView } from "../../views/view";
import { hands as words } from "../text/prose-hands";
import { flip, moveBy, movableIn, spotOf } from "./hand-moves";
import { handsOf, type Edit } from "./hands";

/** Puts a handle on the selected neuron while it is in hand, so that keys move it in this view, too. */
export function addHandle(stage: Stage, view: DrawnView): void {
  const hands = handsOf(stage);
  const handle = makeSvg("circle", {
    class: "hand",
    r: "13",
    tabindex: "0",
    role: "img",
    "aria-roledescription": words.handle,
  });
  const svg = makeSvg("svg", { class: "hands", role: "application", "aria-label": words.handle }, handle);
  let gesture = {};
  view.figure.append(svg);

  function draw(): void {
    const { selected } = stage.look;
    const drawn = hands.isInHand ? movableIn(view) : undefined;
    const spot = drawn && selected !== undefined ? spotOf(drawn, selected) : undefined;
    view.figure.classList.toggle("in-hand", drawn !== undefined);
    svg.toggleAttribute("hidden", spot === undefined);
    if (!spot || selected === undefined) return;
    const picture = drawn?.scene.picture;
    handle.setAttribute("cx", String(spot[0]));
    handle.setAttribute("cy", String(spot[1]));
    handle.setAttribute(
      "aria-label",
      words.told(
        selected,
        formatNumber(picture?.kinks[selected] ?? NaN),
        formatNumber(picture?.weights[selected] ?? NaN),
      ),
    );
  }

  function editOf({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): Edit | undefined {
    const { selected: neuron } = stage.look;
    const drawn = movableIn(view);
    if (neuron === undefined || !drawn || ctrlKey || metaKey || altKey) return undefined;
    const direction = directions[key];
    const step = shiftKey ? 10 : 1;
    if (direction) return moveBy(drawn, neuron, direction[0] * step, direction[1] * step);
    if (key === "Delete" || key === "Backspace") return { kind: "remove", neuron };
    if (key.toLowerCase() === "c") return { kind: "copy", neuron };
    return key.toLowerCase() === "s" ? flip(drawn, neuron) : undefined;
  }

  svg.addEventListener("keydown", (event) => {
    const edit = editOf(event);
    if (!edit) return;
    event.preventDefault();
    event.stopPropagation();
    void hands.edit(edit, edit.kind === "place" || edit.kind === "turn" ? gesture : {});
  });
  for (const kind of ["keyup", "focusout"]) {
    svg.addEventListener(kind, () => {
      gesture = {};
    });
  }
  stage.pictures.element.addEventListener("drawn", draw);
  draw();
}
