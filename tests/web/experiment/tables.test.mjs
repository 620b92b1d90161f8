// Tables, as the programs of the world write them, read by the page's reader alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { bundled } from "../support/bundled.mjs";

const { readTable, pointsIn, decode } = new Function(
  `${await bundled('export { readTable, pointsIn } from "./late/files/table"; export { decode } from "./late/files/decode-text";', "reader")}; return reader;`,
)();

const three = [
  [-1, 0.25, 2],
  [0.5, -1.5, 1],
];

for (const [what, text, [x, y] = three] of [
  ["decimal commas and semicolons", "x;y\r\n-1;0,5\r\n0,25;-1,5\r\n2;1"],
  ["decimal commas and blanks", "-1 0,5\n0,25 -1,5\n2 1"],
  [
    "decimal commas and blanks in every line",
    "1,5 2,7\n2,5 3,7\n",
    [
      [1.5, 2.5],
      [2.7, 3.7],
    ],
  ],
  ["decimal commas and tabs", "-1\t0,5\n0,25\t-1,5\n2,0\t1,0"],
  ["decimal commas in quotes between commas", 'x,y\n"-1,0","0,5"\n"0,25","-1,5"\n"2,0","1,0"'],
  [
    "commas without more",
    "1,5\n2,7\n",
    [
      [1, 2],
      [5, 7],
    ],
  ],
  ["commas and blanks", "-1, 0.5\n 0.25, -1.5\n2 ,1\n"],
  [
    "what numpy.savetxt writes",
    "# x y\n-1.000000000000000000e+00 5.000000000000000000e-01\n2.500000000000000000e-01 -1.500000000000000000e+00\n2.000000000000000000e+00 1.000000000000000000e+00\n",
  ],
  ["what numpy.savetxt writes, with y first", "# y x\n0.5 -1\n-1.5 .25\n1. 2\n"],
  ["padded columns", "   -1.00    0.50\n    0.25   -1.50\n    2.00    1.00\n"],
  ["old Mac line ends and a mark", "\ufeffa\tb\r-1\t0.5\r0.25\t-1.5\r2\t1"],
  ["Excel's first line", "sep=;\nx;y\n-1;0.5\n0.25;-1.5\n2;1"],
  ["Excel's first line, quoted, with an odd separator", '"sep=^"\n-1^0.5\n0.25^-1.5\n2^1'],
  ["exponents with decimal commas", "x;y\n-1,0E+00;5,0e-1\n2,5e-1;-1,5E0\n20e-1;1"],
  ["exponents by Fortran", "-1.0D0 0.5D+00\n2.5D-01 -1.5d0\n2D0 1D0"],
  ["the minus of typesetters", "−1\t0.5\n0.25\t−15e−1\n2\t1"],
  ["separators at the ends of lines, and empty lines and columns", "x;y;;\n-1;0,5;;\n\n;;;\n0,25;-1,5;;\n2;1;;\n"],
  ["comments within and beside", "% made by hand\nx,y\n-1,0.5 # first\n# next\n0.25,-1.5\n2,1\n"],
  ["titles before the names", "Measured on Monday\n\nx;y\n[m];[s]\n-1;0,5\n0,25;-1,5\n2;1"],
  ["more columns, of which two are x and y", "n;Y;t;X\n1;0,5;a;-1\n2;-1,5;b;0,25\n3;1;;2"],
  ["text in quotes over two lines", '"note",x,y\n"one\ntwo",-1,0.5\n"a ""b""",0.25,-1.5\n,2,1'],
  ["R's row names", '"x" "y"\n"1" -1 0.5\n"2" 0.25 -1.5\n"3" 2 1\n'],
  ["bars", "| x | y |\n|---|--:|\n| -1 | 0.5 |\n| 0.25 | -1.5 |\n| 2 | 1 |"],
  [
    "parted thousands",
    "1,234.5;1\n2,000,000;2",
    [
      [1234.5, 2000000],
      [1, 2],
    ],
  ],
  [
    "parted thousands of the other kind",
    "1.234,5;1\n2.000.000;2",
    [
      [1234.5, 2000000],
      [1, 2],
    ],
  ],
  [
    "thousands parted by blanks and apostrophes",
    "1\u202f234,5;1 000\n2'000;2",
    [
      [1234.5, 2000],
      [1000, 2],
    ],
  ],
  [
    "three decimals after a comma",
    "0,125;1,250\n1,500;2,375",
    [
      [0.125, 1.5],
      [1.25, 2.375],
    ],
  ],
  [
    "three decimals after a dot",
    "1.250\t2.375\n1.500\t3.125",
    [
      [1.25, 1.5],
      [2.375, 3.125],
    ],
  ],
  [
    "parted thousands in quotes between commas",
    '"1,234",5\n"2,000",6',
    [
      [1234, 2000],
      [5, 6],
    ],
  ],
]) {
  test(`a table is read that has ${what}`, () => {
    const table = readTable(text);
    assert.ok(table.columns, "it is clear which columns they are");
    assert.deepEqual(pointsIn(table, table.columns), { x, y });
  });
}

for (const [what, text, names, numeric] of [
  ["three columns", "1,2,3\n4,5,6", ["", "", ""], [0, 1, 2]],
  ["names", "time;speed;place\n1,5;2;3\n2;3;4,5", ["time", "speed", "place"], [0, 1, 2]],
  ["names in a comment", "# t v s\n1 2 3\n4 5 6", ["t", "v", "s"], [0, 1, 2]],
  ["columns of words", "who,a,b\nann,1,2\nbob,3,4", ["who", "a", "b"], [1, 2]],
  ["gaps", "a,b,c\n1,,2\n3,4,5", ["a", "b", "c"], [0, 2]],
]) {
  test(`which columns are x and y is asked of a table with ${what}`, () => {
    const table = readTable(text);
    assert.equal(table.columns, undefined);
    assert.deepEqual([table.names, table.numeric], [names, numeric]);
  });
}

for (const [what, text, says] of [
  ["a word", "x;y\n1;2\n3;four", /^line 3: “four” is not a number \(column 2, “y”\)\.$/],
  ["an empty cell", "x;y\n1;2\n3;\n", /^line 3: an empty cell is not a number \(column 2, “y”\)/],
  ["a short line", "x\ty\n1\t2\n3", /^line 3 has one column, not 2/],
  ["a long line", "1;2\n3;4;5", /^line 2 has 3 columns, not 2/],
  ["one column", "1\n2\n3", /^line 1 has one column, not 2/],
  ["nothing", "\n\n", /no points/],
  ["what is no number", "1,2\n3,nan", /^line 2: “nan” is not a number/],
  ["too large a number", "1,2\n3,1e999", /^line 2: “1e999”/],
  ["two readings", "1,234\t5.678\n", /^line 1: “1,234” may be 1234 or 1\.234/],
  ["a spreadsheet's own file", "PK\u0003\u0004…", /save it as CSV/],
  ["a line after quotes over two", '"a\nb",1,2\n"c",3,x', /^line 3: “x”/],
]) {
  test(`what is wrong with a table is told with line and column: ${what}`, () => {
    assert.throws(
      () => readTable(text),
      (error) => says.test(error.message) || assert.fail(error.message),
    );
  });
}

test("a table of ten thousand lines is read at once, and what only looks like one fails soon", () => {
  const lines = Array.from({ length: 10000 }, (_, i) => `${i},5;${-i},25`);
  const began = process.cpuUsage().user;
  assert.equal(readTable(lines.join("\n")).rows.length, 10000);
  for (const text of ['"'.repeat(1e5), "1 ".repeat(1e5), "1'234".repeat(1e5), "0".repeat(1e6), '\n"\n'.repeat(1e5)]) {
    assert.throws(() => pointsIn(readTable(text), { x: 0, y: 1e9 }));
  }
  // Of the processor, whatever else that does: a second or two, and minutes for what is quadratic in these.
  assert.ok(process.cpuUsage().user - began < 20e6);
});

const text = '{"note":"aé€😀"}';
const utf16 = Buffer.from(text, "utf16le");
for (const [what, bytes] of [
  ["UTF-8", Buffer.from(text)],
  ["UTF-8 with a mark", Buffer.from(`\ufeff${text}`)],
  ["UTF-16LE", utf16],
  ["UTF-16LE with a mark", Buffer.from(`\ufeff${text}`, "utf16le")],
  ["UTF-16BE", Buffer.from(utf16).swap16()],
  ["UTF-16BE with a mark", Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
]) {
  test(`a file is decoded from ${what}, whole or cut`, () => {
    assert.equal(decode(bytes, false), text);
    assert.equal(decode(bytes.subarray(0, bytes.length - 5), true).slice(0, 9), text.slice(0, 9));
  });
}

test("a wrong byte is told with its place; a table is then read as old spreadsheets write", () => {
  const bytes = Buffer.from("gr\xf6\xdfe;y", "latin1");
  assert.throws(() => decode(bytes, false), /it is no UTF-8 text: it goes wrong at byte [34] of 7/);
  assert.equal(decode(bytes, false, "windows-1252"), "größe;y");
  assert.throws(
    () => decode(Buffer.from("\ufeffa\ud800b", "utf16le"), false),
    /UTF-16LE text: it goes wrong at byte [5-8] of 8/,
  );
});
