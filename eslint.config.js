/** How islands are written: strict types, no script in strings, nothing left in the console. */
import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules/", "var/", "build/", ".venv/", "src/xingtan/*/static/", "shared/"] },
  {
    files: ["src/xingtan/*/islands/**/*.ts", "vite.config.ts"],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      // One custom element in one file that a person reads in one sitting (docs/house.md).
      "max-lines": ["error", { max: 200, skipBlankLines: true, skipComments: true }],
      "no-console": "error",
      eqeqeq: "error",
      // Server-made HTML comes in through htmx only; an island builds nodes.
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Build nodes, or let htmx bring the part." },
        { property: "outerHTML", message: "Build nodes, or let htmx bring the part." },
        { property: "insertAdjacentHTML", message: "Build nodes, or let htmx bring the part." },
        { object: "document", property: "write" },
      ],
      // `${count}` with a number is plain English.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
);
