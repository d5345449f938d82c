// Builds what the server hands to browsers into src/truthloop/pages/:
//   crowd/   the elements of worker pages (crowd-bundles.mjs) and their stylesheet
//   gallery/ live examples of the elements, from ../examples/elements
//   portal/  the worker portal: ES modules with hashed names
//   console/ the requester console, the same way
// Every text file also gets a .br and a .gz beside it, so that the server never compresses while somebody waits.
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "vite";
import { buildCrowd } from "./crowd-bundles.mjs";

const web = path.dirname(fileURLToPath(import.meta.url));
const pages = path.resolve(web, "../src/truthloop/pages");
const shared = {
  configFile: false,
  logLevel: "warn",
  define: { "process.env.NODE_ENV": JSON.stringify("production") },
};
const output = {
  emptyOutDir: true,
  target: "es2022",
  // light-dark() is left as it is written: rewritten for older browsers it stops following data-theme.
  cssTarget: ["chrome123", "firefox120", "safari17.5"],
  sourcemap: false,
  reportCompressedSize: false,
};
// Below this size a compressed copy saves nothing once headers are counted.
const smallestWorthCompressing = 512;

/** An application of one page, the portal or the console, when its source is there. */
async function buildApplication(name) {
  const root = path.join(web, name);
  const outDir = path.join(pages, name);
  if (!existsSync(path.join(root, "index.html"))) {
    await rm(outDir, { recursive: true, force: true });
    return;
  }
  await build({
    ...shared,
    root,
    base: `/${name}/`,
    build: {
      ...output,
      outDir,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
    },
  });
}

/** The gallery: its stylesheet behind the tokens, and the examples. */
async function buildGallery() {
  const outDir = path.join(pages, "gallery");
  await rm(outDir, { recursive: true, force: true });
  await cp(path.resolve(web, "../examples/elements"), outDir, { recursive: true });
  const styles = await Promise.all(["shared/design/tokens.css", "gallery/gallery.css"].map((file) => readFile(path.join(web, file))));
  await writeFile(path.join(outDir, "gallery.css"), Buffer.concat(styles));
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
if (wanted.length === 0 || wanted.includes("crowd")) await buildCrowd({ ...shared, build: output }, path.join(pages, "crowd"));
for (const name of ["portal", "console"]) if (wanted.length === 0 || wanted.includes(name)) await buildApplication(name);
if (wanted.length === 0 || wanted.includes("gallery")) await buildGallery();
await compress(pages);
