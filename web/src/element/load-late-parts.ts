import { names } from "../text/prose";
import { drawInSpace } from "../views/function-view";
import { writeWords } from "../views/registry";
import { addStyles } from "./style-sheet";

export type LateParts = typeof import("../late/panels/late-parts");

let loading: Promise<LateParts> | undefined;

/** Loads the late parts when they are first asked for. Rejects with a sentence when they cannot be loaded. */
export function loadLateParts(): Promise<LateParts> {
  loading ??= import("../late/panels/late-parts").then(
    (parts) => {
      addStyles(...parts.styles);
      drawInSpace(parts.shapeInSpace);
      writeWords(parts.drawWords);
      return parts;
    },
    () => {
      loading = undefined;
      throw new Error(names.isNotLoaded);
    },
  );
  return loading;
}
