import italic from "typeface-italic";
import theta from "typeface-theta";
import upright from "typeface-upright";
import type { Face } from "../../browser/font-faces";

/** The letters of saved figures: Computer Modern, with what the pictures' labels need. */
export interface Typeface {
  family: string;
  /** The family of θ, which looks like ϑ in the others. */
  thetaFamily: string;
  faces: readonly Face[];
}

const [family, thetaFamily] = ["CMU Serif", "CMU Bright"];

export default {
  family,
  thetaFamily,
  faces: [
    { family, style: "normal", file: upright },
    { family, style: "italic", file: italic },
    { family: thetaFamily, style: "italic", file: theta },
  ],
} satisfies Typeface;
