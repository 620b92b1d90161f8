import { ReluScope } from "./element";
import { steer } from "./steering";

// Another script may have made it known to the page already.
if (!customElements.get("relu-scope")) {
  customElements.define("relu-scope", ReluScope);
  steer(document);
}
