import { Marked, type Tokens } from "marked";
import { codeHtml, escapeHtml } from "./code-languages.js";

const marked = new Marked({
  gfm: true,
  async: false,
  renderer: {
    code: ({ text, lang }: Tokens.Code): string => {
      const language = /^[\w+#-]+/.exec(lang ?? "")?.[0]?.toLowerCase() ?? "";
      return `<pre><code class="hljs language-${language === "" ? "text" : language}">${codeHtml(text, language)}</code></pre>\n`;
    },
    // A picture is a request to somebody's server: its words are shown in its place.
    image: ({ text, href }: Tokens.Image): string =>
      `<span class="picture">${escapeHtml(text === "" ? href : `${text} (${href})`)}</span>`,
    // A box nobody can tick is a sign, not a control.
    checkbox: ({ checked }: Tokens.Checkbox): string => (checked ? "☑ " : "☐ "),
  },
});

/** Markdown (GitHub's flavour) as HTML. The result is not safe yet: it goes through `sanitized`. */
export function markdownHtml(source: string): string {
  return marked.parse(source) as string;
}
