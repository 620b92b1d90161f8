import { fileURLToPath } from "node:url";
import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import globals from "globals";
import tseslint from "typescript-eslint";

/** The folders of `src`, from what knows nothing of the others to what puts them together: imports lead towards the first. */
const folders = [
  "browser",
  "text",
  "trainer",
  "experiment",
  "plot",
  "run",
  "views",
  "panels",
  "late/text",
  "late/views",
  "late/ghosts",
  "late/files",
  "late/sweep",
  "late/pace",
  "late/export",
  "late/dialogs",
  "late/hands",
  "late/reading",
  "late/words",
  "late/tour",
  "late/story",
  "late/panels",
  "late/printing",
  "element",
  "anywidget",
  "site",
  "node",
];

/** The glob of the files in a folder of `src`. */
const filesIn = (folder) => `./src/${folder}/*`;

/** Forbids what a folder would import from those after it. */
const zones = folders.slice(0, -1).map((folder, i) => ({
  target: filesIn(folder),
  from: folders.slice(i + 1).map(filesIn),
  message: `imports between the folders of src/ lead one way, and ${folder}/ comes before that one (eslint.config.mjs)`,
}));

/** What is loaded late is asked for by `import()`: an import from it would have it loaded at once. */
const lateStaysLate = {
  patterns: [
    {
      group: ["**/late/**"],
      allowTypeImports: true,
      message: "what is in late/ is loaded by import()",
    },
  ],
};

export default defineConfig(
  { ignores: ["**/*.d.ts"] },
  js.configs.recommended,
  {
    files: ["**/src/**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { "import-x": importX },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: fileURLToPath(new URL(".", import.meta.url)) },
    },
    settings: { "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".d.ts"] })] },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "import-x/no-cycle": "error",
      "import-x/no-restricted-paths": ["error", { zones, basePath: fileURLToPath(new URL(".", import.meta.url)) }],
    },
  },
  { files: ["**/src/element/*.ts"], rules: { "@typescript-eslint/no-restricted-imports": ["error", lateStaysLate] } },
  { files: ["**/*.mjs"], languageOptions: { globals: globals.node } },
  {
    files: ["tests/**/*.mjs", "tools/**/*.{mjs,js}"],
    // Functions given to a page run in the browser.
    languageOptions: { globals: globals.browser },
    // Tests look for control characters, and set a property to itself to train again.
    rules: { "no-control-regex": "off", "no-self-assign": ["error", { props: false }] },
  },
  // What finds the parts of the element in functions that tests give to a page (tests/web/support/instrument.mjs).
  { files: ["tests/web/**/*.mjs"], languageOptions: { globals: { $: "readonly", $$: "readonly" } } },
  { files: ["**/reference/*.js"], languageOptions: { globals: globals.browser } },
  { files: ["**/examples/**/*.js"], languageOptions: { globals: { ...globals.browser, Reveal: "readonly" } } },
);
