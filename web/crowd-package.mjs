// Builds the npm package @truthloop/crowd-elements into built/crowd-elements: ES modules that run in a browser as they are,
// typings, and a custom-elements manifest.
import { execFileSync } from "node:child_process";
import { copyFile, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const web = path.dirname(fileURLToPath(import.meta.url));
const source = path.join(web, "crowd/package");
const outDir = path.join(web, "built/crowd-elements");
const run = (program, ...options) =>
  execFileSync(path.join(web, "node_modules/.bin", program), options, { cwd: web, stdio: ["ignore", "ignore", "inherit"] });

const entries = (await readdir(source)).filter((file) => file.endsWith(".ts")).map((file) => file.slice(0, -3));
await rm(outDir, { recursive: true, force: true });
await build({
  configFile: false,
  logLevel: "warn",
  root: web,
  build: {
    outDir,
    target: "es2022",
    // light-dark() is left as it is written: rewritten for older browsers it stops following data-theme.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    lib: { entry: Object.fromEntries(entries.map((name) => [name, path.join(source, `${name}.ts`)])), formats: ["es"] },
    rolldownOptions: { output: { entryFileNames: "[name].js", chunkFileNames: "shared/[name]-[hash].js" } },
  },
});
run("tsc", "--project", "crowd/package/tsconfig.json");
run("cem", "analyze", "--config", "crowd/package/manifest.config.mjs");
await nameTags(path.join(outDir, "custom-elements.json"));
for (const file of ["package.json", "README.md"]) await copyFile(path.join(source, file), path.join(outDir, file));

/** Elements get their tags in the bundles' tables, where the analyzer does not look: says them in the manifest. */
async function nameTags(file) {
  const tags = new Map();
  for (const bundle of ["first", ...entries.filter((name) => name !== "index")]) {
    const table = await readFile(path.join(web, "crowd/bundles", `${bundle}.ts`), "utf8");
    for (const [, tag, constructor] of table.matchAll(/"([a-z-]+)": (\w+),/g)) tags.set(constructor, tag);
  }
  const manifest = JSON.parse(await readFile(file, "utf8"));
  for (const module of manifest.modules) {
    module.exports = module.exports.filter((each) => each.kind !== "custom-element-definition");
    for (const found of module.declarations.filter((each) => each.kind === "class" && tags.has(each.name))) {
      found.tagName = tags.get(found.name);
      found.customElement = true;
      const declaration = { name: found.name, module: module.path };
      module.exports.push({ kind: "custom-element-definition", name: found.tagName, declaration });
    }
  }
  await writeFile(file, JSON.stringify(manifest, null, 1));
}
