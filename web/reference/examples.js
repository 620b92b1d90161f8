// The examples of the reference, by what they show. The page prints each as it is written here, and runs it on its live figure.

/** Values of attributes. */
export const attributes = {
  preset: "three-points",
  experiment: '{"network":{"seed":4}}',
  pinned: '{"network":{"seed":1}}',
  frame: "60",
  views: "loss neurons",
  overlays: "directions limit",
  weights: "symlog",
  iterations: "linear",
  loss: "linear",
  clock: "scaled",
  xRange: "-3,4",
  secondRange: "-2,2",
  weightRange: "-0.5,0.5",
  output: "1",
  neuron: "7",
  sweep: '{"experiment":{},"over":{"network.seed":{"from":0,"to":9}}}',
  outcome: "kinks",
  loop: "",
  balanced: "off",
  pace: "change",
  speed: "2",
  pauses: "112,143",
  words: "f,0.2:1.2,,kinks gather~f,-0.5:1:0:0.3,,the start",
  tour: '{"version":1,"stops":[{"title":"Aligned","text":"Most kinks have gathered.","show":{"frame":112}}]}',
  controls: "play seek",
  fps: "30",
  autoplay: "",
  theme: "dark",
  fit: "",
  home: "../",
};

/** What an attribute's example needs beside it. */
export const beside = {
  output: { preset: "two-outputs" },
  secondRange: { preset: "plane" },
};

export const properties = {
  experiment: (scope) => (scope.experiment = { data: { x: [-1, 0, 2], y: [1, 0, 0.5] } }),
  sweep: (scope) => (scope.sweep = { experiment: {}, over: { "network.initScale": [0.01, 0.1, 1] } }),
  run: async (scope) => (await scope.ready) && scope.run.frameLoss.at(-1),
  frames: (scope) => scope.frames,
  frame: (scope) => (scope.frame = 60),
  address: (scope) => (scope.address = "preset=non-orthogonal-large-init&frame=40"),
  playing: (scope) => scope.playing,
  ready: async (scope) => (await scope.ready).engine,
};

export const methods = {
  play: (scope) => scope.play(),
  pause: (scope) => scope.pause(),
  step: (scope) => scope.step(5),
  neurons: async (scope) => (await scope.neurons(scope.frame)).w,
  toSVG: (scope) => scope.toSVG("function"),
  toPDF: (scope) => scope.toPDF("function", { columns: 2, legend: true }),
  toPNG: (scope) => scope.toPNG("function", { scale: 4 }),
  toVideo: async (scope) => (await scope.ready) && scope.toVideo({ from: 0, to: 9, width: 480, height: 320, speed: 2 }),
  toCSV: async (scope) => (await scope.ready) && scope.toCSV({ neurons: 10 }),
  toJSON: async (scope) => (await scope.ready) && scope.toJSON({ neurons: 10 }),
  toPyTorch: (scope) => scope.toPyTorch(),
};

/** What makes the element emit each event. */
export const events = {
  run: (scope) => (scope.experiment = { network: { seed: 3 } }),
  framechange: (scope) => scope.step(1),
  progress: (scope) => (scope.experiment = { preset: "non-orthogonal" }),
  lookchange: (scope) => (scope.address = "views=function"),
  error: (scope) => (scope.experiment = { network: { width: -1 } }),
};

/** Values of an experiment's keys. */
export const keys = {
  "data.x": [-0.5, 1],
  "data.y": [-1, 2],
  "data.teacher.seed": 1,
  "data.teacher.points": 20,
  "data.teacher.inputs": 2,
  "data.teacher.width": 3,
  "network.width": 20,
  "network.initScale": 0.1,
  "network.initialisation": "dominated",
  "network.clipping": [0.5, 2],
  "network.zeroOutput": true,
  "network.hiddenBias": false,
  "network.outputBias": true,
  "network.activation": "tanh",
  "network.seed": 4,
  "network.initial": { w: [1, -1], b: [0.1, 0.2], a: [0.1, -0.1] },
  "training.dynamics": "flow",
  "training.learningRate": 0.01,
  "training.iterations": 5000,
  "training.frameGrowth": 1.5,
  "training.precision": "float32",
  "training.engine": "dense",
  "training.tolerance": 1e-6,
  "training.firstIteration": 20000,
};
