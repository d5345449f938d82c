import { defineElements } from "./bundles/define-elements.js";
import { LateBundles } from "./bundles/late-bundles.js";
import { startPage } from "./worker-page/page-start.js";
import { elements } from "./bundles/first.js";

// A template may load the bundle twice, once by each of AWS's two addresses.
if (customElements.get("crowd-form") === undefined) {
  const address = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : document.baseURI;
  defineElements(elements);
  void startPage(document, new LateBundles(document, address));
}
