/** Something that a pointer drags. */
export interface Held {
  /** Follows the pointer. */
  move(event: PointerEvent): void;
  /** Ends the drag, however it ended. */
  release?(): void;
  /** How far the pointer has to move, in pixels, before it drags: less is a click. */
  readonly slack?: number;
}

export interface Drags {
  /** Ends all drags. */
  release(): void;
}

/**
 * Lets pointers, several at a time, drag things in an element: `grab` returns the thing under a press, if any. A drag ends
 * with the release, and with whatever makes a release impossible: a move without a button down, a gesture that the browser
 * takes over, another window in front, the element removed.
 */
export function watchDrags(element: Element, grab: (event: PointerEvent) => Held | undefined): Drags {
  /** Ends each drag that is under way, by pointer id. */
  const ends = new Map<number, () => void>();

  element.addEventListener("pointerdown", (event) => {
    if (!(event instanceof PointerEvent) || event.button !== 0 || event.ctrlKey) return;
    ends.get(event.pointerId)?.();
    const held = grab(event);
    if (held) follow(event, held);
  });
  function follow({ pointerId, isTrusted, clientX, clientY }: PointerEvent, held: Held): void {
    const window = element.ownerDocument.defaultView;
    const listening = new AbortController();
    let isMoved = false;
    const end = (): void => {
      if (listening.signal.aborted) return;
      listening.abort();
      ends.delete(pointerId);
      if (element.hasPointerCapture(pointerId)) element.releasePointerCapture(pointerId);
      if (isMoved) swallowClick();
      held.release?.();
    };
    const listen = (kind: string, heard: (event: Event) => void): void => {
      window?.addEventListener(kind, heard, { capture: true, signal: listening.signal });
    };
    const isOurs = (event: Event): event is PointerEvent =>
      event instanceof PointerEvent && event.pointerId === pointerId;
    ends.set(pointerId, end);
    // Browsers capture real pointers alone; then they report moves beyond the window, too.
    if (isTrusted) element.setPointerCapture(pointerId);
    listen("pointermove", (event) => {
      if (!isOurs(event)) return;
      if ((event.buttons & 1) === 0 || !element.isConnected) {
        end();
      } else if (isMoved || Math.hypot(event.clientX - clientX, event.clientY - clientY) > (held.slack ?? 0)) {
        isMoved = true;
        held.move(event);
      }
    });
    for (const kind of ["pointerup", "pointercancel", "lostpointercapture"]) {
      listen(kind, (event) => {
        if (isOurs(event)) end();
      });
    }
    listen("blur", (event) => {
      if (event.target === window) end();
    });
  }

  /** Swallows the click that browsers send after a drag. */
  function swallowClick(): void {
    const listening = new AbortController();
    element.addEventListener(
      "click",
      (event) => {
        event.stopImmediatePropagation();
      },
      { capture: true, signal: listening.signal },
    );
    setTimeout(() => {
      listening.abort();
    });
  }

  return {
    release() {
      for (const end of [...ends.values()]) end();
    },
  };
}
