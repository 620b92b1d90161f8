import { messageOf } from "../../browser/error-message";
import { make } from "../../browser/dom";
import { storyKeys, type Look } from "../../experiment/look";
import type { AddressParts, Exhibit } from "../../experiment/address";
import type { SettingError } from "../../experiment/attribute-values";
import { panel } from "../../panels/panel";
import type { Stage } from "../../panels/stage";
import type { Recording } from "../../run/recording";
import { changeMoments, changeMomentsAtHand } from "../pace/change-moments";
import { pacedPlayback } from "../pace/paced-playback";
import { readPace, type PaceSettings } from "../pace/pace-settings";
import { pace as words, story as names } from "../text/prose-story";
import { wordsAt } from "../words/draw-words";
import { WordsRows } from "../words/words-rows";
import { readWords } from "../words/written-words";
import { PaceRow } from "./pace-row";
import { ownTour } from "../tour/tour";
import { TourRows } from "./tour-rows";
import { drawPauseMarks } from "./pause-marks";

/** Hears what is wrong with a part of the story. */
interface StoryProblems {
  complainOfSetting(setting: string, message: string): void;
  settleSetting(setting: string): void;
}

/** What is on screen, as an address has it. */
interface Screen {
  readonly parts: AddressParts;
  readonly home: string;
  show(exhibit: Exhibit): void;
}

type Told = Pick<Look, (typeof storyKeys)[number] | "loop">;

/** How a run is told: at which pace, where it stops, what is written on its pictures, and the stops of a tour. A bar below the timeline, which a button shows, and keys. */
export class Story {
  readonly element = make("div", { class: "telling" });
  readonly #bar = make("section", { class: "story", "aria-label": names.name });
  /** Where words are written and a tour is made. */
  readonly #written: HTMLDetailsElement;
  /** The words on the frame on screen, for those who do not see them. */
  readonly #spoken = make("p", { class: "spoken", "aria-live": "polite" });
  readonly #stage: Stage;
  readonly #problems: StoryProblems;
  readonly #says = make("p", { class: "says", role: "status" });
  readonly #pace: PaceRow;
  readonly #words: WordsRows;
  readonly #tour: TourRows;
  readonly #begin: () => void;
  /** The tour that the rows hold, as the look has it. */
  #made: string | undefined;
  #settings: PaceSettings | undefined;
  #told: Told = {};
  /** The run about which it has been said that its changes are awaited. */
  #awaited: Recording | undefined;

  /** `begin` begins the tour of the look. */
  constructor(stage: Stage, screen: Screen, problems: StoryProblems, begin: () => void) {
    this.#stage = stage;
    this.#problems = problems;
    const { training, player } = stage;
    this.#pace = new PaceRow(
      (change, told) => {
        stage.changeLook(change);
        this.#says.textContent = told;
      },
      () => player.frame,
    );
    this.#words = new WordsRows(
      stage.pictures,
      () => player.frame,
      (words, told) => {
        stage.changeLook({ words });
        this.#says.textContent = told;
      },
    );
    this.#begin = begin;
    this.#tour = new TourRows({
      get parts() {
        return screen.parts;
      },
      get home() {
        return screen.home;
      },
      show: (exhibit) => {
        const { tour } = stage.look;
        screen.show({ ...exhibit, frame: exhibit.frame ?? 0, look: { ...exhibit.look, tour } });
      },
      change: (tour) => {
        this.#made = tour;
        stage.changeLook({ tour });
      },
      tell: (what) => {
        this.#says.textContent = what;
      },
      begin,
    });
    this.#bar.append(this.#pace.element, this.#says);
    this.#written = panel("written", names.written, this.#words.element, this.#tour.element);
    stage.element.querySelector(".panels")?.prepend(this.#written);
    this.#bar.hidden = true;
    this.element.append(this.#spoken, this.#bar);
    const host = (stage.element.getRootNode() as ShadowRoot).host;
    host.addEventListener("lookchange", () => {
      this.adopt();
    });
    for (const name of ["framechange", "progress", "run"]) {
      host.addEventListener(name, () => {
        this.#follow(training.recording);
      });
    }
    this.adopt();
  }

  /** Does what a key is for; without a key, shows the bar or hides it. */
  press(key: string): void {
    switch (key) {
      case "":
        this.#bar.hidden = !this.#bar.hidden;
        this.#written.open = !this.#bar.hidden;
        if (!this.#bar.hidden) this.#bar.querySelector<HTMLElement>("button")?.focus({ preventScroll: true });
        break;
      case "r":
        this.#pace.turn();
        break;
      case "l":
        this.#pace.loop();
        break;
      case "a":
        this.#bar.hidden = false;
        this.#written.open = true;
        this.#words.add();
        break;
      case "m":
        this.#pace.mark(this.#stage.player.frame);
        break;
      case "<":
      case ",":
        this.#pace.hurry(false);
        break;
      case ">":
      case ".":
        this.#pace.hurry(true);
        break;
    }
  }

  /** Follows the look. */
  adopt(): void {
    const { look, player, training } = this.#stage;
    if ([...storyKeys, "loop" as const].every((key) => look[key] === this.#told[key]) && this.#settings) return;
    this.#told = look;
    const wrong: SettingError[] = [];
    const settings = readPace(look, (error) => wrong.push(error));
    this.#words.show(readWords(look.words ?? "", (error) => wrong.push(error)));
    if (look.tour !== this.#made) void this.#take(look.tour);
    for (const key of storyKeys) {
      if (key === "tour") continue;
      const told = wrong.filter((error) => error.key === key).map(({ message }) => message);
      if (told.length > 0) this.#problems.complainOfSetting(key, told.join(" "));
      else this.#problems.settleSetting(key);
    }
    this.#settings = settings;
    player.pacing = pacedPlayback(settings, player, () => training.recording);
    this.#pace.show(settings, look.loop === "on");
    // Words that came before what draws them are drawn now.
    player.follow();
    this.#follow(training.recording);
  }

  /** Takes a tour that has come from elsewhere, and begins it. */
  async #take(text: string | undefined): Promise<void> {
    this.#made = text;
    const wrong: SettingError[] = [];
    const tour = text === undefined ? undefined : await ownTour(text, (error) => wrong.push(error));
    if (text !== this.#made) return;
    this.#tour.show(tour);
    if (wrong.length > 0) this.#problems.complainOfSetting("tour", wrong.map(({ message }) => message).join(" "));
    else this.#problems.settleSetting("tour");
    if (tour) this.#begin();
  }

  /** Follows the run and the frame on screen. */
  #follow(recording: Recording | undefined): void {
    if (!this.#settings) return;
    this.#pace.follow();
    this.#speak();
    const { pace, pauses } = this.#settings;
    const told = pauses.length === 0 ? "" : words.stopsAt(pauses.join(", "));
    drawPauseMarks(this.#stage.element, pauses, recording, told);
    if (pace === "change" && recording?.done) void this.#await(recording);
  }

  /** Says the words on a frame that stays. */
  #speak(): void {
    const { look, player } = this.#stage;
    const words = player.playing ? [] : wordsAt(look, player.frame).filter(([, { view }]) => look.views.has(view));
    const text = words.map(([, { text }]) => text).join("; ");
    if (this.#spoken.textContent !== text) this.#spoken.textContent = text;
  }

  async #await(recording: Recording): Promise<void> {
    if (recording === this.#awaited || changeMomentsAtHand(recording)) return;
    this.#awaited = recording;
    const before = this.#says.textContent;
    this.#says.textContent = words.waits;
    try {
      await changeMoments(recording, this.#stage.training);
      if (this.#says.textContent === words.waits) this.#says.textContent = before;
    } catch (error) {
      this.#says.textContent = messageOf(error);
    }
  }
}
