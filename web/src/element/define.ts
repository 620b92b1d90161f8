import { ReluScope } from "./element";
import { steer } from "./steering-links";

/** This is the youngest thing that the element is made from: a browser that has it has the others too. */
const isAble = CSS.supports("color", "light-dark(red, red)");

// Another script may have made it known to the page already. In too old a browser what is between its tags stays.
if (isAble && !customElements.get("relu-scope")) {
  customElements.define("relu-scope", ReluScope);
  steer(document);
}
