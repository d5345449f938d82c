// Builds the worker pages' elements: a first bundle, and late bundles that share its modules.
// All are classic scripts, so that they run in a frame of opaque origin without CORS. The first bundle keeps every module
// it consists of (Lit included) in `TruthloopCrowd`; a late bundle takes from there what it imports, so that each module
// exists once in a page and `instanceof AnswerControl` means the same in all.
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const crowd = path.join(path.dirname(fileURLToPath(import.meta.url)), "crowd");
const firstEntry = path.join(crowd, "bundle.ts");
const notLate = new Set(["define-elements.ts", "first.ts", "late-bundles.ts", "late-tags.ts"]);
const holder = "TruthloopCrowd";

/**
 * Templates set the root's font size (Bootstrap 3: 10px), which would shrink everything measured in rem: in worker
 * pages our measures are pixels. Media queries never depended on it.
 */
const remToPixels = {
  name: "rem-to-pixels",
  transform(code, id) {
    if (!/styles?\.ts$|\.css(\?inline)?$|answer-preview\.ts$/.test(id)) return null;
    return { code: code.replace(/(?<![\w.])(\d*\.?\d+)rem\b/g, (_, size) => `${Number(size) * 16}px`), map: null };
  },
};

/** A template need not say its encoding, and then the browser guesses: plain ASCII reads the same in all. */
const asciiOnly = {
  name: "ascii-only",
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== "chunk") continue;
      const escape = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
      file.code = file.code.replace(/[\u0080-\uffff]/g, escape);
    }
  },
};

/** An entry that exists only as text. */
function written(text) {
  const id = path.join(crowd, "written-entry.ts");
  return {
    id,
    plugin: {
      name: "written-entry",
      enforce: "pre",
      resolveId: (source) => (source === id ? id : null),
      load: (source) => (source === id ? text : null),
    },
  };
}

/** Leaves every import of a shared module to the first bundle. */
function fromFirstBundle(shared) {
  return {
    name: "from-first-bundle",
    enforce: "pre",
    async resolveId(source, importer, options) {
      if (importer === undefined) return null;
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      const name = found === null ? undefined : shared.get(clean(found.id));
      return name === undefined ? found : { id: `${holder}:${name}`, external: true };
    },
  };
}

const clean = (id) => id.replace(/\?.*$/, "");

/** Builds one classic script and gives its text. */
async function script(options, entry, plugins, defines = {}, output = {}) {
  const results = await build({
    ...options,
    root: crowd,
    define: { ...options.define, ...defines },
    plugins: [...plugins, remToPixels, asciiOnly],
    build: {
      ...options.build,
      write: false,
      lib: { entry, formats: ["iife"], name: "TruthloopCrowdScript", fileName: () => "script.js" },
      rolldownOptions: { output },
    },
  });
  return [results].flat()[0].output[0].code;
}

/** The modules the first bundle consists of, each with the name it is kept under. */
async function sharedModules(options) {
  const ids = new Set();
  const collect = {
    name: "collect-modules",
    generateBundle() {
      for (const id of this.getModuleIds()) if (!id.includes("\0") && /\.[mc]?[jt]s$/.test(id)) ids.add(id);
    },
  };
  await script(options, firstEntry, [collect], { __LATE_BUNDLES__: "{}" });
  return new Map(Array.from(ids).sort().map((id, index) => [id, `m${index}`]));
}

/** The first bundle's entry: itself, and its modules where late bundles find them. */
function holdingEntry(shared) {
  const all = Array.from(shared);
  const imports = all.map(([id, name]) => `import * as ${name} from ${JSON.stringify(id)};`);
  const names = all.map(([, name]) => name).join(", ");
  // A page may run this bundle twice; late bundles go with the first run, whose elements are the defined ones.
  return [...imports, `globalThis.${holder} ??= { ${names} };`].join("\n");
}

function lateEntry(name) {
  return [
    `import { defineElements } from "./bundles/define-elements.js";`,
    `import { elements } from "./bundles/${name}.js";`,
    `defineElements(elements);`,
  ].join("\n");
}

/** Builds the first bundle, the late ones and the stylesheet into a folder; a late bundle that fails stops the rest. */
export async function buildCrowd(options, outDir) {
  const shared = await sharedModules(options);
  const globals = (id) => id.replace(":", ".");
  const files = (await readdir(path.join(crowd, "bundles"))).filter((file) => file.endsWith(".ts"));
  const names = files.filter((file) => !notLate.has(file) && !file.endsWith(".test.ts")).map((file) => file.slice(0, -3));
  const late = {};
  await mkdir(outDir, { recursive: true });
  const made = new Map();
  for (const name of names) {
    const entry = written(lateEntry(name));
    const code = await script(options, entry.id, [entry.plugin, fromFirstBundle(shared)], {}, { globals });
    late[name] = createHash("sha256").update(code).digest("hex").slice(0, 16);
    made.set(`${name}.js`, code);
  }
  const entry = written(holdingEntry(shared));
  const defines = { __LATE_BUNDLES__: JSON.stringify(late) };
  made.set("crowd-html-elements.js", await script(options, entry.id, [entry.plugin], defines));
  for (const old of await readdir(outDir)) if (!made.has(old.replace(/\.(br|gz)$/, ""))) await rm(path.join(outDir, old));
  for (const [file, code] of made) await writeFile(path.join(outDir, file), code);
  await copyFile(path.join(crowd, "page.css"), path.join(outDir, "crowd-html-elements-v2.css"));
}
