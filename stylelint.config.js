/** How styles are written: colors and lengths are tokens, and left and right are start and end. */
const physical = ["margin", "padding", "border"].flatMap((name) =>
  ["left", "right", "top", "bottom"].map((side) => `${name}-${side}`),
);

/** What holds everywhere, the tokens included. */
const everywhere = {
  "block-no-empty": true,
  "color-no-invalid-hex": true,
  "custom-property-pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
  "declaration-block-no-duplicate-properties": true,
  "declaration-no-important": true,
  "function-no-unknown": [true, { ignoreFunctions: ["light-dark"] }],
  "no-duplicate-selectors": true,
  "no-invalid-double-slash-comments": true,
  "property-no-unknown": true,
  "selector-max-id": 0,
  "selector-pseudo-class-no-unknown": true,
  "selector-pseudo-element-no-unknown": true,
  "selector-type-no-unknown": [true, { ignore: ["custom-elements"] }],
  "unit-no-unknown": true,
};

export default {
  ignoreFiles: ["node_modules/**", "var/**", "build/**", "**/static/**"],
  reportDescriptionlessDisables: true,
  reportNeedlessDisables: true,
  rules: {
    ...everywhere,
    "color-no-hex": true,
    "color-named": "never",
    "function-disallowed-list": ["rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "light-dark"],
    "unit-disallowed-list": ["px", "pt", "cm"],
    "property-disallowed-list": [...physical, "left", "right", "float"],
    "declaration-property-value-disallowed-list": { "text-align": ["left", "right"] },
  },
  overrides: [
    {
      files: ["src/xingtan/ui/styles/tokens.css"],
      rules: { "color-no-hex": null, "function-disallowed-list": null, "unit-disallowed-list": null },
    },
  ],
};
