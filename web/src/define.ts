import { ReluScope } from "./element";

/** Makes `<relu-scope>` known to the page, unless another script has. */
export function define(): void {
  if (!customElements.get("relu-scope")) customElements.define("relu-scope", ReluScope);
}
