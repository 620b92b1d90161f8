/** What the story says: how fast a run is told, and where it stops. As in `prose.ts`. */

export const pace = {
  name: "Pace",
  paces: { frame: "By frame", time: "By iteration", change: "By change" },
  means: {
    frame: "Every frame stays as long as every other.",
    time: "Every frame stays as long as its iterations take, of which each is as long as every other.",
    change: "Most time goes to the frames between which function, loss, kinks and weights change most.",
  },
  speed: "Speed",
  times: (speed: string): string => `× ${speed}`,
  loop: "Loop",
  pauseHere: "Stop here",
  pauseNoLonger: "Do not stop here",
  pauses: "Playback stops at frame",
  clear: (frame: string): string => `Do not stop at frame ${frame}`,
  stopsAt: (frames: string): string => `Playback stops at ${frames}`,
  setAt: (frame: string): string => `Playback stops at frame ${frame}.`,
  clearedAt: (frame: string): string => `Playback does not stop at frame ${frame} any more.`,
  told: (pace: string, speed: string): string => `${pace}, speed ${speed}.`,
  loops: "Begins anew at the end.",
  ends: "Stops at the end.",
  waits: "What changes is being computed; until then frames follow each other evenly.",
};

export const words = {
  name: "Words on the pictures",
  add: "Write on the picture",
  first: "words",
  undo: "Undo",
  arrow: "Arrow",
  text: (number: string): string => `Words ${number}`,
  view: (number: string): string => `Picture of words ${number}`,
  from: (number: string): string => `First frame of words ${number}`,
  to: (number: string): string => `Last frame of words ${number}`,
  placeholder: { from: "first", to: "last" },
  remove: (number: string): string => `Remove words ${number}`,
  full: (most: string): string => `There are ${most} words, which is all there may be.`,
  added: "Words are in the middle of the picture. Type what they say; drag them, or focus them and press arrow keys.",
  moved: "Moved.",
  changed: "Changed.",
  removed: "Removed.",
  undone: "Undone.",
};

export const tour = {
  name: "A tour of your own",
  says: "A stop is what is on screen: experiment, frame, views, ranges and words. It is kept in the link to this page.",
  add: "Add a stop",
  first: (stop: string): string => `Stop ${stop}`,
  title: (stop: string): string => `Title of stop ${stop}`,
  text: (stop: string): string => `What is said at stop ${stop}`,
  placeholder: "What is said at this stop; mathematics between dollar signs",
  show: "Show",
  take: "Take what is on screen",
  up: (stop: string): string => `Stop ${stop} earlier`,
  down: (stop: string): string => `Stop ${stop} later`,
  remove: (stop: string): string => `Remove stop ${stop}`,
  save: "Save the tour",
  saveNote: "Save a lecture note",
  noteSaved: (home: string): string => `The note is a page whose figures run where ${home} can be reached.`,
  note: "Lecture note",
  inPage: "This picture in ReLUscope",
  trials: "To be tried",
  builtIn: "Take the guided tour",
  open: "Open a tour",
  file: "File of a tour",
  begin: "Begin the tour (T)",
  added: (stop: string): string => `Stop ${stop} is what is on screen.`,
  full: (most: string): string => `There are ${most} stops, which is all there may be.`,
  taken: "The stop is what is on screen now.",
  moved: "Moved.",
  changed: "Changed.",
  removed: "Removed.",
  opened: (stops: string): string => `A tour of ${stops} stops is open.`,
};

/** The keys of the story, and what they do. */
export const storyKeys: readonly (readonly [string, string])[] = [
  ["R", "Another pace: by frame, by iteration, by change"],
  ["<, >", "Slower, faster"],
  ["L", "Begin anew at the end, or stop there"],
  [
    "A",
    "Write words on the picture; arrow keys move words that have the focus, with Shift finely, Delete removes them",
  ],
  ["M", "Let playback stop at this frame, or not any more"],
];

/** What the parts of the story are called. */
export const story = { name: "Story", written: "Words and tour" };
