/** For Vue: `import type {} from "reluscope/vue"` lets TypeScript know `<relu-scope>` in templates. */

import type { DefineComponent } from "vue";
import type { ReluScopeAttributes, ReluScopeEventMap } from "./relu-scope.js";

type Emits = { [Name in keyof ReluScopeEventMap]: (event: ReluScopeEventMap[Name]) => void };
type Own = Omit<ReluScopeAttributes, "experiment"> & { experiment?: object | string };

declare module "vue" {
  interface GlobalComponents {
    "relu-scope": DefineComponent<Own, {}, {}, {}, {}, {}, {}, Emits>;
  }
}
