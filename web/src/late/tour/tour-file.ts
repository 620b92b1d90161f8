import { addressKeys, readAddress, type AddressParts, type Exhibit } from "../../experiment/address";
import { fragmentOf } from "../../experiment/address-fragment";
import { readOr, SettingError } from "../../experiment/attribute-values";
import { wellFormed } from "../../text/well-formed";

/** What is on screen, by the keys of an address; experiments and sweeps may be objects. */
export type Shown = Readonly<Record<string, unknown>>;

/** A stop of a tour: what is on screen, and what is said of it, in the notation of `notation.ts`. */
export interface TourStop {
  readonly title: string;
  readonly text: string;
  readonly show: Shown;
}

/** A tour as its file has it. */
export interface TourFile {
  readonly version: 1;
  readonly title: string;
  readonly stops: readonly TourStop[];
  /** What is left to be tried at the end. */
  readonly trials?: readonly Omit<TourStop, "text">[] | undefined;
}

/** The limits of a tour: of its text as a whole, in letters; of its lists; and of what it says. */
export const limits = { file: 200_000, stops: 40, trials: 8, title: 80, text: 1200 };

const showKeys = addressKeys.filter((key) => key !== "tour");

/** Reads a tour, given as JSON text. Reports each stop that is wrong, and leaves it out; undefined where nothing is left of it. */
export function readTour(json: string, complain: (error: SettingError) => void): TourFile | undefined {
  if (json.length > limits.file) {
    complain(new SettingError("tour", json, `at most ${limits.file} letters long`));
    return undefined;
  }
  let file: unknown;
  try {
    file = JSON.parse(json);
  } catch {
    complain(new SettingError("tour", json, "JSON"));
    return undefined;
  }
  if (!isRecord(file) || file.version !== 1 || !Array.isArray(file.stops)) {
    complain(new SettingError("tour", json, 'an object with "version" 1 and a list of "stops"'));
    return undefined;
  }
  const check = (): void => {
    checkKeys("tour", file, ["version", "title", "stops", "trials"]);
  };
  readOr(check, undefined, complain);
  const read = <Part>(
    list: unknown,
    kind: "stops" | "trials",
    part: (value: unknown, place: string) => Part,
  ): Part[] => {
    const values: unknown[] = Array.isArray(list) ? list : [];
    if (values.length > limits[kind]) {
      complain(new SettingError(`tour.${kind}`, String(values.length), `a list of at most ${limits[kind]}`));
    }
    return values
      .slice(0, limits[kind])
      .flatMap((value, index) => readOr(() => [part(value, `tour.${kind}[${index}]`)], [], complain));
  };
  const stops = read(file.stops, "stops", stopOf);
  if (stops.length === 0) {
    complain(new SettingError("tour.stops", "", "a list with a stop at least that is right"));
    return undefined;
  }
  const trials = read(file.trials, "trials", (value, place) => {
    const { title, show } = stopOf(value, place);
    return { title, show };
  });
  const title = typeof file.title === "string" ? Array.from(file.title).slice(0, limits.title).join("") : "";
  return { version: 1, title, stops, ...(trials.length > 0 ? { trials } : {}) };
}

function stopOf(value: unknown, place: string): TourStop {
  if (!isRecord(value))
    throw new SettingError(place, JSON.stringify(value), 'an object with "title", "text" and "show"');
  checkKeys(place, value, ["title", "text", "show"]);
  const said = (key: "title" | "text"): string => {
    const text = value[key] ?? "";
    if (typeof text === "string" && Array.from(text).length <= limits[key]) return text;
    throw new SettingError(`${place}.${key}`, JSON.stringify(text), `text of at most ${limits[key]} letters`);
  };
  const show = value.show ?? {};
  if (!isRecord(show))
    throw new SettingError(`${place}.show`, JSON.stringify(show), "an object with the keys of an address");
  checkKeys(`${place}.show`, show, showKeys);
  const stop = { title: said("title"), text: said("text"), show };
  exhibitOf(show, (error) => {
    error.message = `${place}.show.${error.message}`;
    throw error;
  });
  return stop;
}

/** Throws a `SettingError` where an object has keys that there are not. */
function checkKeys(place: string, value: object, keys: readonly string[]): void {
  const unknown = Object.keys(value).filter((key) => !keys.includes(key));
  if (unknown.length > 0) throw new SettingError(place, unknown.join(", "), `made of ${keys.join(", ")}`);
}

/** What a stop shows. */
export function exhibitOf(show: Shown, complain: (error: SettingError) => void = () => undefined): Exhibit {
  const pieces = Object.entries(writtenShow(show)).map(([key, value]) => ({ key, value }));
  return readAddress(fragmentOf(pieces), complain);
}

/** The same in the parts of an address. */
export function writtenShow(show: Shown): AddressParts {
  const known = Object.entries(show).filter(([key]) => showKeys.includes(key));
  return Object.fromEntries(
    known.map(([key, value]) => [key, wellFormed(typeof value === "string" ? value : JSON.stringify(value))]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
