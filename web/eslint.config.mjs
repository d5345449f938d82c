import { configs as lit } from "eslint-plugin-lit";
import { configs as wc } from "eslint-plugin-wc";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["built/", "node_modules/"] },
  {
    files: ["**/*.ts"],
    extends: [
      ...tseslint.configs.strictTypeChecked,
      ...tseslint.configs.stylisticTypeChecked,
      lit["flat/recommended"],
      wc["flat/best-practice"],
    ],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-console": "error",
      eqeqeq: "error",
      "lit/lifecycle-super": "error",
      "lit/no-legacy-imports": "error",
      "lit/no-this-assign-in-render": "error",
      "lit/prefer-nothing": "error",
      "lit/prefer-static-styles": "error",
      "lit/quoted-expressions": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // Lit binds methods used as listeners in templates to the host.
      "@typescript-eslint/unbound-method": "off",
      // A file may hold an element and the small one it cannot live without.
      "wc/max-elements-per-file": "off",
      // Classes here are named for what they are; the tag has the prefix.
      "wc/file-name-matches-element": "off",
      // Classes are exported by name: imports then always use the same one.
      "wc/no-exports-with-element": "off",
    },
  },
);
