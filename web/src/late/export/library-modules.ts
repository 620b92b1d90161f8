import type { Libraries } from "./lazy-library";

/** Each is a module of its own, which bundlers split off. */
const modules: { [Name in keyof Libraries]: () => Promise<{ default: Libraries[Name] }> } = {
  pdf: () => import("./pdf"),
  trainer: () => import("./full-trainer"),
  typeface: () => import("./typeface"),
  video: () => import("./video-encoding"),
};

/** Loads a library in the npm package, whose modules are moved and renamed by whoever bundles them. */
export default async function load(name: keyof Libraries): Promise<unknown> {
  return (await modules[name]()).default;
}
