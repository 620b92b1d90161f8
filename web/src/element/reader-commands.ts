import { longest } from "../experiment/address-fragment";
import { copyText } from "../browser/clipboard";
import type { Commands } from "../panels/commands";
import type { Stage } from "../panels/stage";
import type { LateDialogs } from "./late-dialogs";
import type { Permalink } from "./permalink";
import type { Presentation } from "./presentation";

export interface ReaderCommands extends Commands {
  canSet: boolean;
  /** Trains an experiment that was offered to the reader. */
  accept(experiment: string): void;
}

/** The commands of an instrument; `pinned` is called when a run has been pinned or let go. */
export function readerCommands(
  stage: Stage,
  permalink: Permalink,
  presentation: Presentation,
  dialogs: LateDialogs,
  pinned: (isPinned: boolean) => void,
): ReaderCommands {
  const { training, player, draft, pictures } = stage;
  const focusPictures = (): void => {
    pictures.element.focus({ preventScroll: true });
  };
  return {
    canSet: true,
    get canAddPoint() {
      return this.canSet && pictures.element.matches(":focus");
    },
    get canDeselect() {
      return stage.look.selected !== undefined && !this.canLeave;
    },
    get canLeave() {
      return dialogs.isTouring || presentation.isOn;
    },
    toggle() {
      if (player.playing) player.pause();
      else player.play();
    },
    replay() {
      player.replay();
    },
    step(frames) {
      player.pause();
      player.seek(player.frame + frames);
    },
    turn(pages) {
      if (dialogs.isTouring) void dialogs.goOnTour(pages);
      else this.step(10 * pages);
    },
    seek(frame) {
      player.seek(frame);
    },
    present() {
      presentation.toggle();
      // The next press of space then plays, instead of pressing the button again.
      focusPictures();
    },
    addPoint() {
      pictures.addPoint();
    },
    undo() {
      void draft.undo();
    },
    redo() {
      void draft.redo();
    },
    togglePin() {
      const { pinnedOnPage } = training;
      if (pinnedOnPage) this.unpin(pinnedOnPage);
      else if (training.pin()) pinned(true);
    },
    unpin(run) {
      training.unpin(run);
      pinned(false);
    },
    accept(experiment) {
      focusPictures();
      void draft.train(experiment);
    },
    toggleTour() {
      void dialogs.toggleTour();
    },
    toggleStory() {
      this.tell("");
    },
    tell(key) {
      void dialogs.tell((story) => {
        story.press(key);
      });
    },
    openHelp() {
      void dialogs.openHelp();
    },
    copyLink() {
      const link = `${permalink.home}#${permalink.address}`;
      // Copies before anything is loaded: Safari lets a page write to the clipboard during the press alone.
      void dialogs.noteCopied(link, link.length > longest ? undefined : copyText(link));
    },
    openEmbed() {
      const { parts, home } = permalink;
      void dialogs.openEmbed({ parts, name: training.recording?.name ?? "", home });
    },
    deselect() {
      stage.changeLook({ selected: undefined });
    },
    leave() {
      if (dialogs.isTouring) dialogs.leaveTour();
      else presentation.leave();
    },
  };
}
