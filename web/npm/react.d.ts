/** For React 19: `import type {} from "reluscope/react"` lets TypeScript know `<relu-scope>` in JSX. */

import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { ReluScopeAttributes, ReluScopeElement, ReluScopeEventMap } from "./relu-scope.js";

type Listeners = { [Name in keyof ReluScopeEventMap as `on${Name}`]?: (event: ReluScopeEventMap[Name]) => void };
type Own = Omit<ReluScopeAttributes, "experiment"> & Listeners & { experiment?: object | string };
type Props = Own & Omit<DetailedHTMLProps<HTMLAttributes<ReluScopeElement>, ReluScopeElement>, keyof Own>;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "relu-scope": Props;
    }
  }
}
