import type { Instrument } from "./instrument";

/** Whether a control has a use of its own for a key. */
function isTakenBy(target: EventTarget | null, key: string): boolean {
  if (target instanceof HTMLInputElement) return target.type !== "range" || key !== " ";
  if (target instanceof HTMLButtonElement) return key === " ";
  if (target instanceof HTMLElement && target.localName === "summary") return key === " ";
  return target instanceof HTMLSelectElement;
}

/** The keys of the instrument: space plays and pauses, the arrows step, Home and End go to the ends. */
export function press(event: KeyboardEvent, instrument: Instrument): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isTakenBy(event.target, event.key)) return;
  const { key } = event;
  if (key === " ") instrument.toggle();
  else if (key === "ArrowLeft") instrument.step(-1);
  else if (key === "ArrowRight") instrument.step(1);
  else if (key === "Home") instrument.seek(0);
  else if (key === "End") instrument.seek(Infinity);
  else return;
  event.preventDefault();
}
