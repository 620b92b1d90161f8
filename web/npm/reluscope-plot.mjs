#!/usr/bin/env node
// The command `reluscope-plot`: figures of a run, as the page exports them, without a browser.

import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { extname } from "node:path";
import { parseArgs } from "node:util";
import { plot, showKeys, views } from "./node/plot.js";

const help = `Trains an experiment, and draws a frame of its run as the page exports it.

Usage: reluscope-plot [OPTIONS] [EXPERIMENT.json]

  EXPERIMENT.json        A file with the experiment as JSON, or with a run of it; - is standard input
  --preset NAME          Start from a preset instead
  --output FIGURE        The file to write, which ends in .svg, .pdf or .png; without it SVG goes to standard output
  --frame N              The number of the frame, from 0; the last one if left out
  --view NAME            ${views.join(", ")}; the first if left out
  --columns 1|2          As wide as one column of a paper, 3.25 inches, or as two, 6.75 inches
  --legend               Name all that the function view draws
  --no-cursor            Leave out the mark at the frame in the loss
  --scale NUMBER         Pixels of a PNG to one of the drawing, from 1 to 4; 2 if left out
  --pinned OTHER.json    An experiment that is drawn behind it; up to four times
  --show KEY=VALUE       What else is shown, by a key of the page's addresses; may be repeated:
                         ${showKeys.join(", ")}
  --help, --version

Examples:
  reluscope-plot run.json --frame 147 --output figure.pdf
  reluscope-plot --preset orthogonal --view neurons --show overlays=directions --output neurons.svg
  reluscope-plot run.json --view loss --show iterations=log --show loss=log --columns 2 --output loss.png
`;

/** As much of a file is read as the page reads: an experiment is at its head. */
const most = 2 ** 27;

const text = { type: "string" };
const texts = { type: "string", multiple: true };
const flag = { type: "boolean" };
const options = {
  ...{ preset: text, output: text, frame: text, view: text, columns: text, scale: text },
  ...{ pinned: texts, show: texts, legend: flag, "no-cursor": flag, help: flag, version: flag },
};

async function textIn(file) {
  const stream = file === "-" ? process.stdin : createReadStream(file, { end: most - 1 });
  const pieces = [];
  try {
    for await (const piece of stream) pieces.push(piece);
  } catch (error) {
    throw new Error(`${file}: cannot be read: ${reason(error)}`);
  }
  return new TextDecoder().decode(Buffer.concat(pieces));
}

/** What the system says, without the name of the error and what was called: "no such file or directory". */
function reason({ message }) {
  return message.replace(/^E[A-Z0-9]+: /, "").replace(/, \w+( '.*')?$/s, "");
}

function formatOf(output) {
  if (output === undefined) return "svg";
  const format = extname(output).slice(1).toLowerCase();
  if (!["svg", "pdf", "png"].includes(format)) {
    throw new Error(`--output ${JSON.stringify(output)}: the name must end in .svg, .pdf or .png`);
  }
  return format;
}

/** A number, or the text that is none, which is refused where its range is known. */
function numberIn(given) {
  return given === undefined || given.trim() === "" || Number.isNaN(Number(given)) ? given : Number(given);
}

function shownBy(settings) {
  return Object.fromEntries(
    settings.map((setting) => {
      const [, key, value] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
      if (key === undefined) {
        throw new Error(`--show ${JSON.stringify(setting)}: write it as KEY=VALUE, such as overlays=directions`);
      }
      return [key, value];
    }),
  );
}

async function main() {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help) return process.stdout.write(help);
  if (values.version) return process.stdout.write("{{version}}\n");
  const [file, ...more] = positionals;
  if (more.length > 0) throw new Error(`${JSON.stringify(more[0])} is one experiment too many; one is drawn`);
  if ((file === undefined) === (values.preset === undefined)) {
    throw new Error("give one experiment: a file, - for standard input, or --preset NAME; --help tells more");
  }
  for (const [name, value] of Object.entries(values)) {
    if ([value].flat().includes("")) throw new Error(`--${name} "": it needs a value`);
  }
  const format = formatOf(values.output);
  const figure = await plot(file === undefined ? { preset: values.preset } : await textIn(file), {
    format,
    ...(values.view === undefined ? {} : { view: values.view }),
    ...(values.frame === undefined ? {} : { frame: numberIn(values.frame) }),
    ...(values.scale === undefined ? {} : { scale: numberIn(values.scale) }),
    ...(values.columns === undefined ? {} : { columns: numberIn(values.columns) }),
    ...(values.pinned === undefined ? {} : { pinned: await Promise.all(values.pinned.map(textIn)) }),
    ...{ legend: values.legend === true, cursor: values["no-cursor"] !== true, show: shownBy(values.show ?? []) },
  });
  if (values.output === undefined) return process.stdout.write(figure);
  await writeFile(values.output, figure).catch((error) => {
    throw new Error(`${values.output}: cannot be written: ${reason(error)}`);
  });
}

try {
  await main();
} catch (error) {
  process.stderr.write(`reluscope-plot: ${error.message}\n`);
  process.exitCode = 2;
}
