import { ReluScope } from "./element";

// Another script may have made it known to the page already.
if (!customElements.get("relu-scope")) customElements.define("relu-scope", ReluScope);
