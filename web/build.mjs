// Builds what the server hands to browsers into src/truthloop/pages/:
//   crowd/   one classic script for worker pages (loaded by a plain <script src> in a sandboxed frame) and its stylesheet
//   portal/  the worker portal: ES modules with hashed names
// Every text file also gets a .br and a .gz beside it, so that the server never compresses while somebody waits.
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "vite";

const web = path.dirname(fileURLToPath(import.meta.url));
const pages = path.resolve(web, "../src/truthloop/pages");
const shared = {
  configFile: false,
  logLevel: "warn",
  define: { "process.env.NODE_ENV": JSON.stringify("production") },
};
const target = "es2022";
// light-dark() is left as it is written: rewritten for older browsers it stops following data-theme.
const cssTarget = ["chrome123", "firefox120", "safari17.5"];
// Below this size a compressed copy saves nothing once headers are counted.
const smallestWorthCompressing = 512;

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

/** The crowd elements: one classic script, so that it runs in a frame of opaque origin without CORS. */
async function buildCrowd() {
  const outDir = path.join(pages, "crowd");
  await build({
    ...shared,
    root: path.join(web, "crowd"),
    plugins: [remToPixels, asciiOnly],
    build: {
      outDir,
      emptyOutDir: true,
      target,
      cssTarget,
      sourcemap: false,
      reportCompressedSize: false,
      lib: {
        entry: path.join(web, "crowd/bundle.ts"),
        formats: ["iife"],
        name: "TruthloopCrowd",
        fileName: () => "crowd-html-elements.js",
      },
    },
  });
  await copyFile(path.join(web, "crowd/page.css"), path.join(outDir, "crowd-html-elements-v2.css"));
}

/** The portal, when its source is there. */
async function buildPortal() {
  const root = path.join(web, "portal");
  const outDir = path.join(pages, "portal");
  if (!existsSync(path.join(root, "index.html"))) {
    await rm(outDir, { recursive: true, force: true });
    return;
  }
  await build({
    ...shared,
    root,
    base: "/portal/",
    build: {
      outDir,
      emptyOutDir: true,
      target,
      cssTarget,
      sourcemap: false,
      reportCompressedSize: false,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
    },
  });
}

/** Writes FILE.br and FILE.gz beside every text file under a folder. */
async function compress(folder) {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (!entry.isFile() || !/\.(js|css|html|svg|json|txt|webmanifest)$/.test(entry.name)) continue;
    const bytes = await readFile(file);
    if (bytes.length < smallestWorthCompressing) continue;
    const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
    await writeFile(`${file}.br`, brotliCompressSync(bytes, { params: quality }));
    await writeFile(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

await mkdir(pages, { recursive: true });
const wanted = process.argv.slice(2);
if (wanted.length === 0 || wanted.includes("crowd")) await buildCrowd();
if (wanted.length === 0 || wanted.includes("portal")) await buildPortal();
await compress(pages);
