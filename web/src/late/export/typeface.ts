import italic from "typeface-italic";
import upright from "typeface-upright";
import { provide } from "./provide-library";

/** The letters of saved figures: Computer Modern, as TrueType in base64, with what the pictures' labels need. */
export interface Typeface {
  family: string;
  upright: string;
  italic: string;
}

provide({ family: "CMU Serif", upright, italic } satisfies Typeface);
