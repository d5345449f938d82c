import { bundleOfTag, lateTags } from "./late-tags.js";

/** The late bundles that were built, by name, with the digest of each; written in by the build. */
declare const __LATE_BUNDLES__: Readonly<Record<string, string>>;

/** A lost connection may be back a moment later; what cannot be had after that is said. */
const pausesInMilliseconds: readonly number[] = [500, 2000, 8000];

const built: Readonly<Record<string, string>> = typeof __LATE_BUNDLES__ === "undefined" ? {} : __LATE_BUNDLES__;
const tags = Object.values(lateTags).flat().join(",");

/** Fetches the late bundles a page needs, each once, from beside the first bundle. */
export class LateBundles {
  readonly #page: Document;
  readonly #beside: string;
  readonly #coming = new Map<string, Promise<void>>();

  /** `beside` is the address of the first bundle. */
  constructor(page: Document, beside: string) {
    this.#page = page;
    this.#beside = beside;
  }

  /** Starts fetching while the page is still being parsed; ends by itself. */
  watchParsing(): void {
    if (this.#page.readyState !== "loading") return;
    const observer = new MutationObserver(() => void this.load(this.#page).catch(() => undefined));
    observer.observe(this.#page, { childList: true, subtree: true });
    this.#page.addEventListener("DOMContentLoaded", () => {
      observer.disconnect();
    });
  }

  /**
   * Resolves once every element of ours at or below a root is defined; false when nothing had to be fetched. Rejects
   * with an Error that names the elements a worker cannot be shown.
   */
  async load(root: ParentNode): Promise<boolean> {
    const found = Array.from(root.querySelectorAll(tags));
    if (root instanceof Element && root.matches(tags)) found.push(root);
    const wanted = new Set(found.map((element) => element.localName).filter((tag) => !customElements.get(tag)));
    const names = new Set(Array.from(wanted, bundleOfTag).filter((name) => name !== undefined && name in built));
    await Promise.all(Array.from(names, (name) => this.#fetch(name ?? "")));
    return names.size > 0;
  }

  #fetch(name: string): Promise<void> {
    const coming = this.#coming.get(name) ?? this.#fetchPatiently(name);
    this.#coming.set(name, coming);
    return coming;
  }

  async #fetchPatiently(name: string): Promise<void> {
    for (const pause of pausesInMilliseconds) {
      if (await this.#fetchOnce(name)) return;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    if (await this.#fetchOnce(name)) return;
    this.#coming.delete(name);
    throw new Error(`The elements ${(lateTags[name] ?? []).map((tag) => `<${tag}>`).join(", ")} could not be loaded`);
  }

  /** Whether the bundle ran. A script element, because fetching a module would need the server's leave (CORS). */
  #fetchOnce(name: string): Promise<boolean> {
    const script = this.#page.createElement("script");
    script.src = `${new URL(`${name}.js`, this.#beside).href}?v=${built[name] ?? ""}`;
    const ended = new Promise<boolean>((resolve) => {
      script.addEventListener("load", () => {
        resolve(true);
      });
      script.addEventListener("error", () => {
        resolve(false);
      });
    });
    this.#page.head.append(script);
    return ended.finally(() => {
      script.remove();
    });
  }
}
