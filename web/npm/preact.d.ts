/** For Preact: `import type {} from "reluscope/preact"` lets TypeScript know `<relu-scope>` in JSX. */

import type { HTMLAttributes } from "preact";
import type { ReluScopeAttributes, ReluScopeElement, ReluScopeEventMap } from "./relu-scope.js";

type Listeners = { [Name in keyof ReluScopeEventMap as `on${Name}`]?: (event: ReluScopeEventMap[Name]) => void };
type Own = Omit<ReluScopeAttributes, "experiment"> & Listeners & { experiment?: object | string };

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "relu-scope": Own & Omit<HTMLAttributes<ReluScopeElement>, keyof Own>;
    }
  }
}
