/** What a pointer has taken hold of. */
export interface Held {
  /** Follows the pointer. */
  move(event: PointerEvent): void;
  /** The pointer has let go, wherever and however. */
  release?(): void;
}

export interface Drags {
  /** Has every pointer let go. */
  release(): void;
}

/**
 * Lets pointers, several at a time, drag what is in an element: `grab` tells what one takes hold of by a press, if
 * anything. It lets go by its release, and by all that leaves no doubt that there will be none: a move without a button
 * down, a gesture that the browser takes over, another window in front, the element gone.
 */
export function watchDrags(element: Element, grab: (event: PointerEvent) => Held | undefined): Drags {
  /** What ends each drag that is under way, by the number of its pointer. */
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
    // Only what the browser reports itself can be captured: moves beyond the window are then reported, too.
    if (isTrusted) element.setPointerCapture(pointerId);
    listen("pointermove", (event) => {
      if (!isOurs(event)) return;
      if ((event.buttons & 1) === 0 || !element.isConnected) {
        end();
      } else if (isMoved || event.clientX !== clientX || event.clientY !== clientY) {
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

  /** What has been dragged has not been clicked. */
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
