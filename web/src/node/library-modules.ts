import type { Libraries } from "../late/export/lazy-library";

/** What figures need; the trainer is there already. */
const modules: { readonly [Name in "pdf" | "typeface"]: () => Promise<{ default: Libraries[Name] }> } = {
  pdf: () => import("../late/export/pdf"),
  typeface: () => import("../late/export/typeface"),
};

/** Loads a library of figures. */
export default async function load(name: keyof typeof modules): Promise<unknown> {
  return (await modules[name]()).default;
}
