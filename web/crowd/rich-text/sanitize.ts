import DOMPurify, { type Config } from "dompurify";

/**
 * What Markdown of a model may hold. No images, media, frames, forms, styles, ids or names: nothing loads by itself,
 * nothing looks like a part of the page, nothing is reachable as a property of the document.
 */
const allowed: Config = {
  ALLOWED_TAGS: [
    "a", "b", "blockquote", "br", "code", "dd", "del", "details", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "i", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub", "summary",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var",
  ],
  ALLOWED_ATTR: ["href", "title", "start", "align", "colspan", "rowspan", "open", "lang", "dir", "class"],
  ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
};

/** Classes our own renderer writes; any other would borrow the page's looks. */
const ownClass = /^(?:hljs(?:-[a-z_-]+)?|language-[\w+#-]+|picture|title_|function_|class_|inherited__)$/;

const purify = DOMPurify(window);

purify.addHook("afterSanitizeAttributes", (node) => {
  if (node.hasAttribute("class")) keepOwnClasses(node);
  // A worker page is sandboxed: a link opens beside it if the portal allows that, and never in its place.
  if (node.localName === "a") {
    node.setAttribute("target", "_blank");
    node.setAttribute("rel", "noopener noreferrer nofollow");
  }
});

/** HTML of unknown origin as nodes that can do nothing. */
export function sanitized(html: string): DocumentFragment {
  return purify.sanitize(html, { ...allowed, RETURN_DOM_FRAGMENT: true });
}

function keepOwnClasses(node: Element): void {
  const kept = Array.from(node.classList).filter((name) => ownClass.test(name));
  if (kept.length > 0) node.setAttribute("class", kept.join(" "));
  else node.removeAttribute("class");
}
