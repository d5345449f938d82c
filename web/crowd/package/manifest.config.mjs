/** What describes the elements for editors: the analyzer's settings. */
export default {
  globs: ["crowd/**/*.ts"],
  exclude: ["crowd/**/*.test.ts"],
  outdir: "built/crowd-elements",
  litelement: true,
  quiet: true,
  // The package's own package.json names the manifest; the workspace's is left alone.
  packagejson: false,
};
