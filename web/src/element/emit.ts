import type { ReluScopeEventMap } from "../relu-scope";

/** Dispatches an event of the element. */
export type Emit = <Name extends keyof ReluScopeEventMap>(
  name: Name,
  detail: ReluScopeEventMap[Name]["detail"],
) => void;
