/**
 * For Solid: `import type {} from "reluscope/solid"` lets TypeScript know `<relu-scope>` in JSX. Solid sets properties of elements like this one,
 * so attributes have `attr:` before their names.
 */

import type { JSX } from "solid-js";
import type { ReluScopeAttributes, ReluScopeElement, ReluScopeEventMap } from "./relu-scope.js";

type Attributes = { [Name in keyof ReluScopeAttributes as `attr:${Name}`]?: ReluScopeAttributes[Name] };
type Listeners = { [Name in keyof ReluScopeEventMap as `on:${Name}`]?: (event: ReluScopeEventMap[Name]) => void };
type Properties = { "prop:experiment"?: object | string; "prop:frame"?: number };

declare module "solid-js" {
  namespace JSX {
    interface IntrinsicElements {
      "relu-scope": Attributes & Listeners & Properties & JSX.HTMLAttributes<ReluScopeElement>;
    }
  }
}
