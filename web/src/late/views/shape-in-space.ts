import type { FunctionShape } from "../../views/view";
import { fitted } from "./fitted";
import { plane } from "./plane";

/** How a function of several inputs is drawn: of two as a map, of more by its values on the data. */
export function shapeInSpace(inputs: number): FunctionShape {
  return inputs === 2 ? plane : fitted;
}
